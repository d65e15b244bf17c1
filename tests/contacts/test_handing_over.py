"""What BT hands over with a call: centre, reference, line; and every position, none lost (A13)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from contactcentre.contacts.channels import aml
from contactcentre.contacts.enums import State
from contactcentre.contacts.models import Contact, OperatorHandover, RawPayload
from contactcentre.core import clock
from contactcentre.countdowns.models import Clock
from tests.contacts.floor import NUMBER

pytestmark = pytest.mark.capability("A13")
BLOCK = {"centre": "Bangor", "reference": "BT-0077"}
LINE = {"subscriber": "A. Example", "address": "12 Acre Lane, Lambeth, London SW2 5SG"}
MAST = {"lat": 51.46, "lon": -0.12, "radius_m": 900, "source": "EISEC"}
START = 'A"ML=1;lt=+51.46070;lg=-0.11630;rd=18;top=20180531225402;lc=68;pm=G;si=234159000000000'


def message(start: str = START, *, ml: int | None = None) -> str:
    """Return an AML message that says how long it is."""
    body = f"{start};ei=123456789012345;mcc=234;mnc=15;ml="
    return f"{body}{ml or len(body) + 3}"


@pytest.fixture
def hook(api):
    """The floor, now; and the door with the right key."""

    def post(event_id: str, kind: str = "ringing", **facts):
        event = {"type": kind, "call_id": "bt-1", "event_id": event_id, "at": api.at.isoformat()}
        event |= {"from": NUMBER, "channel": "999"} if kind == "ringing" else {}
        return api.post(event | facts, secret=settings.TELEPHONY_SECRET)

    api.hook = post
    return api


def test_the_block_is_kept_and_what_comes_later_is_added_to_it(hook):
    later = START.replace("20180531225402", f"{hook.at:%Y%m%d%H%M%S}")
    sent = {"operator": BLOCK, "location": MAST, "connected_at": hook.at.isoformat()}
    assert hook.hook("e-1", **sent).status_code == 200
    answer = hook.hook("e-2", "updated", operator={**BLOCK, **LINE}, aml=message(later))
    assert answer.status_code == 200, answer.json()
    assert hook.hook("e-3", "updated", operator=LINE | BLOCK).status_code == 200

    contact = Contact.objects.get()
    shown = hook.by(hook.supervisor).get(f"contacts/{contact.pk}/").json()
    assert shown["operator"] == BLOCK | LINE
    assert [each.keys() & LINE.keys() for each in shown["handovers"]] == [set(), set(LINE)]
    fixes = [(fix["source"], fix["radius_m"], fix["confidence"]) for fix in shown["locations"]]
    assert fixes == [("AML", 18, 68), ("EISEC", 900, None)]
    assert (contact.state, contact.radius_m) == (State.QUEUED, 18)
    assert not RawPayload.objects.exists()


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ({"operator": "Bangor"}, "operator block has other fields"),
        ({"operator": {"centre": "Bangor", "operator": "x"}}, "operator block has other fields"),
        ({"operator": {"centre": ["Bangor"]}}, "centre is not a text"),
        ({"operator": {"reference": "7" * 81}}, "reference is too long"),
        ({"aml": "lt=51;lg=0"}, "does not begin with"),
        ({"aml": 'A"ML=1;lt=91.00000;lg=0'}, "names no position on earth"),
        ({"location": MAST | {"source": "GUESS"}}, "source of its location"),
        ({"location": MAST | {"confidence": 101}}, "confidence of its location"),
    ],
)
def test_what_is_broken_is_kept_as_it_came_and_costs_no_call(hook, broken, fault):
    answer = hook.hook("e-1", **broken)

    assert (answer.status_code, fault in answer.json()["detail"]) == (202, True)
    assert Contact.objects.get().state == State.QUEUED
    assert RawPayload.objects.count() == 1


def test_the_message_of_a_handset_is_read_as_far_as_it_is_whole():
    faults: list[str] = []
    fix = aml.read(message(), faults)
    assert (fix.source, fix.lat, fix.lon) == ("AML", 51.4607, -0.1163)
    assert (fix.radius_m, fix.confidence, faults) == (18, 68, [])
    assert fix.fixed_at == datetime(2018, 5, 31, 22, 54, 2, tzinfo=UTC)

    assert aml.read(message(START.replace("pm=G", "pm=N")), faults) is None
    assert faults == []
    for sent, read, fault in (
        (message(ml=99), (51.4607, 18, 68), "not as long as it says"),
        (START[:50], (51.4607, 18, None), "cut off"),
        (START[:30], None, "names no position on earth"),
        (message(START.replace("rd=18", "rd=-5")), (51.4607, None, 68), "rd of its AML"),
        (message(START.replace("lc=68", "lc=168")), (51.4607, 18, None), "lc of its AML"),
        (message(START.replace("2018053", "")), (51.4607, 18, 68), "when its position"),
        ('A"ML=;;=;lt', None, "names no position on earth"),
    ):
        found = aml.read(sent, faults := [])
        assert (found and (found.lat, found.radius_m, found.confidence)) == read, sent
        assert any(fault in each for each in faults), (sent, faults)


def test_more_that_is_heard_before_the_ring_waits_like_a_ring_and_is_timed_from_bt(hook):
    hook.hook("e-1", "updated", operator=BLOCK)
    contact = Contact.objects.get()
    assert (contact.state, hook.clocks("contact", contact)) == (
        State.QUEUED,
        ["answer_from_ring", "no_disposition"],
    )

    hook.hook("e-2", connected_at=(hook.at - timedelta(seconds=2)).isoformat())

    assert "answer_from_bt" in hook.clocks("contact", contact)
    assert Clock.objects.filter(kind="answer_from_ring").count() == 1


def test_what_the_operator_says_is_written_down_once_and_something_must_be_said(hook):
    contact, ann = hook.ring("999", number=NUMBER), hook.handler("ann")
    sender, path = hook.by(ann), f"contacts/{contact.pk}/operator/"
    assert sender.post(path, BLOCK).status_code == 201
    assert sender.post(path, BLOCK).status_code == 201
    refusal = sender.post(path, {"centre": ""})

    assert (refusal.status_code, "which centre" in refusal.json()["detail"]) == (422, True)
    assert OperatorHandover.objects.get().received_at <= clock.now()
