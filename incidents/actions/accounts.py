"""What a caller says after the incident is open: it goes on the log, and changes what is known."""

from dataclasses import dataclass

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import access, naming, states
from incidents.actions import identities, log, marks
from incidents.actions.incidents import as_compared, as_kept
from incidents.enums import LogKind, PartyRole
from incidents.models import Code, Incident, Party

KNOWN = ("name", "note", "relation", "whereabouts")
HEARD = {"demeanour": "the caller", "background": "in the background", "key_word": "key word"}
COLUMNS = ("opening_code", "suspect_identity", "suspect_reason", "vulnerable", *HEARD)


@dataclass(frozen=True)
class Update:
    """What a handler has heard since; what is left out, or empty, stays as it is."""

    words: str = ""
    opening_code: str = ""
    suspect_identity: str = ""
    suspect_reason: str = ""
    vulnerable: bool | None = None
    vulnerable_reason: str = ""
    caller: dict | None = None
    victim: dict | None = None
    demeanour: str = ""
    background: str = ""
    key_word: str = ""


@action
def update(*, incident_id: int, told: Update, by, at) -> Incident:
    """
    Put what was said since the opening on an incident: words on its log, the rest changed there.

    What it was before stays on the log; the first words nobody changes.

    The supervisor hears when it is domestic or vulnerable no longer, and when somebody's new part
    makes one person of a suspect and a victim.

    :raises Invalid: when nothing is new, or a mark of risk is taken back without a new reason
    :raises NotFound: when there is no such incident for this person, or no such code
    :raises WrongState: when it is closed
    """
    permissions.check(by, Permission.INCIDENT_OPEN)
    incident = access.held(incident_id, by)
    states.check_not_closed(incident.status)
    marked = marks.of(incident)
    people = _people(incident, told, by=by, at=at)
    changes = [*_kind(incident, told), *_risk(incident, told), *people, *_heard(incident, told)]
    words = told.words.strip()
    if not changes and not words:
        raise Invalid(f"All of this is on CAD {incident.reference} already.")
    if words:
        log.write(incident, LogKind.NOTE, f"Said since: {words}", by=by, at=at)
    if changes:
        text = f"Changed: {'; '.join(changes)}"
        log.write(incident, LogKind.NOTE, text, by=by, at=at)
    incident.save_changes(*COLUMNS)
    reasons = {"DA": told.suspect_reason, "VULN": told.vulnerable_reason}
    marks.tell(incident, marked, reasons, by=by, at=at)
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
    return [
        *marks.change_suspect(incident, told.suspect_identity, told.suspect_reason),
        *marks.change_vulnerable(incident, told.vulnerable, told.vulnerable_reason),
    ]


def _heard(incident: Incident, told: Update) -> list[str]:
    """
    Keep how the caller sounded, what was heard behind them and the word agreed (C4, C8).

    What was written first stays on the incident; more of it goes to the log beside it.
    """
    said = {name: getattr(told, name).strip() for name in HEARD}
    new = [name for name in HEARD if said[name] not in {"", getattr(incident, name)}]
    incident.demeanour = incident.demeanour or said["demeanour"]
    incident.background = incident.background or said["background"]
    incident.key_word = said["key_word"] or incident.key_word
    return [f"{HEARD[name]}: “{said[name]}”" for name in new]


def _people(incident: Incident, told: Update, *, by, at) -> list[str]:
    changes = _caller(incident, told.caller, by=by, at=at)
    return [*changes, *_caller(incident, _victim(incident, told), by=by, at=at)]


def _caller(incident: Incident, caller: dict | None, *, by, at) -> list[str]:
    """Change who somebody is in a held incident, or add them where nobody in it is meant."""
    if caller is None:
        return []
    number = as_compared(caller)
    party = _meant(incident, caller, number)
    if party is None:
        known = {name: value for name, value in caller.items() if name != "id"}
        made = Party.objects.create(incident=incident, **as_kept(known))
        return [f"{_party_shown(made)} is in it"]
    before, was = _party_shown(party), party.role
    party.role = PartyRole(caller["role"])
    said = [caller.get(name) or getattr(party, name) for name in KNOWN]
    party.name, party.note, party.relation, party.whereabouts = said
    party.vehicle = naming.registration(caller.get("vehicle", "")) or party.vehicle
    party.name_words = naming.words(party.name)
    now = _party_shown(party)
    if now == before:
        return []
    party.save(update_fields=["role", "name_words", "vehicle", *KNOWN])
    identities.look_again(incident, party, was=was, by=by, at=at)
    return [f"{now}, it was {before}"]


def _victim(incident: Incident, told: Update) -> dict | None:
    """Return what is known of the victim; who turns out to call for one is not that one (A8)."""
    calls_for = told.caller is not None and told.caller["role"] == PartyRole.PROXY
    if told.victim is not None or not calls_for:
        return told.victim and {**told.victim, "role": PartyRole.VICTIM}
    is_known = incident.parties.filter(role=PartyRole.VICTIM).exists()
    return None if is_known else {"role": PartyRole.VICTIM}


def _meant(incident: Incident, caller: dict, number: str) -> Party | None:
    """
    Return who is meant: the one named by id, else who has this number, this name first.

    Without a number it is nobody but one of the same part and name: two who withhold their numbers
    are two people.
    """
    parties, name = incident.parties.order_by("pk"), caller.get("name", "")
    if caller.get("id"):
        if party := parties.filter(pk=caller["id"]).first():
            return party
        raise NotFound(f"There is no such person in CAD {incident.reference}.")
    if not number:
        return _without_a_number(parties, caller["role"], name)
    same = parties.filter(number=number)
    return same.filter(name=name).first() or same.first()


def _without_a_number(parties, role: str, name: str) -> Party | None:
    """Return who is meant by part and name; a victim not named yet is the one now named."""
    unknown = parties.filter(number="", role=role)
    found = unknown.filter(name=name).first()
    return found or (unknown.filter(name="").first() if role == PartyRole.VICTIM else None)


def _party_shown(party: Party) -> str:
    known = (party.relation, party.whereabouts and f"is at {party.whereabouts}", party.note)
    noted = f" ({', '.join(filter(None, known))})" if any(known) else ""
    drives = f", vehicle {party.vehicle}" if party.vehicle else ""
    return f"{party.get_role_display()} “{party.name or 'name not given'}”{drives}{noted}"
