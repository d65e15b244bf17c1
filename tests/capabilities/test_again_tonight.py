"""Raneem Oudeh rang four times in a night: here a supervisor hears of it at the second call."""

from datetime import timedelta

import pytest

from contactcentre.contacts.actions import calls, intake
from contactcentre.contacts.enums import Outcome
from contactcentre.contacts.models import Contact
from contactcentre.countdowns.models import Alert
from incidents.actions import accounts, results
from incidents.actions.accounts import Update
from tests.world import CALM

HERS = "07700 900321"
AGAIN = "DOMESTIC_AGAIN_TONIGHT"
RAISED = {"code": AGAIN, "resolved_at": None}


def outcome(world, contact, to: Outcome, note: str) -> None:
    """Give a call its outcome and end it."""
    who = {"contact_id": contact.pk, "by": world.handler, "at": world.at}
    calls.dispose(outcome=to, note=note, **who)
    calls.end(**who)


@pytest.fixture
def first(world):
    """The first call of the night became a domestic incident, of which nobody is alarmed yet."""
    made = world.incident(world.call(HERS), suspect_identity="SUSPECTED")
    assert AGAIN not in world.alerts(made)
    world.at += timedelta(hours=2)
    return made


@pytest.mark.capability("F3")
def test_four_calls_in_a_night_alarm_the_supervisor_at_the_second_and_again_at_each(world, first):
    for number in (2, 3, 4):
        incident = world.incident(world.call(HERS), suspect_identity="SUSPECTED")
        world.at += timedelta(hours=1)

        alert = Alert.objects.get(subject_id=incident.pk, **RAISED)
        assert (alert.level, alert.audience) == (1, "supervisor")
        assert alert.text.startswith(f"DOMESTIC AGAIN TONIGHT, contact {number} in 12 hours: 12 ")
        world.grade(incident, "I", answers=CALM)
        assert incident.suggested_grade == "I"


@pytest.mark.capability("F3")
def test_a_call_that_is_linked_alarms_the_supervisor_of_what_it_is_about(world, first):
    note = f"the same as {first.reference}"
    outcome(world, world.call(""), Outcome.LINKED_INCIDENT, note)

    assert AGAIN in world.alerts(first)


@pytest.mark.capability("F3")
def test_a_call_that_was_answered_with_advice_is_not_looked_at_alone(world, first):
    outcome(world, world.call(HERS), Outcome.ADVICE, "told to see a solicitor")

    alert = Alert.objects.get(subject_id=first.pk, **RAISED)
    assert "from the same number or handle is not linked to it (Advice given)" in alert.text


@pytest.mark.capability("F3")
def test_a_message_of_the_same_handle_is_not_looked_at_alone_either(world, first):
    Contact.objects.filter(incident_link__incident=first).update(handle="anna.k")
    said = {"source": "test", "source_id": "m", "channel": "INSTAGRAM", "handle": "anna.k"}
    who = {"by": world.system, "at": world.at}
    message = intake.receive(**said, received_at=world.at, **who)
    calls.answer(contact_id=message.pk, by=world.handler, at=world.at)
    outcome(world, message, Outcome.ADVICE, "told to see a solicitor")

    assert AGAIN in world.alerts(first)


@pytest.mark.capability("F3", "E6")
def test_what_was_closed_meanwhile_is_opened_again(world, first):
    world.grade(first, "S")
    who = {"incident_id": first.pk, "at": world.at}
    results.ask_non_attendance(reason="she is with her sister", by=world.dispatcher, **who)
    results.approve_non_attendance(by=world.supervisor, **who)
    world.finish(first)

    outcome(world, world.call(HERS), Outcome.ADVICE, "told to see a solicitor")

    first.refresh_from_db()
    assert (first.status, first.closed_at) == ("RESULTED", None)
    assert world.alerts(first) == ["CAME_LATE", AGAIN]


@pytest.mark.capability("F3")
def test_a_call_that_is_lost_before_an_answer_is_heard_of(world, first):
    lost = world.ring(HERS)
    calls.abandon(contact_id=lost.pk, by=world.supervisor, at=world.at)

    assert AGAIN in world.alerts(first)


@pytest.mark.capability("F3")
def test_what_becomes_domestic_at_the_second_call_is_heard_of_then_and_no_longer_after(world):
    world.incident(world.call(HERS), opening_code="ASB")
    incident = world.incident(world.call(HERS), opening_code="ASB")
    assert AGAIN not in world.alerts(incident)
    who = {"incident_id": incident.pk, "by": world.handler}

    ex = Update(suspect_identity="SUSPECTED", suspect_reason="her former husband, she thinks")
    accounts.update(told=ex, at=world.at, **who)
    assert AGAIN in world.alerts(incident)

    not_hers = Update(suspect_identity="NOT_DOMESTIC", suspect_reason="it is a stranger's dog")
    accounts.update(told=not_hers, at=world.at, **who)
    assert AGAIN not in world.alerts(incident)


@pytest.mark.capability("F3")
@pytest.mark.parametrize("why", ["another night", "another number", "a hoax", "not domestic"])
def test_nobody_is_alarmed_for_nothing(world, first, why):
    number = "07700 900400" if why == "another number" else HERS
    world.at += timedelta(hours=11 if why == "another night" else 0)
    call = world.call(number)
    if why == "a hoax":
        outcome(world, call, Outcome.HOAX, "children at play")
    else:
        suspect = "UNKNOWN" if why == "not domestic" else "CONFIRMED"
        world.incident(call, suspect_identity=suspect)

    assert not Alert.objects.filter(**RAISED).exists()


@pytest.mark.capability("F3")
def test_ringing_off_in_the_queue_and_ringing_again_is_one_contact(world):
    lost = world.ring(HERS)
    calls.abandon(contact_id=lost.pk, by=world.supervisor, at=world.at)

    incident = world.incident(world.call(HERS), suspect_identity="SUSPECTED")

    assert AGAIN not in world.alerts(incident)
