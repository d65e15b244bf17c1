"""
Texts to callers: written down in the transaction of what they tell, sent afterwards (H9).

Whoever sends one claims the row first and holds nothing while the sender answers, so that neither
a slow network nor a dead worker keeps anybody else waiting. One that is confirmed by nobody in time
fails by its clock, and then its caller is rung back.
"""

from datetime import timedelta

from contactcentre.contacts import texting
from contactcentre.contacts.actions import ring_backs
from contactcentre.contacts.enums import ENDED_MESSAGES, MUST_BE_TOLD, MessageState, NoText
from contactcentre.contacts.kinds import CONFIRM_TEXT
from contactcentre.contacts.models import OutboundMessage
from contactcentre.contacts.senders.carrying import Answer
from contactcentre.contacts.states import check_message_move
from contactcentre.core import audit
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import SUBJECTS, StepFired

# How long one process has a text that it sends; after that another asks what became of it.
CLAIM = timedelta(seconds=60)
SETTLED = (
    *("state", "failure", "failure_words", "next_try_at"),
    *("sender", "sender_reference", "sent_at", "ended_at"),
)


@action
def write(
    *, subject: str, row, news: str, number: str, happened_at, by, at
) -> OutboundMessage | None:
    """
    Write down a text that tells a caller something, to be sent after this transaction.

    The row it is about is held. Return None when this fact was told before.
    """
    fact = {"subject": subject, "subject_id": row.pk, "news": news, "happened_at": happened_at}
    if OutboundMessage.objects.filter(**fact).exists():
        return None
    withdraw(subject=subject, row=row, why=NoText.OVERTAKEN, by=by, at=at)
    message = OutboundMessage.objects.create(
        **fact, number=number, text=texting.words(news), queued_at=at, next_try_at=at
    )
    clocks.start(kind=CONFIRM_TEXT, subject_id=message.pk, at=at)
    SUBJECTS[subject].said(row, text=f"Text to the caller: “{message.text}”", by=by, at=at)
    audit.record("message.written", message, by=by, at=at, news=news)
    return message


@action
def claim(*, message_id: int, sender: str, by, at) -> OutboundMessage | None:
    """Take a text that is due, to send it; None when somebody else has it or it is done."""
    due = OutboundMessage.objects.to_send(at).select_for_update(no_key=True, skip_locked=True)
    message = due.filter(pk=message_id).first()
    if message is None:
        return None
    message.state, message.sender = MessageState.SENDING, sender
    message.tries += 1
    message.next_try_at = at + CLAIM
    message.save_changes("state", "sender", "tries", "next_try_at")
    audit.record("message.tried", message, by=by, at=at, tries=message.tries, sender=sender)
    return message


@action
def settle(*, message_id: int, answer: Answer, by, at) -> bool:
    """
    Keep what became of a text; False when it had ended before.

    A failure makes the ring-back in the same transaction.
    """
    message = hold(message_id, wait=True)
    if message is None or message.has_ended or _is_no_news(message, answer):
        return False
    _keep(message, answer, by=by, at=at)
    return True


@action
def withdraw(*, subject: str, row, why: NoText, by, at) -> int:
    """
    End the texts about a held row that are not sent yet: there is newer news, or none is wanted.

    Nobody is told that help is on its way once it has gone.
    """
    waiting = OutboundMessage.objects.filter(
        subject=subject, subject_id=row.pk, state=MessageState.QUEUED
    )
    held = list(waiting.select_for_update(no_key=True).order_by("pk"))
    for message in held:
        # The row that the caller holds: another reading of it would fork its log.
        message.about = row
        _keep(message, Answer(MessageState.FAILED, failure=why), by=by, at=at)
    return len(held)


def not_confirmed(fired: StepFired) -> None:
    """Nobody has confirmed a text in time: it counts as failed, and its caller is rung back."""
    answer = Answer(MessageState.FAILED, failure=NoText.NOT_CONFIRMED)
    settle(message_id=fired.row.pk, answer=answer, by=fired.by, at=fired.at)


def hold(message_id: int, *, wait: bool) -> OutboundMessage | None:
    """Return a text held after what it is about, which is `message.about`; None without both."""
    known = OutboundMessage.objects.filter(pk=message_id).first()
    if known is None:
        return None
    about = SUBJECTS[known.subject].hold(known.subject_id, wait=wait)
    if about is None:
        return None
    rows = OutboundMessage.objects
    message = rows.held_if_there(message_id) if wait else rows.held_if_free(message_id)
    if message is not None:
        message.about = about
    return message


def _keep(message: OutboundMessage, answer: Answer, *, by, at) -> None:
    """Keep what became of a text that is held, after what it is about: `message.about`."""
    check_message_move(message.state, answer.state)
    message.state, message.failure = answer.state, answer.failure
    message.failure_words = answer.words[:300]
    message.sender_reference = answer.reference or message.sender_reference
    is_handed_over = answer.state in {MessageState.SENT, MessageState.DELIVERED}
    message.sent_at = message.sent_at or (at if is_handed_over else None)
    message.ended_at = at if message.has_ended else None
    is_queued = answer.state == MessageState.QUEUED
    message.next_try_at = at + texting.pause_after(message.tries) if is_queued else None
    message.save_changes(*SETTLED)
    if message.has_ended:
        _end(message, by=by, at=at)
    noun = "delayed" if is_queued else message.state.lower()
    audit.record(f"message.{noun}", message, by=by, at=at, failure=message.failure)


def _is_no_news(message: OutboundMessage, answer: Answer) -> bool:
    """Test whether this was known: a receipt came first, or says that it is still on its way."""
    return message.state == MessageState.SENT and answer.state not in ENDED_MESSAGES


def _end(message: OutboundMessage, *, by, at) -> None:
    reason = StopReason.COMPLETED
    clocks.stop(kinds=(CONFIRM_TEXT,), subject_id=message.pk, reason=reason, by=by, at=at)
    is_told = message.state == MessageState.DELIVERED
    text = (
        "Text to the caller delivered" if is_told else f"Text to the caller failed: {_why(message)}"
    )
    said = f"{text} ({message.get_news_display().lower()})"
    SUBJECTS[message.subject].said(message.about, text=said, by=by, at=at)
    if not is_told and _must_still_be_told(message):
        ring_backs.ask(
            subject=message.subject,
            row=message.about,
            news=message.news,
            because=message.failure,
            number=message.number,
            message=message,
            by=by,
            at=at,
        )


def _must_still_be_told(message: OutboundMessage) -> bool:
    is_overtaken = message.failure == NoText.OVERTAKEN
    waits = SUBJECTS[message.subject].waits(message.about)
    return message.news in MUST_BE_TOLD and waits and not is_overtaken


def _why(message: OutboundMessage) -> str:
    words = f" ({message.failure_words})" if message.failure_words else ""
    return f"{message.get_failure_display()}{words}"
