"""What was typed of a place: all that fit, with what tells them apart, and nothing chosen."""

import pytest

from contactcentre.core.models import Borough
from incidents import gazetteer, knowing
from incidents.actions import reference
from incidents.places import Where

pytestmark = pytest.mark.capability("F8")
STREETS = {
    "Lambeth": [
        ("Cross Street", "street", 51.4610, -0.1160, "SW9"),
        ("Crossley Road", "street", 51.4700, -0.1160),
        ("Brixton Market", "market", 51.4612, -0.1163),
    ],
    "Islington": [
        ("Cross Street", "street", 51.5410, -0.0990, "N1"),
        ("Cross Street", "street", 51.5660, -0.1310, "N19"),
        ("Camden Passage", "street", 51.5360, -0.1030),
    ],
    "Camden": [
        ("Example Road", "street", 51.5390, -0.1430),
        ("14 Example Road", "address", 51.5391, -0.1431),
        ("Flat 1, 14 Example Road", "address", 51.5391, -0.1431),
        ("Flat 2, 14 Example Road", "address", 51.5391, -0.1431),
        ("140 Example Road", "address", 51.5395, -0.1431),
        ("St John's Street", "street", 51.5380, -0.1440),
    ],
}


@pytest.fixture
def streets(world):
    """Three Cross Streets, two of them in one borough, and a house with flats."""
    for number, (borough, found) in enumerate(STREETS.items()):
        values = {"name": borough, "command_unit": world.elsewhere}
        Borough.objects.get_or_create(name=borough, defaults=values | {"code": f"E{number}"})
        code = Borough.objects.get(name=borough).pk
        reference.load_gazetteer(borough=code, found=found, by=world.admin, at=world.at)


def apart(text: str, **near) -> list[str]:
    return [gazetteer.apart(place) for place in gazetteer.search(text, **near).places]


@pytest.mark.usefixtures("streets")
def test_three_cross_streets_are_listed_with_what_tells_them_apart(django_assert_num_queries):
    found = gazetteer.search("14 Cross St")

    assert found.is_ambiguous
    assert not found.is_more
    assert apart("14 Cross St") == [
        "Lambeth · SW9 · near Brixton Market",
        "Islington · N1 · near Camden Passage",
        "Islington · N19",
    ]
    with django_assert_num_queries(2):
        near = apart("flat 2, 14 cross street", lat=51.5405, lon=-0.0991)
    assert near[0] == "Islington · N1 · near Camden Passage · 60 m from the caller"
    assert [str(one) for one in gazetteer.search("cross st, lambeth").meant] == [
        "Cross Street, Lambeth"
    ]
    assert len(gazetteer.search("Cross Street Islington").meant) == 2
    assert not gazetteer.search("cross").is_ambiguous
    assert len(gazetteer.search("cross").places) == 4
    assert len(gazetteer.search("cross isl").places) == 2


@pytest.mark.usefixtures("streets")
def test_a_house_with_flats_is_listed_door_by_door():
    def meant(text: str) -> list[str]:
        return [place.name for place in gazetteer.search(text).meant]

    flats = ["Flat 1, 14 Example Road", "Flat 2, 14 Example Road"]
    assert meant("14 Example Rd") == ["14 Example Road", *flats]
    assert meant("2/14 example rd, camden") == flats[1:]
    assert meant("Flat 7, 14 example road") == ["Example Road"]
    assert meant("example road") == ["Example Road"]
    assert meant("15 example road") == ["Example Road"]
    assert meant("saint johns st") == meant("St John's Street") == ["St John's Street"]


@pytest.mark.usefixtures("streets")
def test_what_nobody_chose_is_nobodys_first_match_and_the_log_says_which_there_are(world):
    alone = world.incident(location=Where(text="14 Cross St"))

    assert (alone.lat, alone.borough, alone.place) == (None, None, "14 Cross St")
    said = alone.log.get(kind="OPENED").text
    assert "“14 Cross St” may be any of 3 places, and which is not known yet:" in said
    assert "Cross Street (Islington · N1 · near Camden Passage)" in said
    for sure in ("by the old gasworks", "14 Cross Street, Lambeth"):
        opened = world.incident(location=Where(text=sure))
        assert "not known yet" not in opened.log.get(kind="OPENED").text


@pytest.mark.capability("F1")
def test_flats_are_one_address_however_they_are_said(world):
    here = {"place_id": world.place.pk}
    first = world.incident(location=Where(text="Flat 2, 14 Acre Ln", **here))
    contact = world.call("07700 900555")
    world.opened(contact, location=Where(text="14 acre lane, Lambeth, flat 2", **here))

    [found] = knowing.about(contact, person=world.handler, at=world.at)["incidents"]

    assert (found["reference"], found["why"]) == (first.reference, "same address")


@pytest.mark.usefixtures("streets")
def test_over_the_api_the_list_says_that_somebody_has_to_choose(world, client):
    client.force_login(world.handler)

    answer = client.get("/api/v1/places/", {"q": "2/14 cross st", "lat": "51.54", "lon": "-0.1"})

    found = answer.json()
    assert (len(found["meant"]), found["ambiguous"], found["more"]) == (3, True, False)
    assert found["results"][0]["address"] == "Flat 2, 14 Cross Street, Islington"
    assert found["results"][0]["apart"].startswith("Islington · N1 · near Camden Passage · 1")
    for wrong in ({"lat": "51.5"}, {"lat": "51.5", "lon": "nan"}, {"lat": "91", "lon": "0"}):
        assert client.get("/api/v1/places/", {"q": "x", **wrong}).status_code == 400
