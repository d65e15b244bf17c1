"""What a caller says after the incident is open: it goes on the log, and changes what is known."""

from dataclasses import dataclass

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import access, states
from incidents.actions import log
from incidents.actions.incidents import as_compared
from incidents.enums import LogKind, PartyRole, SuspectIdentity
from incidents.models import Code, Incident, Party

COLUMNS = ("opening_code", "suspect_identity", "suspect_reason", "vulnerable")


@dataclass(frozen=True)
class Update:
    """What a handler has heard since; what is left out, or empty, stays as it is."""

    words: str = ""
    opening_code: str = ""
    suspect_identity: str = ""
    suspect_reason: str = ""
    vulnerable: bool = False
    caller: dict | None = None


@action
def update(*, incident_id: int, told: Update, by, at) -> Incident:
    """
    Put what was said since the opening on an incident: words on its log, the rest changed there.

    What it was before stays on the log; the first words nobody changes.

    :raises Invalid: when nothing is new, or it is to be not domestic without a reason
    :raises NotFound: when there is no such incident for this person, or no such code
    :raises WrongState: when it is closed
    """
    permissions.check(by, Permission.INCIDENT_OPEN)
    incident = access.held(incident_id, by)
    states.check_not_closed(incident.status)
    changes = [*_kind(incident, told), *_risk(incident, told), *_caller(incident, told.caller)]
    words = told.words.strip()
    if not changes and not words:
        raise Invalid(f"All of this is on CAD {incident.reference} already.")
    if words:
        log.write(incident, LogKind.NOTE, f"Said since: {words}", by=by, at=at)
    if changes:
        text = f"Changed: {'; '.join(changes)}"
        log.write(incident, LogKind.NOTE, text, by=by, at=at)
    incident.save_changes(*COLUMNS)
    audit.record("incident.account_updated", incident, by=by, at=at, changes=len(changes))
    live.tell(incident)
    return incident


def _kind(incident: Incident, told: Update) -> list[str]:
    before = incident.opening_code
    if told.opening_code in {"", before.code}:
        return []
    code = Code.objects.filter(kind="OPENING", code=told.opening_code, is_current=True).first()
    if code is None:
        raise NotFound(f"There is no opening code {told.opening_code}.")
    incident.opening_code = code
    return [f"it is {code.label}, it was {before.label}"]


def _risk(incident: Incident, told: Update) -> list[str]:
    """Change the suspect and the vulnerable mark of a held incident; the mark is only ever set."""
    changes = _suspect(incident, told) if told.suspect_identity else []
    if told.vulnerable and not incident.vulnerable:
        incident.vulnerable = True
        changes.append("somebody in it is vulnerable")
    return changes


def _suspect(incident: Incident, told: Update) -> list[str]:
    before = _suspect_shown(incident)
    reason = told.suspect_reason.strip()
    if told.suspect_identity != incident.suspect_identity:
        incident.suspect_identity, incident.suspect_reason = told.suspect_identity, reason
    elif reason:
        incident.suspect_reason = reason
    if incident.suspect_identity == SuspectIdentity.NOT_DOMESTIC and not incident.suspect_reason:
        raise Invalid("Say why this is not domestic; an uncertain suspect counts as one.")
    now = _suspect_shown(incident)
    return [] if now == before else [f"suspect {now}, it was {before}"]


def _suspect_shown(incident: Incident) -> str:
    label, reason = incident.get_suspect_identity_display(), incident.suspect_reason
    return f"“{label}: {reason}”" if reason else f"“{label}”"


def _caller(incident: Incident, caller: dict | None) -> list[str]:
    """Change who somebody with this number is in a held incident, or add them."""
    if caller is None:
        return []
    number = as_compared(caller)
    party = incident.parties.filter(number=number).order_by("pk").first()
    if party is None:
        made = Party.objects.create(incident=incident, **{**caller, "number": number})
        return [f"{_party_shown(made)} is in it"]
    before = _party_shown(party)
    party.name, party.role = caller.get("name") or party.name, PartyRole(caller["role"])
    now = _party_shown(party)
    if now == before:
        return []
    party.save(update_fields=["name", "role"])
    return [f"{now}, it was {before}"]


def _party_shown(party: Party) -> str:
    return f"{party.get_role_display()} “{party.name or 'name not given'}”"
