"""Opening an incident from a contact, and moving it on for the apps above."""

from dataclasses import dataclass, field

from django.db import connection

from contactcentre.contacts import queries as contacts
from contactcentre.contacts.models import Contact
from contactcentre.contacts.numbers import e164
from contactcentre.contacts.permissions import check_nobody_else_has
from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import clocks
from incidents import cad, gazetteer, naming, places, states
from incidents.actions import log, owners, repeats
from incidents.enums import LogKind, PartyRole, SuspectIdentity
from incidents.kinds import GRADE_DUE
from incidents.models import Code, Incident, IncidentContact, Party

NUMBER = """
    WITH next AS (
        INSERT INTO incidents_cadday AS d (day, last) VALUES (%(day)s, 1)
        ON CONFLICT (day) DO UPDATE SET last = d.last + 1 RETURNING last
    )
    UPDATE incidents_incident SET cad_day = %(day)s, cad_number = next.last,
        log_seq = %(log_seq)s, log_hash = %(log_hash)s, version = %(version)s
    FROM next WHERE id = %(id)s RETURNING cad_number
"""
# Says in the same breath whether the owner is on shift, and cannot leave before the commit.
LINK = """
    WITH owner AS (
        SELECT 1 FROM core_duty WHERE person_id = %(owner)s AND ended_at IS NULL
        AND break_started_at IS NULL FOR KEY SHARE SKIP LOCKED
    )
    INSERT INTO incidents_incidentcontact (incident_id, contact_id, linked_at)
    VALUES (%(incident)s, %(contact)s, %(at)s) ON CONFLICT (contact_id) DO NOTHING
    RETURNING EXISTS (SELECT 1 FROM owner)
"""


@dataclass(frozen=True)
class Opening:
    """What a handler knows when opening an incident."""

    opening_code: str
    summary: str
    location: places.Where = field(default_factory=places.Where)
    first_words: str = ""
    suspect_identity: str = SuspectIdentity.UNKNOWN
    suspect_reason: str = ""
    vulnerable: bool = False
    restricted: bool = False
    people: tuple[dict, ...] = ()
    demeanour: str = ""
    background: str = ""
    key_word: str = ""


@action
def open_from(*, contact_id: int, opening: Opening, by, at) -> Incident:
    """
    Open an incident from a contact, and give it the next CAD number of the London day.

    Where no place was picked it is at the caller's position, if the call brought one.

    The number is taken in the last statements before the commit: gap-free, and held briefly.

    :raises Invalid: when what was sent cannot be right
    :raises NotFound: when there is no such contact for this person, or no such code
    :raises Taken: when a colleague has the contact
    :raises WrongState: when the contact already has an incident
    """
    permissions.check(by, Permission.INCIDENT_OPEN)
    contact = _held(contact_id, by)
    _check_opening(opening)
    incident = _created(contact, opening, by=by, at=at)
    is_owned = _link(incident, contact, at=at)
    _write_opening(incident, contact, opening, by=by, at=at)
    if not is_owned:
        owners.give_to_desk(incident, why=f"{by.short_name} is not on shift", by=by, at=at)
        incident.save(update_fields=["owner", "owner_since"])
    clocks.start(kind=GRADE_DUE, subject_id=incident.pk, at=at)
    repeats.look(incident, by=by, at=at)
    audit.record("incident.opened", incident, by=by, at=at, contact=contact.pk)
    _number(incident, at)
    live.tell(incident)
    return incident


def move(incident: Incident, to: str) -> None:
    """
    Set the next status of a held incident; the caller saves it.

    :raises WrongState: if the table does not list the move
    """
    if incident.status != to:
        states.check_move(incident.status, to)
        incident.status = to


def _held(contact_id: int, by) -> Contact:
    """Return a contact that this person may open an incident from, held."""
    contact = contacts.within_reach(by).held_if_there(contact_id)
    if contact is None:
        raise NotFound("There is no such contact.")
    check_nobody_else_has(contact, by)
    return contact


def _check_opening(opening: Opening) -> None:
    if not opening.summary.strip():
        raise Invalid("Say in a line what is happening.")
    if opening.suspect_identity == SuspectIdentity.NOT_DOMESTIC and not opening.suspect_reason:
        raise Invalid("Say why this is not domestic; an uncertain suspect counts as one.")


def _created(contact: Contact, opening: Opening, *, by, at) -> Incident:
    code = Code.objects.filter(kind="OPENING", code=opening.opening_code, is_current=True).first()
    if code is None:
        raise NotFound(f"There is no opening code {opening.opening_code}.")
    where = places.resolve(places.at_caller(opening.location, contact))
    return Incident.objects.create(
        opening_code=code,
        summary=opening.summary.strip(),
        first_words=opening.first_words,
        demeanour=opening.demeanour.strip(),
        background=opening.background.strip(),
        key_word=opening.key_word.strip(),
        suspect_identity=opening.suspect_identity,
        suspect_reason=opening.suspect_reason,
        vulnerable=opening.vulnerable,
        restricted=opening.restricted,
        clock_start_at=contact.answered_at or contact.received_at,
        owner=by,
        owner_since=at,
        opened_at=at,
        **where.columns(),
    )


def _link(incident: Incident, contact: Contact, *, at) -> bool:
    """
    Link the contact; its unique constraint decides who of two was first.

    Return whether the incident's owner is on shift.
    """
    values = {"incident": incident.pk, "contact": contact.pk, "owner": incident.owner_id, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(LINK, values)
        if made := cursor.fetchone():
            return made[0]
    link = IncidentContact.objects.select_related("incident").get(contact=contact)
    named = link.incident.named
    raise WrongState(f"{named[0].upper()}{named[1:]} was opened from this contact already.")


def _write_opening(incident: Incident, contact: Contact, opening: Opening, *, by, at) -> None:
    Party.objects.bulk_create(
        Party(incident=incident, **as_kept(person)) for person in _with_the_victim(opening.people)
    )
    told = f"{incident.opening_code}. {incident.summary}"
    where = f"{_position(incident, contact, at)} {_which(opening.location)}".strip()
    text = f"Opened from contact {contact.reference}: {told} {where}"
    log.write(incident, LogKind.OPENED, text, by=by, at=at)
    if incident.first_words:
        log.write(incident, LogKind.WORDS, incident.first_words, by=by, at=at)


def _with_the_victim(people: tuple[dict, ...]) -> tuple[dict, ...]:
    """Return the people of an opening; who calls for a victim is not the victim, who is named."""
    roles = {person["role"] for person in people}
    if PartyRole.PROXY not in roles or PartyRole.VICTIM in roles:
        return people
    return (*people, {"role": PartyRole.VICTIM})


def _position(incident: Incident, contact: Contact, at) -> str:
    """Say on the log where the position comes from, when no place was picked, or that none is."""
    if incident.lat is None:
        return "(NO POSITION: no place was picked, and the call brought none.)"
    if not incident.position_source:
        return ""
    age = max(0, int((at - contact.located_at).total_seconds()))
    shown = incident.position_shown
    return f"(No place was picked. It is at the caller's position: {shown}, {age} s old.)"


def _which(where: places.Where) -> str:
    """Say on the log which places words alone may mean, when that is not known yet (F8)."""
    if where.place_id is not None or where.lat is not None or not where.text:
        return ""
    found = gazetteer.search(where.text)
    if not found.is_ambiguous:
        return ""
    each = "; ".join(f"{place.name} ({gazetteer.apart(place)})" for place in found.meant)
    many = f"{len(found.meant)} places{' or more' if found.is_more else ''}"
    return f"(“{where.text}” may be any of {many}, and which is not known yet: {each}.)"


def _number(incident: Incident, at) -> None:
    """Save where the log stands and take the number: the day's row is held from here to COMMIT."""
    incident.cad_day = cad.day_of(at)
    incident.version += 1
    values = {
        "day": incident.cad_day,
        "id": incident.pk,
        "version": incident.version,
        "log_seq": incident.log_seq,
        "log_hash": incident.log_hash,
    }
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, values)
        incident.cad_number = cursor.fetchone()[0]


def as_kept(person: dict) -> dict:
    """Return the columns of somebody in an incident, with the forms that are compared."""
    return {
        **person,
        "number": as_compared(person),
        "name_words": naming.words(person.get("name", "")),
        "vehicle": naming.registration(person.get("vehicle", "")),
    }


def as_compared(person: dict) -> str:
    """Return a number as it is compared; one that is none is kept as it was written."""
    written = person.get("number", "")
    return e164(written) or written
