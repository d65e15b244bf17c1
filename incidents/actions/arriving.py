"""What is given over to us arrives: as a contact that is heard at once, or as news of one."""

import hashlib
from dataclasses import replace

from contactcentre.contacts.actions import flags, intake, locations
from contactcentre.contacts.enums import Channel, Flag, LocationSource, State
from contactcentre.contacts.kinds import ALERT_HANDED_OVER, CONTACT
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact
from contactcentre.core import live
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from incidents import grading, localtimes
from incidents.actions import log, messages, reassessing
from incidents.enums import Grade, LogKind, Reader
from incidents.models import Agency, Incident, IncidentContact, IncomingTransfer, Transfer
from incidents.transferring.said import Said

LONGEST = 1000
RAISED = "Whoever gave this over grades it {grade} now. Read why, and assess the risk (THRIVE)."


def arrive(sender: Agency, said: Said, *, by, at) -> IncomingTransfer:
    """Make what was given over a contact of ours, with its grade; call handlers hear at once."""
    words = f"HANDED OVER by {sender}"
    return _receive(sender, said, said.about[0], _words(sender, said), words, by=by, at=at)


def _receive(sender: Agency, said: Said, key: str, text: str, words: str, *, by, at):
    contact = intake.receive(
        source=f"transfers {sender.code}",
        source_id=hashlib.sha256(said.message_id.encode()).hexdigest(),
        channel=Channel.THIRD_PARTY,
        received_at=at,
        from_number=said.number,
        text=text,
        location=_fix(said),
        by=by,
        at=at,
    )
    made = IncomingTransfer.objects.create(
        agency=sender,
        key=key,
        contact=contact,
        their_reference=said.their_reference,
        grade=said.grade,
        grade_reason=said.grade_reason,
        received_at=at,
    )
    _sound(Contact.objects.held(contact.pk), made, words, by=by, at=at)
    return made


def _receive_again(known: IncomingTransfer, contact: Contact, said: Said, what: str, *, by, at):
    """
    Make news of a contact that was done with another one: as news, and with the grade it had.

    Whoever reads it is to see that it is taken back, and that it was of grade I, if it was.
    """
    sender, carried = known.agency, {"grade": known.grade, "grade_reason": known.grade_reason}
    whole = replace(
        said,
        number=said.number or contact.number,
        their_reference=said.their_reference or known.their_reference,
        **carried,
    )
    news = f"NEWS of {contact.reference}, which was done with. {_told(sender, said, what)}"
    words = f"NEWS of {contact.reference}: {sender} {what}. Read it there"
    text = f"{news}\n{_graded(known)}"
    return _receive(sender, whole, known.next_key, text, words, by=by, at=at)


def news(known: IncomingTransfer, said: Said, what: str, *, by, at) -> IncomingTransfer:
    """
    Take news of what was given over to us: on its incident's log and to dispatch, or to a handler.

    Of what was done with and became no incident, it is a contact of its own.
    """
    contact = Contact.objects.held(known.contact_id)
    sender = known.agency
    is_raised = _raise(known, said)
    link = IncidentContact.objects.filter(contact=contact).first()
    if link is not None or contact.state != State.DISPOSED:
        _locate(contact, said, by=by, at=at)
    if link is not None:
        incident = Incident.objects.held(link.incident_id)
        tell_dispatch(incident, sender, said, what, by=by, at=at)
        if is_raised and _lies_below(incident, known.grade):
            _assess_again(incident, known.grade, by=by, at=at)
        return known
    if contact.state == State.DISPOSED and known.next_key:
        return _receive_again(known, contact, said, what, by=by, at=at)
    contact.text = f"{contact.text}\n\n{localtimes.shown(at)}: {_told(sender, said, what)}"
    contact.save_changes("text")
    live.tell(contact)
    _sound(contact, known, f"{sender} {what}. Read it there", by=by, at=at)
    return known


def tell_dispatch(incident: Incident, sender: Agency, said: Said, what: str, *, by, at) -> None:
    """
    Put news from an agency on the log of a held incident; dispatch has to acknowledge it.

    Boards show the message: of whom it is about only the log tells.
    """
    log.write(incident, LogKind.TRANSFER, _told(sender, said, what), by=by, at=at)
    grade = f" Grade {said.grade} there: {said.grade_reason}." if said.grade else ""
    note = f" {said.note}." if said.note else ""
    words = f"{sender} {what}.{note}{grade} Read the log."
    messages.put(incident, Reader.DISPATCH, words[:LONGEST], by=by, at=at)


def receipt(*, incoming: IncomingTransfer | None = None, transfer: Transfer | None = None) -> dict:
    """Return what the sender is told: that we have it, under which reference, and as what."""
    if incoming is not None:
        reference = incoming.contact.reference
        about = {"grade": incoming.grade or None, "grade_reason": incoming.grade_reason}
        return {
            "state": "RECEIVED",
            "reference": reference,
            "transfer_id": incoming.transfer_id,
            **about,
        }
    reference = transfer.incident.reference
    return {"state": transfer.state, "reference": reference, "transfer_id": str(transfer.key)}


def _words(sender: Agency, said: Said) -> str:
    reference = f", their reference {said.their_reference}" if said.their_reference else ""
    return f"HANDED OVER by {sender}{reference}.\n{_graded(said)}\n{said.text}".strip()


def _graded(told: Said | IncomingTransfer) -> str:
    if not told.grade:
        return "They told no grade."
    return f"Graded {told.grade} there ({Grade(told.grade).label}): {told.grade_reason}"


def _told(sender: Agency, said: Said, what: str) -> str:
    """Return all that news says, for the log and for whoever has the contact."""
    reference = f" ({said.their_reference})" if said.their_reference else ""
    grade = f"Grade {said.grade} there: {said.grade_reason}" if said.grade else ""
    number = f"Number {said.number}" if said.number else ""
    words = (grade, said.accepted_by, said.text or said.note, number, _position(said))
    told = dict.fromkeys(filter(None, words))
    return f"{sender}{reference} {what}: {'; '.join(told)}".removesuffix(": ")


def _fix(said: Said) -> Fix | None:
    """Return where it is said to be: whoever gives it over has it from the caller, as a rule."""
    if said.lat is None:
        return None
    radius = {"radius_m": said.radius_m}
    return Fix(source=LocationSource.SPOKEN, lat=said.lat, lon=said.lon, **radius)


def _position(said: Said) -> str:
    if said.lat is None:
        return ""
    radius = f", within {said.radius_m} m" if said.radius_m else ""
    return f"Position {said.lat}, {said.lon}{radius}"


def _locate(contact: Contact, said: Said, *, by, at) -> None:
    """Add where news says that it is to a held contact: what is known there is shown as well."""
    fix = _fix(said)
    if fix is not None:
        locations.note(contact, fix, by=by, at=at)
        contact.save_changes(*locations.BEST)
        live.tell(contact)


def _sound(contact: Contact, made: IncomingTransfer, words: str, *, by, at) -> None:
    """Let the call handlers hear of a held contact; of grade I as of nothing else."""
    if made.grade == Grade.IMMEDIATE:
        contact = flags.add(contact=contact, flags={Flag.GRADED_I}, by=by, at=at)
    grade = f"grade {made.grade}" if made.grade else "no grade told"
    text = f"{contact.reference}, {grade}. {words}"
    about = {"code": ALERT_HANDED_OVER, "subject": CONTACT, "row": contact, "text": text}
    alerts.sound(**about, audience=Role.CALL_HANDLER, by=by, at=at)


def _raise(known: IncomingTransfer, said: Said) -> bool:
    """Keep a grade that is more urgent than the one we were told; a lesser one is only news."""
    if not said.grade or (known.grade and not grading.is_more_urgent(said.grade, than=known.grade)):
        return False
    known.grade, known.grade_reason = said.grade, said.grade_reason
    known.save(update_fields=["grade", "grade_reason"])
    return True


def _lies_below(incident: Incident, grade: str) -> bool:
    return not incident.grade or grading.is_more_urgent(grade, than=incident.grade)


def _assess_again(incident: Incident, grade: str, *, by, at) -> None:
    words = RAISED.format(grade=grade)
    reassessing.ask_unless_known(incident, words=words, since=at, by=by, at=at)
