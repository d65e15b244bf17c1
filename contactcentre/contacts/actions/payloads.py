"""What could not be read: kept as it came, and shown to a supervisor until somebody has looked."""

import hashlib

from django.db.models import F

from contactcentre.contacts.kinds import ALERT_BROKEN_PAYLOAD, PAYLOAD
from contactcentre.contacts.models import RawPayload
from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason


@action
def keep(*, source: str, body: bytes, reason: str, by, at) -> RawPayload:
    """Keep a payload with why it could not be read, and alert a supervisor; count a repeat."""
    body_hash = hashlib.sha256(body).hexdigest()
    first = RawPayload(
        source=source,
        body=body,
        body_hash=body_hash,
        reason=reason[:300],
        received_at=at,
        last_received_at=at,
        times=0,
    )
    RawPayload.objects.bulk_create([first], ignore_conflicts=True)
    same = RawPayload.objects.filter(source=source, body_hash=body_hash)
    same.update(times=F("times") + 1, last_received_at=at)
    payload = same.select_for_update(no_key=True).get()
    if payload.times == 1:
        _alert(payload, by=by, at=at)
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
    alerts.resolve(
        subject=PAYLOAD,
        subject_id=payload.pk,
        codes=None,
        reason=StopReason.COMPLETED,
        by=by,
        at=at,
    )
    audit.record("payload.reviewed", payload, by=by, at=at)
    return payload


def _alert(payload: RawPayload, *, by, at) -> None:
    alerts.sound(
        code=ALERT_BROKEN_PAYLOAD,
        subject=PAYLOAD,
        row=payload,
        text=f"Something from {payload.source} could not be read: {payload.reason}",
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )
