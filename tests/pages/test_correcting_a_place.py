"""The place of an incident is corrected: its area, its owner and its alerts go with it."""

import pytest

from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert, Clock
from dispatch.actions import assignments
from incidents.actions import places
from incidents.models import Place
from incidents.places import Where

pytestmark = pytest.mark.capability("F8")


@pytest.fixture
def camden(world) -> Place:
    """A street of another area, with somebody at its dispatch desk."""
    world.on_shift("camden", Role.DISPATCHER, world.elsewhere)
    return world.place_elsewhere()


def correct(world, incident, *, by=None, **where):
    places.correct(
        incident_id=incident.pk, location=Where(**where), by=by or world.dispatcher, at=world.at
    )
    incident.refresh_from_db()
    return incident


def test_within_its_area_everything_else_stays(world):
    incident = world.graded("S")
    owner, due = incident.owner, incident.due_at

    correct(world, incident, text="14 Acre Lane, Lambeth", place_id=world.place.pk)

    assert (incident.place, incident.owner, incident.due_at) == (
        "14 Acre Lane, Lambeth",
        owner,
        due,
    )
    assert incident.log.last().text == (
        "Place corrected to 14 Acre Lane, Lambeth. It was: 12 Acre Lane, Lambeth"
    )
    assert AuditEntry.objects.filter(name="incident.place_corrected").count() == 1


def test_in_another_area_its_desk_owns_it_and_no_clock_has_moved(world, camden):
    incident = world.graded("I")
    clocks = list(Clock.objects.open().values_list("kind", "due_at"))

    correct(world, incident, text="3 Park Road, Camden", place_id=camden.pk)

    assert incident.command_unit == world.elsewhere
    assert incident.owner.username == "camden"
    assert list(Clock.objects.open().values_list("kind", "due_at")) == clocks


def test_the_alarm_that_it_was_left_goes_along_and_is_to_be_taken_on_there(world, camden):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    assignments.stand_down(unit_id=unit.pk, reason="test", by=world.dispatcher, at=world.at)
    world.acknowledge_alert(Alert.objects.live().get(code="UNIT_LEFT"))

    correct(world, incident, text="3 Park Road, Camden", place_id=camden.pk)

    alert = Alert.objects.live().get(code="UNIT_LEFT")
    assert (alert.area, alert.acknowledged_by) == (world.elsewhere, None)
    assert "3 Park Road, Camden" in alert.text
    assert "Acre Lane" not in alert.text


def test_words_alone_put_it_on_every_board(world):
    incident = world.graded("S")

    correct(world, incident, text="Behind the blue gate, off the towpath")

    assert (incident.command_unit, incident.lat) == (None, None)


def test_before_it_is_graded_it_stays_its_handlers(world, camden):
    incident = world.incident()

    correct(world, incident, by=world.handler, text="3 Park Road", place_id=camden.pk)

    assert incident.owner == world.handler


@pytest.mark.parametrize("where", [{}, {"text": "   "}])
def test_nothing_said_is_refused(world, where):
    with pytest.raises(Invalid, match="Say where it is"):
        correct(world, world.graded("S"), **where)


def test_the_same_again_is_refused(world):
    incident = world.graded("S")
    there = {"text": incident.place, "place_id": world.place.pk}

    with pytest.raises(Invalid, match="is there already"):
        correct(world, incident, **there)


def test_of_a_closed_incident_nothing_is_corrected(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    for code in (6, 2):
        world.press(unit, code)
    world.finish(incident)

    with pytest.raises(WrongState, match="closed"):
        correct(world, incident, text="14 Acre Lane", place_id=world.place.pk)


def test_nobody_corrects_what_is_in_another_area(world, camden):
    incident = world.graded("S")
    correct(world, incident, text="3 Park Road", place_id=camden.pk)

    with pytest.raises(NotFound):
        correct(world, incident, text="12 Acre Lane", place_id=world.place.pk)


def test_over_http_an_older_version_is_refused(world, enter):
    incident = world.graded("S")
    browser, path = enter(world.dispatcher), f"/api/v1/incidents/{incident.slug}/place/"
    body = {"text": "14 Acre Lane", "place_id": world.place.pk}
    sent = {"data": body, "content_type": "application/json"}

    stale = browser.post(path, **sent, headers={"If-Match": f'"{incident.version - 1}"'})
    fresh = browser.post(path, **sent, headers={"If-Match": f'"{incident.version}"'})

    assert (stale.status_code, fresh.status_code) == (409, 200)
    assert fresh.json()["place"] == "14 Acre Lane"


def test_the_page_searches_and_then_corrects(world, enter):
    incident, browser = world.graded("S"), enter(world.dispatcher)
    page = f"/desk/incidents/{incident.slug}/place/"

    shown = browser.get(page, {"q": "flat 2, 14 acre lane"}).content.decode()
    sent = {"q": "14 acre lane", "place": world.place.pk, "version": incident.version}
    answer = browser.post(page, sent, follow=True)

    incident.refresh_from_db()
    assert "Flat 2, 14 Acre Lane, Lambeth" in shown
    assert incident.place == "14 Acre Lane, Lambeth"
    assert "is at 14 Acre Lane, Lambeth now" in answer.content.decode()


def test_the_page_says_whom_to_tell_and_where_it_went(world, camden, enter):
    incident = world.graded("S")
    world.assign(world.unit("PC12"), incident)
    incident.refresh_from_db()
    sent = {"q": "3 Park Road", "place": camden.pk, "version": incident.version}

    answer = enter(world.dispatcher).post(
        f"/desk/incidents/{incident.slug}/place/", sent, follow=True
    )

    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/desk/dispatch/"
    assert "on the board of Camden and Islington" in page
    assert "Tell PC12 the new place" in page


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ({"version": "1"}, 409, "has changed meanwhile"),
        ({"place": ""}, 400, "Choose a place of the list"),
        ({"place": "999999999999"}, 400, "Choose a place of the list"),
        ({"place": "9" * 30}, 400, "Choose a place of the list"),
        ({"place": "9" * 5000}, 400, "Choose a place of the list"),
        ({"place": "٣"}, 400, "Choose a place of the list"),
    ],
)
def test_a_refusal_keeps_what_was_typed(world, enter, change, code, words):
    incident = world.graded("S")
    sent = {"q": "14 acre lane", "place": "words", "version": incident.version, **change}

    answer = enter(world.dispatcher).post(f"/desk/incidents/{incident.slug}/place/", sent)

    page = answer.content.decode()
    assert answer.status_code == code
    assert words in page
    assert 'value="14 acre lane"' in page
