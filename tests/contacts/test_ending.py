"""How calls end: with an outcome that is one, and never within a minute unseen (A9)."""

from datetime import timedelta

import pytest

from contactcentre.contacts import outcomes
from contactcentre.contacts.enums import Flag, Outcome, RingBackOutcome, RingBackState, State
from contactcentre.contacts.models import RingBack
from contactcentre.core.errors import Invalid, NotAllowed, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from incidents.actions import telling
from tests.contacts.conftest import NIGHT
from tests.contacts.floor import NUMBER
from tests.contacts.test_lines import event, ringing

pytestmark = pytest.mark.capability("A9")


@pytest.fixture
def put_down(floor):
    """A 999 call that was put down twenty seconds after its answer."""
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(number=NUMBER), ann)
    floor.wait(seconds=20)
    floor.dispose(contact, ann, Outcome.ADVICE, "Told to ring again")
    return floor.end(contact, ann)


@pytest.mark.parametrize(
    "note",
    [
        "Will only speak to the victim",
        "Must speak to victim",
        "Handler insisted on talking to the patient herself",
        "Cannot help until we talk with the complainant",
        "Nurse rang: victim must ring us herself",
        "I will only speak to her.",
    ],
)
def test_that_only_the_victim_may_speak_ends_no_call(floor, note):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)
    with pytest.raises(Invalid, match="caller like any other"):
        floor.dispose(contact, ann, note=note)
    with pytest.raises(WrongState, match="helped like any caller"):
        floor.end(contact, ann)


@pytest.mark.parametrize(
    "note",
    [
        "Told to lock the door",
        "Mother wants to speak to her daughter; advised how",
        "Spoke to the victim, who is safe at her sister's",
        "Advised to ring 999 if he comes back",
    ],
)
def test_what_was_said_and_agreed_is_a_reason(note):
    assert outcomes.check_is_a_reason(Outcome.ADVICE, note) == note


def test_that_officers_must_speak_to_the_victim_is_no_wrong_note_of_an_incident():
    note = "Officers must speak to the victim alone"
    assert outcomes.check_is_a_reason(Outcome.INCIDENT, note) == note


@pytest.mark.parametrize(
    ("channel", "flags", "seconds", "is_early"),
    [
        ("999", [], 59, True),
        ("999", [], 60, False),
        ("101", [], 10, False),
        ("101", [Flag.DOMESTIC], 10, True),
    ],
)
def test_which_calls_end_too_soon(channel, flags, seconds, is_early):
    times = {"answered_at": NIGHT, "ended_at": NIGHT + timedelta(seconds=seconds)}
    assert outcomes.is_early(channel=channel, flags=flags, **times) is is_early


def test_a_call_put_down_within_a_minute_is_rung_back_within_two(floor, put_down):
    assert Flag.ENDED_EARLY in put_down.flags
    asked = RingBack.objects.get()
    assert (asked.subject, asked.subject_id, asked.number) == (
        "contact",
        put_down.pk,
        "+447700900123",
    )
    assert asked.due_at == floor.at + timedelta(minutes=2)
    assert AuditEntry.objects.filter(name="contact.ended_early").exists()

    floor.wait(minutes=2)
    assert floor.alerts("contact", put_down) == ["RING_BACK_DUE"]

    done = telling.report(
        ring_back_id=asked.pk,
        outcome=RingBackOutcome.TOLD,
        note="She is hurt",
        by=floor.supervisor,
        at=floor.at,
    )
    assert done.state == RingBackState.DONE
    assert floor.alerts("contact", put_down) == []


def test_a_line_that_ends_by_itself_within_a_minute_is_rung_back_too(floor):
    ann = floor.handler("ann")
    floor.line(**ringing(floor))
    floor.line(**event(floor, "answered"))
    floor.wait(seconds=12)
    contact = floor.line(**event(floor, "ended", cause="normal"))

    assert (contact.state, Flag.ENDED_EARLY in contact.flags) == (State.ENDED, True)
    floor.dispose(contact, ann, Outcome.ADVICE, "A child; the mother has the phone")
    assert RingBack.objects.get().state == RingBackState.WAITING


def test_that_the_call_back_was_done_ends_the_task(floor):
    ann = floor.handler("ann")
    contact = floor.answer(floor.ring(), ann)
    floor.end(contact, ann, is_cut=True)
    floor.dispose(contact, ann, Outcome.ABANDONED_RESOLVED, "Rang back: a child, all well")
    asked = RingBack.objects.get()
    assert (asked.state, asked.outcome) == (RingBackState.DONE, RingBackOutcome.NOT_NEEDED)


def test_who_sees_no_calls_reports_no_call_back(floor, put_down):
    told = {"ring_back_id": RingBack.objects.get().pk, "outcome": "TOLD", "note": "x"}
    stranger = floor.person("gate", Role.GATEWAY)
    with pytest.raises(NotAllowed):
        telling.report(**told, by=stranger, at=floor.at)
    assert RingBack.objects.get().state == RingBackState.WAITING
