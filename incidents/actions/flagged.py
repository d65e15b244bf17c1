"""
"My number is flagged": the truth about it, recorded and read out to whoever believes it (J9).

On 31 May 2018 she believed that a marker on her number would bring officers at once. It had been
withdrawn in January, and nobody told her (IOPC 2018/104370).
"""

from contactcentre.contacts import queries as contacts
from contactcentre.contacts.models import Contact
from contactcentre.contacts.numbers import e164
from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.enums import StopReason
from incidents import markers
from incidents.actions import log
from incidents.actions.subjects import check_words
from incidents.enums import Flagged, LogKind
from incidents.kinds import MARKER_ASKED
from incidents.models import Incident, IncidentContact, MarkerCheck

CONTACT = "contact"


@action
def check(*, contact_id: int, number: str = "", by, at) -> MarkerCheck:
    """
    Look whether a caller's number, or the one they name, has a marker; record what is true.

    :raises Invalid: when there is no number to look for
    :raises NotFound: when there is no such contact for this person
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    contact = contacts.visible_to(by).filter(pk=contact_id).first()
    if contact is None:
        raise NotFound("There is no such contact.")
    sought = _number(contact, number)
    marker = markers.of_caller(sought, "" if number.strip() else contact.handle)
    found = markers.state_of(marker)
    made = MarkerCheck.objects.create(
        contact=contact,
        number=sought,
        found=found,
        marker=marker,
        sentence=markers.true_sentence(found, marker),
        checked_by=by,
        checked_at=at,
    )
    _on_its_log(
        contact, f"Asked whether the number is flagged. Told: {made.sentence}", by=by, at=at
    )
    audit.record("marker.checked", made, by=by, at=at, contact=contact.pk, found=found)
    return made


@action
def ask(*, check_id: int, by, at) -> MarkerCheck:
    """
    Ask a supervisor for a marker, for somebody who was told that there is none any more.

    :raises NotFound: when there is no such check for this person
    :raises WrongState: when there is a live marker, or it was asked for already
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    contact, made = _held(check_id, by)
    if made.found == Flagged.LIVE:
        raise WrongState("The marker is live. There is nothing to ask for.")
    if made.asked_at is not None:
        raise WrongState("A supervisor was asked already.")
    made.asked_by, made.asked_at = by, at
    made.save(update_fields=["asked_by", "asked_at"])
    state = made.get_found_display().lower()
    text = f"{contact.reference}: the caller asks for a marker. On their number: {state}."
    _on_its_log(contact, "A supervisor was asked for a marker on the number.", by=by, at=at)
    alerts.sound(
        code=MARKER_ASKED,
        subject=CONTACT,
        row=contact,
        text=text,
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )
    audit.record("marker.asked_for", made, by=by, at=at, contact=contact.pk)
    return made


@action
def answer(*, check_id: int, text: str, by, at) -> MarkerCheck:
    """
    Say what came of asking for a marker: entered, or why not.

    :raises Invalid: without words
    :raises NotFound: when nobody asked for such a marker, or not of this person
    :raises WrongState: when somebody has answered already
    """
    permissions.check(by, Permission.MARKER_KEEP)
    contact, made = _held(check_id, by)
    if made.asked_at is None:
        raise NotFound("Nobody has asked for that marker.")
    if made.answered_at is not None:
        raise WrongState(f"It was answered already: {made.answer}")
    made.answer = check_words(text, "Say what came of it: entered, or why not.")
    made.answered_by, made.answered_at = by, at
    made.save(update_fields=["answer", "answered_by", "answered_at"])
    _on_its_log(contact, f"Asked for a marker on the number: {made.answer}", by=by, at=at)
    if not contact.marker_checks.filter(asked_at__isnull=False, answered_at=None).exists():
        over = {"reason": StopReason.RESOLVED, "by": by, "at": at}
        alerts.resolve(subject=CONTACT, subject_id=contact.pk, codes=(MARKER_ASKED,), **over)
    audit.record("marker.answered", made, by=by, at=at, contact=contact.pk)
    return made


def _number(contact: Contact, said: str) -> str:
    number = e164(said) if said.strip() else contact.number
    if not number and (said.strip() or not contact.handle):
        raise Invalid("No number is known. Ask for the number that is flagged, and type it.")
    return number


def _held(check_id: int, by) -> tuple[Contact, MarkerCheck]:
    known = MarkerCheck.objects.filter(pk=check_id).first()
    seen = known and contacts.visible_to(by).filter(pk=known.contact_id).exists()
    if not seen:
        raise NotFound("There is no such check.")
    contact = Contact.objects.held(known.contact_id)
    return contact, MarkerCheck.objects.held(check_id)


def _on_its_log(contact: Contact, text: str, *, by, at) -> None:
    """
    Write it on the log of the incident that was opened from the contact, if there is one.

    Whoever may see the contact may say this of it, though not the incident: calls belong to the
    whole force, and the truth is told to whoever has the call.
    """
    link = IncidentContact.objects.filter(contact=contact).first()
    if link is None:
        return
    incident = Incident.objects.held(link.incident_id)
    log.write(incident, LogKind.CONTACT, text, by=by, at=at)
    incident.save_changes()
    live.tell(incident)
