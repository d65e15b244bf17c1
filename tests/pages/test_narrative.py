"""One running narrative: contacts, incidents, markers and orders of somebody, in order (C2)."""

from datetime import timedelta

import pytest

from contactcentre.core.models import AuditEntry
from incidents import narrative
from incidents.actions import markers
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.places import Where
from tests.pages.test_callers import text_of

pytestmark = pytest.mark.capability("C2")
ANNA = {"role": "VICTIM", "name": "Anna Kovács", "number": "07700 900123"}


@pytest.fixture
def story(world):
    """A marker, a call from her sister, its withdrawal, an order, and her own call."""
    who = {"by": world.supervisor, "at": world.at}
    subject = Subject(number="07700 900123", person_name="Anna Kovács")
    marker = markers.enter(subject=subject, text="Treat as urgent", **who)
    world.at += timedelta(days=1)
    world.incident(world.call("07700 900888", channel="101"), people=(ANNA,))
    world.at += timedelta(days=1)
    told = Withdrawal("The scheme ended", victim_informed="NO", informed_how="Nobody rang")
    who["at"] = world.at
    markers.withdraw(marker_id=marker.pk, given=told, **who)
    world.at += timedelta(days=800)
    who["at"] = world.at
    markers.enter_order(subject=subject, kind="RESTRAINING", text="Not to come near", **who)
    world.at += timedelta(days=1)
    return world.incident(world.call("07700 900123"))


@pytest.mark.parametrize("asked", [{"number": "0044 7700/900123"}, {"name": "kovacs anna"}])
def test_all_that_is_known_stands_in_one_order_however_it_is_asked(world, story, asked):
    lines = narrative.of(narrative.sought_for(**asked), person=world.supervisor, at=world.at)

    kinds = [line["kind"] for line in lines]
    own = ["CONTACT", "INCIDENT"] if "number" in asked else []
    assert sorted(kinds[: len(own)]) == own
    assert kinds[len(own)] == "ORDER"
    assert lines[len(own) + 1]["more"] == "victim informed: No. Nobody rang"
    assert sorted(kinds[len(own) + 2 :]) == ["CONTACT", "INCIDENT", "MARKER"]
    assert [line["at"] for line in lines] == sorted((each["at"] for each in lines), reverse=True)


def test_the_page_shows_it_and_that_it_was_read_is_kept(world, story, enter):
    desk = enter(world.handler)

    page = text_of(desk.get("/desk/narrative/", {"number": "07700 900123"}))

    assert f"CAD {story.reference}" in page
    assert "Restraining order" in page
    read = AuditEntry.objects.get(by="handler", detail__what="narrative").detail
    assert read["asked"] == {"number": "07700 900123"}
    assert f"CAD {story.reference}" in read["shown"]
    assert "two words at least" in text_of(desk.get("/desk/narrative/", {"name": "Anna"}))
    nobody = text_of(desk.get("/desk/narrative/", {"number": "07700 900555"}))
    assert "Nothing is known" in nobody


def test_a_restricted_incident_is_not_in_it(world, story):
    secret = world.incident(world.call("07700 900123"), restricted=True)
    camden = world.person("camden", *world.handler.roles)
    sought = narrative.sought_for(number="07700 900123")

    lines = narrative.of(sought, person=camden, at=world.at)

    assert not [line for line in lines if secret.reference in line["words"]]
    contact = secret.contact_links.get().contact
    assert not [line for line in lines if contact.reference in line["words"]]


def test_a_number_that_is_typed_opens_no_marker_of_another_area(world, enter):
    there = Where(text="Park Road", place_id=world.place_elsewhere().pk)
    subject = Subject(number="07700 900123", location=there)
    text = "He has said he will kill her"
    markers.enter(subject=subject, text=text, by=world.supervisor, at=world.at)
    desk = enter(world.person("lambeth", *world.handler.roles, area=world.area))

    typed = text_of(desk.get("/desk/narrative/", {"number": "07700 900123"}))

    assert text not in typed
    assert "one marker or order more, of another area" in typed
