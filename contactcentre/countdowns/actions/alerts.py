"""Sounding alerts, taking them on, and letting them climb. The caller holds the subject."""

from datetime import timedelta

from django.db.models import F, Q

from contactcentre.core import audit, live, permissions, scope
from contactcentre.core.errors import NotAllowed, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns import queries
from contactcentre.countdowns.actions import clocks
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.kinds import SUBJECTS, read_back_for
from contactcentre.countdowns.models import Alert, Clock

HIGHEST = 2
HELD = ("acknowledged_by", "acknowledged_at", "lease_until", "read_back")
LONGEST = Alert._meta.get_field("read_back").max_length
CLIMB = {1: Role.SUPERVISOR, 2: Role.DUTY_OFFICER}
ACKNOWLEDGE, LEASE = "acknowledge_alert", "alert_lease"
WORDS = {
    Role.CALL_HANDLER: "call handlers",
    Role.DISPATCHER: "the dispatcher",
    Role.SUPERVISOR: "the supervisor",
    Role.DUTY_OFFICER: "the duty officer",
}


@action
def sound(
    *, code: str, subject: str, row, text: str, audience, level: int = 0, person=None, by, at
) -> Alert:
    """
    Alert a role about a held subject until somebody takes it on.

    One live alert of a code on a subject: sounding it again makes it new. When nobody of the role
    is at their desk it climbs at once. Its own clock makes it climb when nobody acknowledges. One
    for a `person` is on their desk alone while they are there, until it climbs.
    """
    port = SUBJECTS[subject]
    area = port.area(row)
    level = _reachable_level(audience, area, level)
    values = {
        "text": text[:300],
        "audience": audience,
        "for_person": _if_there(person, area),
        "area": area,
        "level": level,
        "severity": port.severity(row),
        "raised_at": at,
        "read_back_offered": read_back_for(code, row),
    }
    alert = _renewed(code, subject, row.pk, values, by=by, at=at) or Alert.objects.create(
        code=code, subject=subject, subject_id=row.pk, first_raised_at=at, **values
    )
    clocks.start(kind=ACKNOWLEDGE, subject_id=alert.pk, severity=alert.severity, at=at)
    port.note(row, text=f"Alert to {_whom(alert)}: {text}", by=by, at=at)
    audit.record("alert.sounded", alert, by=by, at=at, code=code, level=level)
    live.tell(alert, alarm=True)
    return alert


@action
def acknowledge(*, alert_id: int, by, at, read_back: str = "") -> Alert:
    """
    Take an alert on, as a lease of ten minutes for the most severe and thirty for others.

    What is read back is kept with it, and on the log of what has one; where nothing is typed, the
    sentence that the alert offers, if it has one (H4).

    :raises NotAllowed: without the permission
    :raises NotFound: when there is no such alert in the person's area
    :raises WrongState: when its cause has ended, or a colleague has it
    """
    permissions.check(by, Permission.ALERT_ACKNOWLEDGE)
    alert = hold(alert_id, wait=True)
    if alert is None or not _reaches(by, alert.area):
        raise NotFound("There is no such alert.")
    _check_can_acknowledge(alert, by)
    lease = lease_of(alert, at=at)
    alert.acknowledged_by, alert.acknowledged_at = by, at
    alert.lease_until = at + timedelta(seconds=lease.seconds)
    alert.read_back = (read_back.strip() or alert.read_back_offered)[:LONGEST]
    alert.save_changes(*HELD)
    stop = {"subject_id": alert.pk, "reason": StopReason.ACKNOWLEDGED, "by": by, "at": at}
    clocks.stop(kinds=(ACKNOWLEDGE, LEASE), **stop)
    clocks.start(kind=LEASE, policy=lease, subject_id=alert.pk, severity=alert.severity, at=at)
    said = f', who read back "{alert.read_back}"' if alert.read_back else ""
    _note(alert, f"Alert acknowledged by {by.short_name}{said}: {alert.text}", by=by, at=at)
    audit.record("alert.acknowledged", alert, by=by, at=at, code=alert.code)
    live.tell(alert)
    return alert


@action
def resolve(
    *, subject: str, subject_id: int, codes: tuple | None, but: tuple = (), reason, by, at
) -> int:
    """End the live alerts of these codes (None: all `but` some): their cause is gone."""
    ending = Alert.objects.live().filter(subject=subject, subject_id=subject_id)
    ending = ending.exclude(code__in=but)
    if codes is not None:
        ending = ending.filter(code__in=codes)
    alerts = list(ending.select_for_update(no_key=True).order_by("id"))
    if not alerts:
        return 0
    ids = [alert.pk for alert in alerts]
    Alert.objects.filter(pk__in=ids).update(
        resolved_at=at, resolve_reason=reason, version=F("version") + 1
    )
    Clock.objects.open().filter(subject="alert", subject_id__in=ids).update(
        stopped_at=at, stop_reason=StopReason.RESOLVED, stopped_by=by.username, next_step_at=None
    )
    for alert in alerts:
        alert.version += 1
        audit.record("alert.resolved", alert, by=by, at=at, code=alert.code, reason=reason)
    live.tell(*alerts)
    return len(alerts)


@action
def climb(*, alert: Alert, by, at) -> None:
    """Raise a held, unacknowledged alert by one level, or repeat it at the highest."""
    if alert.acknowledged_by_id or alert.resolved_at:
        return
    before = alert.level
    alert.level = _reachable_level(alert.audience, alert.area, min(alert.level + 1, HIGHEST))
    alert.save_changes("level")
    if alert.level != before:
        text = f"Nobody acknowledged. Alert to {WORDS[role_at(alert)]}: {alert.text}"
        _note(alert, text, by=by, at=at)
    audit.record("alert.climbed", alert, by=by, at=at, level=alert.level)
    live.tell(alert, alarm=True)


@action
def give_back_all(*, person, why: str, by, at) -> int:
    """Return every live alert that a person has taken on or has alone: they leave, it goes on."""
    theirs = Alert.objects.live().filter(
        Q(acknowledged_by=person) | Q(for_person=person, acknowledged_by=None)
    )
    ids = list(theirs.order_by("subject", "subject_id").values_list("pk", flat=True))
    for alert_id in ids:
        alert = hold(alert_id, wait=True)
        if alert is not None and alert.acknowledged_by_id == person.pk:
            give_back(alert=alert, why=why, by=by, at=at)
        elif alert is not None and alert.for_person_id == person.pk:
            _pass_on(alert, why, by=by, at=at)
    return len(ids)


@action
def give_back(*, alert: Alert, by, at, why: str = "the time with it has run out") -> None:
    """Return a held alert whose lease has ended while its cause goes on (I5)."""
    if alert.resolved_at or not alert.acknowledged_by_id:
        return
    name = alert.acknowledged_by.short_name
    _release(alert)
    alert.times_returned += 1
    address(alert)
    alert.save_changes(*HELD, "times_returned", "level", "for_person")
    stop = {"subject_id": alert.pk, "reason": StopReason.SUPERSEDED, "by": by, "at": at}
    clocks.stop(kinds=(LEASE,), **stop)
    clocks.start(kind=ACKNOWLEDGE, subject_id=alert.pk, severity=alert.severity, at=at)
    _note(alert, f"Alert returned from {name}: {why}.", by=by, at=at)
    audit.record("alert.returned", alert, by=by, at=at, code=alert.code)
    live.tell(alert, alarm=True)


def hold(alert_id: int, *, wait: bool) -> Alert | None:
    """Return an alert held after its subject, or None; `alert.about` is the held subject."""
    known = Alert.objects.filter(pk=alert_id).first()
    if known is None:
        return None
    about = SUBJECTS[known.subject].hold(known.subject_id, wait=wait)
    if about is None:
        return None
    alert = Alert.objects.held(alert_id) if wait else Alert.objects.held_if_free(alert_id)
    if alert is not None:
        alert.about = about
    return alert


def address(alert: Alert) -> None:
    """Let a held alert be for whoever is there in its area now; the caller saves it."""
    alert.for_person = _if_there(alert.for_person, alert.area)
    alert.level = _reachable_level(alert.audience, alert.area, alert.level)


def lease_of(alert: Alert, *, at):
    """Return the target for how long whoever takes an alert on has it."""
    return queries.policy(LEASE, "I" if alert.severity == 0 else "S", at)


def role_at(alert: Alert) -> Role:
    """Return the role an alert is for at the level it has reached."""
    return CLIMB.get(alert.level) or Role(alert.audience)


def takers(alert: Alert) -> list[Role]:
    """Return the roles that can acknowledge an alert, whatever level it has reached."""
    return list(dict.fromkeys([Role(alert.audience), Role.SUPERVISOR, Role.DUTY_OFFICER]))


def may_take_on(alert: Alert, person) -> bool:
    """Test whether a person's roles let them acknowledge an alert: its audience's, or above."""
    return bool(set(takers(alert)) & set(person.roles))


def takers_in_words(alert: Alert) -> str:
    """Return in words who can acknowledge an alert."""
    *first, last = (WORDS[role] for role in takers(alert))
    return f"{', '.join(first)} or {last}" if first else last


def _if_there(person, area):
    """Return a person who is at a desk and sees the area; else it is for their role."""
    is_there = person and _reaches(person, area) and queries.role_present(person)
    return person if is_there else None


def _pass_on(alert: Alert, why: str, *, by, at) -> None:
    """Let what one person alone was asked for be for their role; it climbs where nobody is."""
    if alert.resolved_at or alert.acknowledged_by_id:
        return
    name = alert.for_person.short_name
    address(alert)
    alert.save_changes("for_person", "level")
    _note(alert, f"Alert to {_whom(alert)}, {name}: {why}: {alert.text}", by=by, at=at)
    audit.record("alert.passed_on", alert, by=by, at=at, code=alert.code, level=alert.level)
    live.tell(alert, alarm=True)


def _whom(alert: Alert) -> str:
    if alert.for_person and alert.level == 0:
        return alert.for_person.short_name
    return WORDS[role_at(alert)]


def _reachable_level(audience, area, level: int) -> int:
    while level < HIGHEST and not queries.has_audience(CLIMB.get(level) or audience, area):
        level += 1
    return level


def _renewed(code: str, subject: str, subject_id: int, values: dict, *, by, at) -> Alert | None:
    live_ones = Alert.objects.live().filter(code=code, subject=subject, subject_id=subject_id)
    alert = live_ones.select_for_update(no_key=True).first()
    if alert is None:
        return None
    values["level"] = max(values["level"], alert.level)
    for name, value in values.items():
        setattr(alert, name, value)
    _release(alert)
    alert.save_changes(*values, *HELD)
    stop = {"subject_id": alert.pk, "reason": StopReason.SUPERSEDED, "by": by, "at": at}
    clocks.stop(kinds=(ACKNOWLEDGE, LEASE), **stop)
    return alert


def _release(alert: Alert) -> None:
    alert.acknowledged_by = alert.acknowledged_at = alert.lease_until = None
    alert.read_back = ""


def _note(alert: Alert, text: str, *, by, at) -> None:
    SUBJECTS[alert.subject].note(alert.about, text=text, by=by, at=at)


def _reaches(person, area) -> bool:
    codes = scope.codes(person)
    return codes is None or area is None or area.pk in codes


def _check_can_acknowledge(alert: Alert, by) -> None:
    if not may_take_on(alert, by):
        raise NotAllowed(f"This alert is for {takers_in_words(alert)}.")
    if alert.resolved_at:
        raise WrongState("This alert has ended: its cause is gone.")
    if alert.acknowledged_by_id == by.pk:
        raise WrongState("You have acknowledged this already.")
    if alert.acknowledged_by_id:
        raise WrongState(f"{alert.acknowledged_by.short_name} acknowledged this already.")
