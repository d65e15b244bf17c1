"""What comes after an incident was closed is looked at (E6, IOPC node/7631)."""

import pytest

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.core.errors import WrongState
from contactcentre.countdowns.models import Alert
from incidents.actions import messages, results
from incidents.enums import Status
from tests.world import check_constraints


@pytest.fixture
def closed(world):
    """A world in which `incident` was attended and is closed."""
    world.incident_closed = incident = world.graded("S")
    world.car = world.unit()
    world.assign(world.car, incident)
    world.press(world.car, 6)
    world.press(world.car, 2)
    world.finish(incident)
    incident.refresh_from_db()
    assert incident.status == Status.CLOSED
    return world


def message(world):
    about = {"incident_id": world.incident_closed.pk, "text": "He is back, she rang the station"}
    return messages.send(to="DISPATCH", by=world.handler, at=world.at, **about)


def note(world):
    return world.note(world.incident_closed, "He is back")


def linked(world):
    contact = world.call("07700 900999")
    said = {"outcome": Outcome.LINKED_INCIDENT, "note": f"CAD {world.incident_closed.reference}"}
    return calls.dispose(contact_id=contact.pk, by=world.handler, at=world.at, **said)


def lost_again(world):
    contact = world.ring()
    return calls.abandon(contact_id=contact.pk, by=world.system, at=world.at)


@pytest.mark.capability("E6")
@pytest.mark.parametrize("late", [message, note, linked, lost_again])
def test_whatever_comes_late_opens_the_incident_again_with_owner_alarm_and_clock(closed, late):
    late(closed)

    incident = closed.incident_closed
    incident.refresh_from_db()
    assert (incident.status, incident.closed_at) == (Status.RESULTED, None)
    assert incident.owner == closed.dispatcher
    assert {"late_word", "close_or_send"} <= set(closed.clocks(incident))
    [alert] = Alert.objects.live().filter(code="CAME_LATE")
    assert (alert.audience, alert.level, alert.area_id) == ("dispatcher", 0, "AS")
    assert incident.log.filter(text__startswith="Opened again: ").count() == 1
    check_constraints()


@pytest.mark.capability("E6")
def test_the_ten_hours_of_7631_cannot_pass_the_supervisor_hears_and_then_the_duty_officer(closed):
    message(closed)

    closed.wait(seconds=61)
    [alert] = Alert.objects.live().filter(code="CAME_LATE")
    assert alert.level == 1
    closed.wait(seconds=60)
    alert.refresh_from_db()
    assert alert.level == 2


@pytest.mark.capability("E6")
def test_taking_the_alert_on_is_not_dealing_with_it(closed):
    note(closed)
    alert = Alert.objects.live().get(code="CAME_LATE")
    closed.acknowledge_alert(alert)

    closed.outage(minutes=15)

    alert.refresh_from_db()
    assert (alert.acknowledged_by, alert.level) == (None, 1)
    assert "not dealt with yet" in alert.text


@pytest.mark.capability("E6")
def test_it_closes_again_only_once_somebody_says_what_was_done(closed):
    note(closed)
    incident = closed.incident_closed
    who = {"incident_id": incident.pk, "by": closed.dispatcher, "at": closed.at}
    with pytest.raises(WrongState, match="Something came after it was closed"):
        results.close(**who)

    results.result(code="ADVICE", text="Rang her: she is with her sister", **who)

    assert "late_word" not in closed.clocks(incident)
    assert results.close(**who).status == Status.CLOSED


@pytest.mark.capability("E6")
def test_a_unit_that_is_sent_deals_with_it(closed):
    note(closed)

    closed.assign(closed.car, closed.incident_closed)

    assert "late_word" not in closed.clocks(closed.incident_closed)
    assert not Alert.objects.live().filter(code="CAME_LATE").exists()


def test_whoever_watches_incidents_may_add_to_a_closed_log_without_opening_it(closed):
    closed.note(closed.incident_closed, "Statement taken by DC Ali", by=closed.dispatcher)

    closed.incident_closed.refresh_from_db()
    assert closed.incident_closed.status == Status.CLOSED


def test_with_its_owner_gone_home_it_has_another(closed):
    second = closed.supervisor
    incident = closed.incident_closed
    incident.owner = closed.person("gone-home")
    incident.save_changes("owner")

    note(closed)

    incident.refresh_from_db()
    assert incident.owner in {closed.dispatcher, second}
    check_constraints()


def test_a_restricted_one_does_not_say_on_a_board_who_came_back(world):
    incident = world.graded("I", restricted=True)
    unit = world.unit()
    world.assign(unit, incident)
    world.press(unit, 6)
    world.press(unit, 2)
    who = {"incident_id": incident.pk, "by": world.supervisor, "at": world.at}
    results.result(code="ADVICE", text="", **who)
    results.close(**who)

    lost_again(world)

    [alert] = Alert.objects.live().filter(code="CAME_LATE")
    assert "same number" not in alert.text
