"""The marks of risk on a held incident, DA and VULN: taken back only for a new reason."""

from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason
from incidents.actions import repeats, resourcing, telling
from incidents.enums import SuspectIdentity
from incidents.kinds import NO_LONGER_DOMESTIC, NO_LONGER_VULNERABLE
from incidents.models import Incident

DOMESTIC = "DA"
SHOWN = (DOMESTIC, "VULN")
GAINED = {"DA": "It counts as domestic now", "VULN": "Somebody in it is vulnerable"}
LOST = {"DA": "No longer counts as domestic", "VULN": "Nobody in it counts as vulnerable now"}
ALERTS = {"DA": NO_LONGER_DOMESTIC, "VULN": NO_LONGER_VULNERABLE}


def of(incident: Incident) -> set[str]:
    """Return the marks of risk that an incident has."""
    return set(SHOWN) & set(incident.tags)


def change_suspect(incident: Incident, identity: str, reason: str) -> list[str]:
    """
    Change who the suspect is thought to be, or only why; return what changed.

    :raises Invalid: when it is to be domestic no longer, or not at all, without a reason of its own
    """
    before, was_domestic = _suspect_shown(incident), incident.is_domestic
    old_reason, reason = incident.suspect_reason, reason.strip()
    is_other = identity not in {"", incident.suspect_identity}
    if is_other:
        incident.suspect_identity, incident.suspect_reason = identity, reason
    elif reason:
        incident.suspect_reason = reason
    is_denied = incident.suspect_identity == SuspectIdentity.NOT_DOMESTIC
    is_lost = was_domestic and not incident.is_domestic
    if is_other and (is_denied or is_lost):
        _check_is_new(reason, old_reason)
    now = _suspect_shown(incident)
    return [] if now == before else [f"suspect {now}, it was {before}"]


def change_vulnerable(incident: Incident, is_vulnerable: bool | None, reason: str) -> list[str]:
    """
    Set or take back that somebody is vulnerable; None leaves it. Return what changed.

    :raises Invalid: when it is to be taken back without a reason, or a reason is given for neither
    """
    reason = reason.strip()
    if is_vulnerable is None and reason:
        raise Invalid("Say with the reason whether somebody in it is vulnerable.")
    if is_vulnerable in {None, incident.vulnerable}:
        return []
    if not is_vulnerable and not reason:
        raise Invalid("Say why nobody in it is vulnerable any more; the supervisor is told.")
    incident.vulnerable = is_vulnerable
    said = "somebody in it is vulnerable" if is_vulnerable else "nobody in it is vulnerable now"
    return [f"{said}: {reason}" if reason else said]


def tell(incident: Incident, before: set[str], reasons: dict[str, str], *, by, at) -> None:
    """
    Tell the supervisor what a saved incident lost; what it gained, where a unit has left it.

    An alert that a mark was lost ends when the mark is back.
    """
    now = of(incident)
    for mark in sorted(before - now):
        _sound_lost(incident, mark, reasons[mark].strip(), by=by, at=at)
    if gained := sorted(now - before):
        codes = tuple(ALERTS[mark] for mark in gained)
        ended = {"reason": StopReason.SUPERSEDED, "by": by, "at": at}
        alerts.resolve(subject="incident", subject_id=incident.pk, codes=codes, **ended)
        why = ", ".join(GAINED[mark] for mark in gained)
        resourcing.weighs_more(incident, why, by=by, at=at)
    if DOMESTIC in now - before:
        telling.text_no_more(incident, by=by, at=at)
        repeats.look(incident, by=by, at=at)
    if DOMESTIC in before - now:
        repeats.no_longer(incident, by=by, at=at)


def _sound_lost(incident: Incident, mark: str, reason: str, *, by, at) -> None:
    alerts.sound(
        code=ALERTS[mark],
        subject="incident",
        row=incident,
        text=f"{LOST[mark]}: {incident.said(reason)}",
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )


def _check_is_new(reason: str, old: str) -> None:
    if not reason:
        raise Invalid("Say why this is not domestic; an uncertain suspect counts as one.")
    if reason.casefold() == old.strip().casefold():
        raise Invalid("That reason was given for what it was before. Say why it is another now.")


def _suspect_shown(incident: Incident) -> str:
    label, reason = incident.get_suspect_identity_display(), incident.suspect_reason
    return f"“{label}: {reason}”" if reason else f"“{label}”"
