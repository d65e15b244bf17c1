"""
Telling callers how it stands: by text where that is safe, else somebody rings them (G8, H9).

A text may be read by the suspect, so a domestic or restricted incident gets none. What a caller
must hear (its unit has gone, nobody came in time) becomes a ring-back in the same transaction;
that a unit is on its way or has come is told where a text can tell it (docs/decisions/0026).
"""

import structlog
from django.db import InterfaceError, OperationalError, transaction

from contactcentre.contacts import queries as contact_queries
from contactcentre.contacts import texting
from contactcentre.contacts.actions import flags, ring_backs, texts
from contactcentre.contacts.enums import MUST_BE_TOLD, Flag, News, NoText
from contactcentre.contacts.kinds import CONTACT
from contactcentre.contacts.models import Contact, RingBack
from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import NotFound, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import access
from incidents.actions import log
from incidents.enums import LogKind, PartyRole, Status
from incidents.models import Incident

SUBJECT = "incident"
COMING = {"EN_ROUTE", "AT_SCENE"}
CALLERS = (PartyRole.CALLER, PartyRole.PROXY)
journal = structlog.get_logger(__name__)


def tell(incident: Incident, news: News, *, happened_at, by, at) -> None:
    """
    See to it that the caller of a held incident hears some news; once for each fact.

    Whatever goes wrong with that undoes nothing of what the caller is told about.
    """
    try:
        with transaction.atomic():
            _tell(incident, news, happened_at, by=by, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        journal.exception("caller.telling_failed", incident=incident.pk, news=news)
        incident.refresh_from_db(fields=["version", "log_seq", "log_hash"])
        text = "The caller could not be told, and nobody is asked to ring: ring the caller now"
        log.note(incident, text=text, kind=LogKind.CONTACT, by=by, at=at)


def on_the_way(incident: Incident, *, by, at) -> None:
    """Tell the caller of a held incident that a unit is on its way, the first that is."""
    if sum(unit["state"] in COMING for unit in incident.units) == 1:
        tell(incident, News.DISPATCHED, happened_at=at, by=by, at=at)


def arrived(incident: Incident, *, by, at) -> None:
    """Tell the caller of a held incident that a unit is there; nobody need ring them any more."""
    why = "a unit is at the scene"
    ring_backs.no_longer_needed(subject=SUBJECT, row=incident, why=why, by=by, at=at)
    tell(incident, News.ARRIVED, happened_at=incident.attended_at, by=by, at=at)


def text_no_more(incident: Incident, *, by, at) -> None:
    """Withdraw what waits to be sent about an incident that is domestic now: he may read it."""
    texts.withdraw(subject=SUBJECT, row=incident, why=NoText.DOMESTIC, by=by, at=at)


def waits(incident: Incident) -> bool:
    """
    Test whether the caller of an incident still waits: nobody is there, nor has dealt with it.

    Who was there once and left is no help now, whoever else is on the way.
    """
    is_dealt_with = incident.status == Status.RESULTED and incident.attended_at is not None
    return incident.status not in {Status.CLOSED, Status.AT_SCENE} and not is_dealt_with


@action
def report(*, ring_back_id: int, outcome: str, note: str, by, at) -> RingBack:
    """
    Record what came of ringing a caller back: told, no answer, or not needed for a reason (H9).

    :raises Invalid: without an outcome that there is, or a reason where one is needed
    :raises NotFound: when there is no such ring-back for this person
    :raises WrongState: when a colleague has seen to it
    """
    permissions.check(by, Permission.CONTACT_TAKE)
    known = RingBack.objects.filter(pk=ring_back_id).first()
    if known is None or not _may_see(known, by):
        raise NotFound("There is no such ring-back in your area.")
    held = ring_backs.hold(ring_back_id, wait=True)
    done = ring_backs.report(ring_back=held, outcome=outcome, note=note, by=by, at=at)
    audit.record(f"{known.subject}.caller_rung", held.about, by=by, at=at, outcome=outcome)
    return done


@action
def do_not_text(*, incident_id: int, by, at) -> Incident:
    """
    Mark the callers of an incident as not to be texted, now and in any later call.

    What is not sent yet is withdrawn, and they are rung back instead.

    :raises NotFound: when there is no such incident for this person
    :raises WrongState: when nobody rang about it, or they are marked already
    """
    permissions.check(by, Permission.INCIDENT_OPEN)
    rows = Contact.objects.filter(incident_link__incident=incident_id).order_by("pk")
    callers = list(rows.select_for_update(no_key=True, of=("self",)))
    incident = access.held(incident_id, by)
    unmarked = [each for each in callers if Flag.NO_TEXT not in each.flags]
    if not unmarked:
        raise WrongState("Its callers are marked already: they get no texts.")
    for contact in unmarked:
        flags.add(contact=contact, flags={Flag.NO_TEXT}, by=by, at=at)
    log.write(incident, LogKind.CONTACT, "The caller is not to be texted", by=by, at=at)
    incident.save_changes()
    texts.withdraw(subject=SUBJECT, row=incident, why=NoText.DO_NOT_TEXT, by=by, at=at)
    audit.record("incident.texts_forbidden", incident, by=by, at=at)
    live.tell(incident)
    return incident


def _may_see(known: RingBack, by) -> bool:
    """Hold what a ring-back is about, and test whether this person may see it."""
    if known.subject == CONTACT:
        return contact_queries.visible_to(by).filter(pk=known.subject_id).exists()
    return bool(access.held(known.subject_id, by))


def _tell(incident: Incident, news: News, happened_at, *, by, at) -> None:
    contact = _caller(incident)
    number = (contact.number if contact else "") or _number_of_a_party(incident)
    because = _why_no_text(incident, contact, number)
    about = {"subject": SUBJECT, "row": incident, "news": news, "number": number}
    if not because:
        texts.write(**about, happened_at=happened_at, by=by, at=at)
    elif news in MUST_BE_TOLD:
        texts.withdraw(subject=SUBJECT, row=incident, why=NoText.OVERTAKEN, by=by, at=at)
        ring_backs.ask(**about, because=because, by=by, at=at)
    elif news == News.DISPATCHED:
        text = f"The caller was not told by text that a unit is on its way: {because.label}"
        log.note(incident, text=text, kind=LogKind.CONTACT, by=by, at=at)


def _caller(incident: Incident) -> Contact | None:
    """Return the contact the incident was opened from: whoever rang first still waits."""
    linked = Contact.objects.filter(incident_link__incident=incident)
    return linked.order_by("incident_link__linked_at", "pk").first()


def _number_of_a_party(incident: Incident) -> str:
    named = incident.parties.filter(role__in=CALLERS).exclude(number="").order_by("pk")
    return named.values_list("number", flat=True).first() or ""


def _why_no_text(incident: Incident, contact: Contact | None, number: str) -> NoText | None:
    if incident.restricted:
        return NoText.RESTRICTED
    if incident.is_domestic or (contact and Flag.DOMESTIC in contact.flags):
        return NoText.DOMESTIC
    reason = texting.why_not(number, may_be_texted=contact_queries.may_be_texted(number))
    return NoText(reason) if reason else None
