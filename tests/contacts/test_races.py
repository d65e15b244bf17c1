"""Many hands at one moment, on a database that locks rows."""

import contextlib
import time
from datetime import timedelta

import pytest

from contactcentre.contacts import queries
from contactcentre.contacts.actions import queue
from contactcentre.contacts.enums import HandlerState
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core.errors import Taken, WrongState
from contactcentre.core.models import AuditEntry
from tests.races.together import together

CLAIMERS = 8


@pytest.mark.capability("A6", "B1")
@pytest.mark.parametrize("attempt", range(10))
def test_two_handlers_click_one_contact_and_one_is_told_who_has_it(committed_floor, attempt):
    floor = committed_floor
    contact = floor.ring("101")
    pair = [floor.handler(name, is_free=False) for name in ("ann", "bob")]
    Handler.objects.filter(person__in=pair).update(state=HandlerState.NOT_READY)

    results = together(*[lambda p=person: floor.claim(contact, p) for person in pair])

    contact.refresh_from_db()
    won = [result for result in results if isinstance(result, Contact)]
    told = [result for result in results if isinstance(result, Taken)]
    assert len(won) == len(told) == 1, results
    assert contact.handler.short_name in str(told[0])
    assert contact.fence == 1


@pytest.mark.slow
@pytest.mark.capability("B1")
def test_eight_take_300_contacts_each_once_and_none_past_a_more_urgent_class(committed_floor):
    floor = committed_floor
    people = [floor.handler(f"h{n}", is_free=False) for n in range(CLAIMERS)]
    for n in range(300):
        floor.ring(["999", "101", "SMS"][n % 3], received_at=floor.at - timedelta(seconds=n % 7))
    order = list(queries.waiting().values_list("pk", flat=True))

    results = together(*[lambda p=person: _take_all(floor, p) for person in people])

    assert not [result for result in results if isinstance(result, Exception)], results
    assert sorted(pk for taken in results for pk in taken) == sorted(order)
    assert set(Contact.objects.values_list("fence", flat=True)) == {1}
    entries = AuditEntry.objects.filter(name="contact.offered").order_by("id")
    offered = [order.index(int(pk)) for pk in entries.values_list("subject_id", flat=True)]
    # Only what the others are being offered at the same moment can be passed over...
    assert all(place < turn + CLAIMERS for turn, place in enumerate(offered)), offered
    # ...and never a whole class: every 999 is offered before any 101, and that before any SMS.
    classes = [place // 100 for place in offered]
    assert classes == sorted(classes)


def _take_all(floor, person) -> list[int]:
    taken, until = [], time.monotonic() + 60
    while Contact.objects.waiting().exists() and time.monotonic() < until:
        with contextlib.suppress(WrongState):  # Somebody's offer has just begun to ring here.
            floor.say(person, HandlerState.AVAILABLE)
        queue.offer_next(by=floor.system, at=floor.at)
        handler = Handler.objects.select_related("contact").get(person=person)
        if handler.state == HandlerState.RINGING:
            contact = floor.answer(handler.contact, person, fence=handler.contact.fence)
            floor.end(contact, person, is_cut=True)
            floor.dispose(contact, person)
            taken.append(contact.pk)
    return taken


@pytest.mark.capability("B1")
@pytest.mark.parametrize("attempt", range(10))
def test_a_caller_who_rings_off_as_a_handler_answers_ends_in_one_of_two_ways(
    committed_floor, attempt
):
    floor = committed_floor
    ann = floor.handler("ann")
    contact = floor.ring()

    answered, abandoned = together(
        lambda: floor.answer(contact, ann), lambda: floor.abandon(contact)
    )

    contact.refresh_from_db()
    handler = floor.at_work(ann)
    if isinstance(answered, Exception):
        assert (contact.state, handler.state) == ("ABANDONED", HandlerState.AVAILABLE)
    else:
        assert isinstance(abandoned, Exception)
        assert (contact.state, handler.state) == ("LIVE", HandlerState.ON_CALL)


@pytest.mark.parametrize("attempt", range(10))
def test_an_answer_at_the_last_moment_and_the_end_of_the_lease_end_in_order(
    committed_floor, attempt
):
    floor = committed_floor
    ann = floor.handler("ann")
    contact = floor.ring()
    floor.at += timedelta(seconds=15)

    answered, _swept = together(
        lambda: floor.answer(contact, ann, fence=1), lambda: floor.wait(seconds=0)
    )

    contact.refresh_from_db()
    if isinstance(answered, Exception):
        assert isinstance(answered, Taken), answered
        assert contact.state == "QUEUED"
    else:
        assert (contact.state, contact.handler) == ("LIVE", ann)
    assert (floor.at_work(ann).contact == contact) is (contact.state == "LIVE")


@pytest.mark.capability("B1")
def test_calls_and_free_handlers_that_come_together_are_brought_together(committed_floor):
    floor = committed_floor
    people = [floor.handler(f"h{n}", is_free=False) for n in range(6)]

    together(
        *[lambda: floor.ring()] * 6,
        *[lambda p=person: floor.say(p, HandlerState.AVAILABLE) for person in people],
    )
    queue.sweep(by=floor.system, at=floor.at)

    assert not Contact.objects.queued().exists()
    assert Handler.objects.filter(state=HandlerState.RINGING).count() == 6
