"""Handing texts over to whoever carries them: by a worker, and beside the clocks without one."""

import structlog

from contactcentre.contacts import senders
from contactcentre.contacts.actions import texts
from contactcentre.contacts.enums import MessageState
from contactcentre.contacts.models import OutboundMessage
from contactcentre.contacts.senders.carrying import Answer, Sender
from contactcentre.core.errors import Refused

AT_ONCE = 20
# A first try has nothing to ask about; at any later one the text may have been taken already.
FIRST = 1
log = structlog.get_logger(__name__)


def drain(*, by, at) -> int:
    """
    Send what is due, the longest waiting first, and return how many were settled.

    Each is claimed, sent with nothing held, and settled: two who drain at once send none twice.
    What nobody settled is asked about when its claim runs out, before it is sent again.
    """
    due = list(OutboundMessage.objects.to_send(at).values_list("pk", flat=True)[:AT_ONCE])
    if not due:
        return 0
    sender = senders.chosen()
    return sum(_send(pk, sender, by=by, at=at) for pk in due)


def _send(message_id: int, sender: Sender, *, by, at) -> bool:
    message = texts.claim(message_id=message_id, sender=sender.name, by=by, at=at)
    if message is None:
        return False
    answer = _answer(message, sender)
    try:
        return texts.settle(message_id=message.pk, answer=answer, by=by, at=at)
    except Refused as refusal:
        # Its incident is held by somebody; when the claim runs out it is asked about, not sent.
        log.warning("text.not_settled", message=message.pk, why=type(refusal).__name__)
        return False


def _answer(message: OutboundMessage, sender: Sender) -> Answer:
    try:
        known = sender.find(message) if message.tries > FIRST else None
        return known or sender.send(message)
    except Exception as error:
        # One text that cannot be sent keeps no other from it; its clock ends the trying.
        log.exception("text.sending_failed", message=message.pk)
        return Answer(MessageState.QUEUED, words=type(error).__name__)
