"""What could not be read: kept as it came, and shown to a supervisor until somebody has looked."""

import hashlib
from datetime import timedelta

from django.db.models import F

from contactcentre.contacts.kinds import ALERT_BROKEN_PAYLOAD, ALERT_FROM_STRANGERS, PAYLOAD
from contactcentre.contacts.models import RawPayload
from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts, leases, wording
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models import Alert

AGAIN_AFTER = timedelta(minutes=5)
UNSEEN = {"reviewed_at": None, "reviewed_by": None, "review_note": ""}


@action
def keep(
    *,
    source: str,
    body: bytes,
    reason: str,
    by,
    at,
    from_stranger: bool = False,
    is_read: bool = False,
    is_new: bool = False,
) -> RawPayload:
    """
    Keep a payload with why it could not be read, and alert a supervisor; count a repeat.

    Of what was read, and is not taken, the alert says nothing but why. What is new each time it
    comes is heard each time, also when somebody has looked at it before.

    What strangers send has one alert for all that was refused in the same words: anybody can send
    a great deal, and each alert of its own would bury the others. Whoever has taken it on hears
    again when there are more.
    """
    sounded = _of_strangers(source, reason[:300]) if from_stranger else []
    about = {"source": source, "body_hash": hashlib.sha256(body).hexdigest()}
    first = RawPayload(body=body, reason=reason[:300], times=0, **about)
    first.received_at = first.last_received_at = at
    RawPayload.objects.bulk_create([first], ignore_conflicts=True)
    same = RawPayload.objects.filter(**about)
    same.update(times=F("times") + 1, last_received_at=at, **(UNSEEN if is_new else {}))
    payload = same.select_for_update(no_key=True).get()
    if payload.times == 1 and sounded:
        _count_again(sounded, by=by, at=at)
        _sound_again(sounded, by=by, at=at)
    elif payload.times == 1 or is_new:
        words = payload.reason if is_read else _words_of_broken(payload)
        _alert(payload, from_stranger, words, by=by, at=at)
    audit.record("payload.kept", payload, by=by, at=at, source=source, times=payload.times)
    return payload


@action
def review(*, payload_id: int, note: str, by, at) -> RawPayload:
    """
    Record that somebody has looked at a payload, and what they did about it.

    :raises Invalid: without words
    :raises NotFound: when there is none
    :raises WrongState: when a colleague has looked
    """
    permissions.check(by, Permission.BOARD_SUPERVISOR)
    payload = RawPayload.objects.filter(pk=payload_id).select_for_update(no_key=True).first()
    if payload is None:
        raise NotFound("There is no such payload.")
    if payload.reviewed_at:
        raise WrongState(f"{payload.reviewed_by.short_name} has looked at this already.")
    if not note.strip():
        raise Invalid("Say in a few words what you did about it.")
    payload.reviewed_at, payload.reviewed_by, payload.review_note = at, by, note.strip()[:500]
    payload.save_changes("reviewed_at", "reviewed_by", "review_note")
    about = {"subject": PAYLOAD, "reason": StopReason.COMPLETED, "by": by, "at": at}
    alerts.resolve(subject_id=payload.pk, codes=(ALERT_BROKEN_PAYLOAD,), **about)
    sounded = _of_strangers(payload.source, payload.reason)
    if _waiting_like(payload):
        _count_again(sounded, by=by, at=at)
    else:
        for each in sounded:
            alerts.resolve(subject_id=each.pk, codes=(ALERT_FROM_STRANGERS,), **about)
    audit.record("payload.reviewed", payload, by=by, at=at)
    return payload


def _of_strangers(source: str, reason: str) -> list[RawPayload]:
    """Return what the alert about strangers refused in these words hangs on, held."""
    live = Alert.objects.live().filter(subject=PAYLOAD, code=ALERT_FROM_STRANGERS)
    hung = RawPayload.objects.filter(source=source, reason=reason, pk__in=live.values("subject_id"))
    return list(hung.select_for_update(no_key=True).order_by("pk"))


def _waiting_like(payload: RawPayload) -> int:
    """Return how many of the same source, refused in the same words, nobody has looked at."""
    alike = RawPayload.objects.filter(source=payload.source, reason=payload.reason)
    return alike.filter(reviewed_at=None).count()


def _count_again(sounded: list[RawPayload], *, by, at) -> None:
    """Let the alert about strangers say how many there are now, without sounding it again."""
    for each in sounded:
        about = {"subject": PAYLOAD, "subject_id": each.pk, "codes": (ALERT_FROM_STRANGERS,)}
        wording.reword(**about, text=_words_of_strangers(each), by=by, at=at)


def _sound_again(sounded: list[RawPayload], *, by, at) -> None:
    """Let who has taken the alert on hear that there are more: not for each, but before long."""
    more = {"to": AGAIN_AFTER, "why": "more have come", "by": by, "at": at}
    for each in sounded:
        about = {"subject": PAYLOAD, "subject_id": each.pk, "codes": (ALERT_FROM_STRANGERS,)}
        leases.shorten(**about, **more)


def _words_of_strangers(payload: RawPayload) -> str:
    waiting = _waiting_like(payload)
    return f"{waiting} from {payload.source} by strangers, not looked at: {payload.reason}"


def _words_of_broken(payload: RawPayload) -> str:
    return f"Something from {payload.source} could not be read: {payload.reason}"


def _alert(payload: RawPayload, from_stranger: bool, words: str, *, by, at) -> None:
    alerts.sound(
        code=ALERT_FROM_STRANGERS if from_stranger else ALERT_BROKEN_PAYLOAD,
        subject=PAYLOAD,
        row=payload,
        text=_words_of_strangers(payload) if from_stranger else words,
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )
