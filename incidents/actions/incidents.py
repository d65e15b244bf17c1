"""Opening an incident from a contact, and moving it on for the apps above."""

from dataclasses import dataclass, field

from django.db import connection

from contactcentre.contacts.models import Contact
from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import cad, places, states
from incidents.actions import log, owners
from incidents.enums import LogKind, SuspectIdentity
from incidents.models import Code, Incident, IncidentContact, Party

NUMBER = """
    WITH next AS (
        INSERT INTO incidents_cadday AS d (day, last) VALUES (%(day)s, 1)
        ON CONFLICT (day) DO UPDATE SET last = d.last + 1 RETURNING last
    )
    UPDATE incidents_incident SET cad_day = %(day)s, cad_number = next.last
    FROM next WHERE id = %(id)s RETURNING cad_number
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


@action
def open_from(*, contact_id: int, opening: Opening, by, at) -> Incident:
    """
    Open an incident from a contact, and give it the next CAD number of the London day.

    The number is taken in the last statements before the commit: gap-free, and held briefly.

    :raises Invalid: when what was sent cannot be right
    :raises NotFound: when there is no such contact or code
    :raises WrongState: when the contact already has an incident
    """
    permissions.check(by, Permission.INCIDENT_OPEN)
    contact = Contact.objects.held(contact_id)
    _check_has_none(contact)
    _check_opening(opening)
    incident = _created(contact, opening, by=by, at=at)
    IncidentContact.objects.create(incident=incident, contact=contact, linked_at=at)
    _write_opening(incident, contact, opening, by=by, at=at)
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


def _check_has_none(contact: Contact) -> None:
    link = IncidentContact.objects.select_related("incident").filter(contact=contact).first()
    if link:
        raise WrongState(f"CAD {link.incident.reference} was opened from this contact already.")


def _check_opening(opening: Opening) -> None:
    if not opening.summary.strip():
        raise Invalid("Say in a line what is happening.")
    if opening.suspect_identity == SuspectIdentity.NOT_DOMESTIC and not opening.suspect_reason:
        raise Invalid("Say why this is not domestic; an uncertain suspect counts as one.")


def _created(contact: Contact, opening: Opening, *, by, at) -> Incident:
    code = Code.objects.filter(kind="OPENING", code=opening.opening_code, is_current=True).first()
    if code is None:
        raise NotFound(f"There is no opening code {opening.opening_code}.")
    where = places.resolve(opening.location)
    return Incident.objects.create(
        opening_code=code,
        summary=opening.summary.strip(),
        first_words=opening.first_words,
        suspect_identity=opening.suspect_identity,
        suspect_reason=opening.suspect_reason,
        vulnerable=opening.vulnerable,
        restricted=opening.restricted,
        clock_start_at=contact.answered_at or contact.received_at,
        owner=owners.first(by=by, area_code=where.command_unit_id, at=at),
        owner_since=at,
        opened_at=at,
        **where.columns(),
    )


def _write_opening(incident: Incident, contact: Contact, opening: Opening, *, by, at) -> None:
    Party.objects.bulk_create(Party(incident=incident, **person) for person in opening.people)
    text = f"Opened from contact {contact.reference}: {incident.opening_code}. {incident.summary}"
    log.write(incident, LogKind.OPENED, text, by=by, at=at)
    if incident.first_words:
        log.write(incident, LogKind.WORDS, incident.first_words, by=by, at=at)


def _number(incident: Incident, at) -> None:
    """Save where the log stands and take the number: the day's row is held from here to COMMIT."""
    incident.save_changes()
    incident.cad_day = cad.day_of(at)
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, {"day": incident.cad_day, "id": incident.pk})
        incident.cad_number = cursor.fetchone()[0]
