"""A caller whom no text has told is rung by somebody, in time, until told or not needed (H9)."""

import pytest

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.contacts.models import RingBack
from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.permissions import Role
from contactcentre.countdowns.models import Alert, Clock
from incidents import callers
from incidents.actions import results, telling

pytestmark = pytest.mark.capability("H9")


@pytest.fixture
def first(diverted):
    """A domestic incident that was left, whose caller is to be rung."""
    return diverted(suspect_identity="SUSPECTED")


def report(world, told, incident, outcome: str, note: str = "", by=None):
    pk = told.ring_back(incident).pk
    who = {"by": by or world.handler, "at": world.at}
    return telling.report(ring_back_id=pk, outcome=outcome, note=note, **who)


def alert(incident) -> Alert:
    return Alert.objects.live().get(code="RING_BACK_DUE", subject_id=incident.pk)


def test_told_ends_it_with_a_line_on_the_log(world, first, told):
    report(world, told, first, "TOLD", "She is at a neighbour's")

    done = told.ring_back(first)
    assert (done.state, done.outcome, done.done_by) == ("DONE", "TOLD", world.handler)
    assert "rung back and told: She is at a neighbour's" in told.log(first)
    assert world.clocks(done) == []


def test_the_handlers_hear_at_half_the_time_and_the_supervisor_when_it_is_over(world, first):
    world.wait(minutes=5)
    assert (alert(first).level, alert(first).audience) == (0, Role.CALL_HANDLER)

    world.wait(minutes=5)

    assert alert(first).level >= 1
    assert "Nobody has rung the caller back" in alert(first).text


def test_it_goes_on_until_somebody_has_rung(world, first, told):
    world.wait(minutes=11)
    world.acknowledge_alert(alert(first), by=world.supervisor)

    world.wait(minutes=5)

    assert alert(first).acknowledged_by is None
    report(world, told, first, "TOLD")
    assert "RING_BACK_DUE" not in world.alerts(first)


def test_who_does_not_answer_is_rung_again_and_the_third_time_a_supervisor_decides(
    world, first, told
):
    for _time in range(2):
        report(world, told, first, "NO_ANSWER")
    assert "RING_BACK_DUE" not in world.alerts(first)
    again = told.ring_back(first)
    assert (again.due_at - world.at).seconds == 300

    report(world, told, first, "NO_ANSWER", "straight to voicemail")

    assert alert(first).level == 1
    assert "has not answered 3 times" in alert(first).text
    assert told.rings(first) == ["DOMESTIC WAITING"]
    assert "no answer 3 times" in callers.told(first)[-1]["words"]


def test_that_it_is_not_needed_has_a_reason(world, first, told):
    with pytest.raises(Invalid, match="Say why"):
        report(world, told, first, "NOT_NEEDED", " ")

    report(world, told, first, "NOT_NEEDED", "She rang us herself")

    assert "need not be rung back: She rang us herself" in told.log(first)


def test_of_two_who_ring_the_second_is_told(world, first, told):
    report(world, told, first, "TOLD")

    with pytest.raises(WrongState, match="already"):
        report(world, told, first, "TOLD", by=world.supervisor)


def test_only_who_takes_calls_and_may_see_it_reports_one(world, told, first, diverted):
    elsewhere = world.person("elsewhere", Role.CALL_HANDLER, area=world.elsewhere)
    with pytest.raises(NotAllowed):
        report(world, told, first, "TOLD", by=world.dispatcher)
    with pytest.raises(NotFound):
        report(world, told, first, "TOLD", by=elsewhere)

    hidden = diverted("07700 900456", restricted=True)

    colleague = world.person("colleague", Role.CALL_HANDLER)
    with pytest.raises(NotFound):
        report(world, told, hidden, "TOLD", by=colleague)
    assert told.ring_back(hidden) not in callers.ring_backs(colleague)
    assert told.ring_back(hidden) in callers.ring_backs(world.supervisor)
    world.wait(minutes=5)
    assert alert(hidden).audience == Role.SUPERVISOR


def test_a_unit_at_the_scene_ends_it(world, first, told):
    unit = world.unit("PC77")
    world.assign(unit, first)
    world.press(unit, 6)

    done = told.ring_back(first)
    assert (done.outcome, done.note) == ("NOT_NEEDED", "a unit is at the scene")


def test_nothing_closes_over_a_caller_who_waits(world, first, told):
    from_here = {"incident_id": first.pk, "at": world.at}
    results.ask_non_attendance(reason="seen elsewhere", by=world.dispatcher, **from_here)
    results.approve_non_attendance(by=world.supervisor, **from_here)

    with pytest.raises(WrongState, match="still to be rung back"):
        world.finish(first)

    report(world, told, first, "TOLD")
    first.refresh_from_db()
    assert world.finish(first).status == "CLOSED"


def test_the_page_says_what_was_told_and_what_is_still_to_tell(world, first, diverted):
    assert [line["words"] for line in callers.told(first)[1:]] == [
        "not told: ring back by 22:10, domestic: the suspect may read it"
    ]
    other = diverted("07700 900456")
    world.send_texts()

    assert [line["words"] for line in callers.told(other)[1:]] == ["told 22:00 by text (delivered)"]


def cut_off(world, incident, number: str):
    """Let somebody ring about an incident, be linked with it, and be cut off."""
    contact = world.call(number)
    who = {"contact_id": contact.pk, "by": world.handler, "at": world.at}
    calls.dispose(outcome=Outcome.LINKED_INCIDENT, note=f"CAD {incident.reference}", **who)
    return calls.end(is_cut=True, **who)


@pytest.mark.capability("C8")
def test_whoever_is_cut_off_is_rung_within_two_minutes_though_a_ring_back_waits(world, first, told):
    waiting = told.ring_back(first)
    cut_off(world, first, waiting.number)

    sooner = told.ring_back(first)
    assert (sooner.pk, (sooner.due_at - world.at).seconds) == (waiting.pk, 120)
    assert sooner.news == "CUT_SHORT"
    world.wait(minutes=2)
    assert alert(first).level >= 1
    running = Clock.objects.open().filter(subject="ring_back", subject_id=waiting.pk)
    assert [clock.due_at for clock in running] == [sooner.due_at]


@pytest.mark.capability("C8")
def test_whoever_is_cut_off_on_another_telephone_is_rung_there(world, first, told):
    waiting = told.ring_back(first)
    contact = cut_off(world, first, "07700 900456")

    there = RingBack.objects.get(subject="contact", subject_id=contact.pk, state="WAITING")
    assert (there.number, (there.due_at - world.at).seconds) == (contact.number, 120)
    kept = told.ring_back(first)
    assert (kept.number, kept.due_at, kept.state) == (waiting.number, waiting.due_at, "WAITING")
