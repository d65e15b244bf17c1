"""The free pad is a record of its own; words that belong to no contact alarm (X1, A2, A3)."""

import pytest
from django.db import Error, transaction

from contactcentre.contacts import queries
from contactcentre.contacts.actions import pads
from contactcentre.contacts.models import Pad, PadVersion
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import AuditEntry

pytestmark = pytest.mark.capability("A2", "A3")
WORDS = "A woman in Acre Lane; he is back"


def _write(floor, who, text=WORDS):
    return pads.write(text=text, by=who, at=floor.at)


def test_a_call_noted_on_the_pad_only_alarms_in_ten_minutes(floor):
    ann = floor.handler("ann", is_free=False)
    pad = _write(floor, ann)
    floor.wait(minutes=9, seconds=59)
    assert floor.alerts("pad", pad) == []

    floor.wait(seconds=1)

    assert floor.alerts("pad", pad) == ["PAD_WITHOUT_CONTACT"]
    _write(floor, ann, "")  # Wiping it takes nothing back.
    assert floor.alerts("pad", pad) == ["PAD_WITHOUT_CONTACT"]
    with pytest.raises(Invalid, match="what it was"):
        pads.settle(pad_id=pad.pk, note=" ", by=floor.supervisor, at=floor.at)
    with pytest.raises(NotFound):
        pads.settle(pad_id=pad.pk, note="x", by=floor.handler("bob", is_free=False), at=floor.at)
    pads.settle(pad_id=pad.pk, note="Rang her; opened CAD 9", by=floor.supervisor, at=floor.at)
    assert floor.alerts("pad", pad) == []
    assert floor.clocks("pad", pad) == []
    with pytest.raises(WrongState, match="settled already"):
        pads.settle(pad_id=pad.pk, note="x", by=ann, at=floor.at)


def test_every_state_of_the_pad_is_kept_and_who_wrote_it_is_on_the_audit_trail(floor):
    ann = floor.handler("ann", is_free=False)
    for text in ("A", "A woman", "A woman", WORDS):
        pad = _write(floor, ann, text)

    kept = PadVersion.objects.filter(pad=pad).values_list("number", "text")
    assert list(kept) == [(1, "A"), (2, "A woman"), (3, WORDS)]
    assert AuditEntry.objects.filter(name="pad.written", by="ann").count() == 3
    with pytest.raises(Error), transaction.atomic():
        PadVersion.objects.update(text="nothing")


def test_what_is_written_in_a_call_belongs_to_it_and_the_next_call_has_its_own_page(floor):
    ann = floor.handler("ann")
    first = floor.answer(floor.ring(), ann)
    before = _write(floor, ann, f"{WORDS}!")
    assert (before.contact, floor.clocks("pad", before)) == (first, [])
    floor.dispose(first, ann)
    floor.end(first, ann)

    second = floor.answer(floor.ring("101"), ann)
    after = _write(floor, ann, "His mother")

    before.refresh_from_db()
    assert (before.settled_note, before.contact) == ("With its contact", first)
    assert (after.contact, after.text) == (second, "His mother")
    assert Pad.objects.filter(settled_at=None).count() == 1


def test_the_next_call_takes_no_words_that_belong_to_nobody_and_ends_no_alarm(floor):
    ann = floor.handler("ann")
    alone = _write(floor, ann)
    floor.wait(minutes=10)
    contact = floor.answer(floor.ring(), ann)
    assert queries.pad_of(ann) is None

    other = _write(floor, ann, "A bicycle was stolen")

    alone.refresh_from_db()
    assert (alone.text, alone.contact, alone.settled_at) == (WORDS, None, None)
    assert (other.text, other.contact) == ("A bicycle was stolen", contact)
    assert floor.alerts("pad", alone) == ["PAD_WITHOUT_CONTACT"]
    floor.dispose(contact, ann)
    floor.end(contact, ann)
    # Wiping the page of the call shows again what is still to be settled.
    assert _write(floor, ann, "") == alone
    assert queries.pad_of(ann).text == WORDS


def test_words_that_come_late_go_with_the_call_they_were_typed_in(floor):
    ann = floor.handler("ann")
    first = floor.answer(floor.ring(), ann)
    floor.dispose(first, ann)
    floor.end(first, ann)
    floor.answer(floor.ring("101"), ann)

    late = pads.write(text=WORDS, contact_id=first.pk, by=ann, at=floor.at)

    assert late.contact == first
    bob = floor.handler("bob")
    with pytest.raises(NotFound, match="of yours"):
        pads.write(text=WORDS, contact_id=first.pk, by=bob, at=floor.at)


def test_a_handler_writes_and_reads_the_own_pad_over_http(api):
    ann = api.handler("ann", is_free=False)
    caller = api.by(ann)
    assert caller.get("pad/").json()["text"] == ""
    assert caller.post("pad/", {"text": WORDS}).json()["number"] == 1
    shown = caller.get("pad/").json()
    assert (shown["text"], shown["contact_id"]) == (WORDS, None)
    settled = caller.post(f"pads/{shown['id']}/settle/", {"note": "A test"})
    assert settled.json()["id"] is None
