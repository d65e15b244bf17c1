"""A text is a row that ends delivered or failed, whatever breaks on the way (H9)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from contactcentre.contacts import senders, tasks, texting
from contactcentre.contacts.actions import sending, texts
from contactcentre.contacts.enums import MessageState
from contactcentre.contacts.models import OutboundMessage
from contactcentre.contacts.senders.carrying import Answer
from contactcentre.countdowns.kinds import ERRANDS
from incidents.actions import accounts
from incidents.actions.accounts import Update

pytestmark = pytest.mark.capability("H9")
SENT = Answer(MessageState.SENT, reference="theirs")


def claim(world, message):
    return texts.claim(message_id=message.pk, sender="test", by=world.system, at=world.at)


def settle(world, message, answer: Answer) -> bool:
    return texts.settle(message_id=message.pk, answer=answer, by=world.system, at=world.at)


def test_two_who_send_at_once_send_it_once(world, diverted, told):
    message = told.text(diverted())

    assert claim(world, message)
    assert claim(world, message) is None


def test_what_a_dead_worker_had_is_taken_over_when_its_claim_runs_out(world, diverted, told):
    message = told.text(diverted())
    claim(world, message)
    world.at += texts.CLAIM + timedelta(seconds=1)

    assert world.send_texts() == 1
    message.refresh_from_db()
    assert (message.state, message.tries) == ("DELIVERED", 2)


def test_what_cannot_be_taken_now_is_tried_again_later_each_time(world, diverted, told):
    message = told.text(diverted())
    waits = []
    for _try in range(4):
        assert claim(world, message)
        settle(world, message, Answer(MessageState.QUEUED, words="busy"))
        message.refresh_from_db()
        waits.append((message.next_try_at - world.at).seconds)
        world.at = message.next_try_at

    assert waits == [10, 30, 60, 60]


@pytest.mark.parametrize("state", ["QUEUED", "SENDING", "SENT"])
def test_what_nobody_confirms_in_time_has_failed_and_the_caller_is_rung(
    world, diverted, told, state
):
    first = diverted()
    message = told.text(first)
    if state != "QUEUED":
        claim(world, message)
    if state == "SENT":
        settle(world, message, SENT)

    world.outage(minutes=5, seconds=1)

    assert told.texts(first) == ["DIVERTED FAILED"]
    assert told.rings(first) == ["NOT_CONFIRMED WAITING"]
    assert "failed: nobody confirmed it in time" in told.log(first)


def test_a_failure_makes_the_ring_back_in_its_own_transaction(world, diverted, told):
    first = diverted()
    message = told.text(first)
    claim(world, message)

    settle(world, message, Answer(MessageState.FAILED, failure="UNDELIVERED", words="absent"))

    assert told.rings(first) == ["UNDELIVERED WAITING"]
    assert told.ring_back(first).message == message
    assert told.ring_back(first).number == "+447700900123"


def test_good_news_that_fails_needs_no_ring_back(world, told):
    incident = world.graded("S")
    unit = world.unit()
    world.assign(unit, incident)
    world.press(unit, 5)
    message = told.text(incident)
    claim(world, message)

    settle(world, message, Answer(MessageState.FAILED, failure="REFUSED"))

    assert told.texts(incident) == ["DISPATCHED FAILED"]
    assert told.rings(incident) == []


def test_a_receipt_may_come_before_the_senders_own_answer(world, diverted, told):
    message = told.text(diverted())
    claim(world, message)

    assert settle(world, message, Answer(MessageState.DELIVERED, reference="theirs"))
    assert not settle(world, message, SENT)
    message.refresh_from_db()
    assert message.state == "DELIVERED"


def test_an_end_stays_whatever_comes_later(world, diverted, told):
    first = diverted()
    message = told.text(first)
    world.outage(minutes=6)

    assert not settle(world, message, Answer(MessageState.DELIVERED))
    assert told.texts(first) == ["DIVERTED FAILED"]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE contacts_outboundmessage SET failure_words = 'x'")


def test_one_that_cannot_be_sent_keeps_no_other_from_it(world, diverted, told, monkeypatch):
    first, second = diverted(), diverted("07700 900456")
    broken = told.text(first).pk
    outbox = senders.chosen()

    class Stumbling:
        name = "stumbling"

        def send(self, message):
            if message.pk == broken:
                raise ValueError("no such encoding")
            return outbox.send(message)

        def find(self, message):
            return None

    monkeypatch.setattr(senders, "chosen", Stumbling)
    sending.drain(by=world.system, at=world.at)

    assert told.texts(first) == ["DIVERTED QUEUED"]
    assert told.texts(second) == ["DIVERTED DELIVERED"]


def test_a_production_without_a_text_service_says_so_and_rings(world, diverted, told, settings):
    settings.VIRTUAL_CLOCK = False
    first = diverted()

    world.send_texts()

    assert told.texts(first) == ["DIVERTED FAILED"]
    assert told.rings(first) == ["NO_SENDER WAITING"]


def test_a_worker_sends_them_and_so_do_the_clocks(world, diverted, told):
    """Either driver alone is enough: Celery's task, or the errands beside run_clocks."""
    assert sending.drain in ERRANDS
    first = diverted()
    OutboundMessage.objects.update(next_try_at=world.at - timedelta(days=9999))

    assert tasks.send_texts() == 1
    assert told.texts(first) == ["DIVERTED DELIVERED"]


@pytest.mark.parametrize("news", texting.WORDS)
def test_every_text_fits_into_one_or_two_messages(news):
    assert len(texting.words(news)) <= 306
    assert texting.words(news).isascii()


def test_nobody_hears_that_help_is_on_its_way_once_it_has_gone(world, told):
    """The text service was away: what is not sent yet is overtaken by what happened since."""
    first, second = world.graded("S"), world.graded("I")
    unit = world.unit()
    world.assign(unit, first)
    world.press(unit, 5)
    world.divert(unit, to=second)

    world.send_texts()

    assert told.texts(first) == ["DISPATCHED FAILED", "DIVERTED DELIVERED"]
    assert told.rings(first) == []
    assert "there was newer news before it was sent" in told.log(first)


def test_a_domestic_caller_found_out_later_gets_no_text_that_waits(world, told):
    incident = world.graded("S")
    unit = world.unit()
    world.assign(unit, incident)
    world.press(unit, 5)
    heard = Update(suspect_identity="SUSPECTED", suspect_reason="she thinks it is him")
    accounts.update(incident_id=incident.pk, told=heard, by=world.handler, at=world.at)
    world.divert(unit, to=world.graded("I"), by=world.supervisor)

    assert told.texts(incident) == ["DISPATCHED FAILED"]
    assert told.rings(incident) == ["DOMESTIC WAITING"]


def test_nobody_is_rung_about_a_text_that_fails_when_somebody_is_there(world, diverted, told):
    first = diverted()
    message = told.text(first)
    claim(world, message)
    settle(world, message, SENT)
    unit = world.unit("PC88")
    world.assign(unit, first)
    world.press(unit, 6)

    world.outage(minutes=6)

    assert told.texts(first)[0] == "DIVERTED FAILED"
    assert told.rings(first) == []
