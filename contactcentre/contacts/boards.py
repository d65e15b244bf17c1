"""Contacts and handlers as every board shows them: never a caller's number or name."""

from django.db.models import Value

from contactcentre.contacts import figures, queueing
from contactcentre.contacts.enums import HandlerState
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core import clock
from contactcentre.core.live.boards import RowKind, register_figures, register_kind
from contactcentre.core.scope import WHOLE_FORCE

CONTACT, HANDLER = "contact", "handler"
MOMENTS = (
    "received_at",
    "connected_at",
    "presented_at",
    "answered_at",
    "ended_at",
    "lease_until",
)


def fill_ports() -> None:
    """Let boards show contacts, handlers and the figures of calls."""
    register_kind(
        RowKind(CONTACT, Contact, scope=_whole, rows=contact_rows, open_rows=open_contacts)
    )
    register_kind(
        RowKind(HANDLER, Handler, scope=_whole, rows=handler_rows, open_rows=open_handlers)
    )
    register_figures(figures.FIGURES, lambda: figures.counted(clock.now()))


def contact_rows(ids) -> list[dict]:
    """Return these contacts as rows, those that are done left out."""
    shown = Contact.objects.open().filter(pk__in=ids).select_related("handler")
    return [contact_row(contact) for contact in shown]


def open_contacts():
    """Return (scope, id, version) of every contact that still needs something."""
    return Contact.objects.open().values_list(Value(WHOLE_FORCE), "pk", "version")


def handler_rows(ids) -> list[dict]:
    """Return these handlers as rows, those signed off left out."""
    shown = _at_work().filter(pk__in=ids).select_related("person")
    return [handler_row(handler) for handler in shown]


def open_handlers():
    """Return (scope, id, version) of every handler at work."""
    return _at_work().values_list(Value(WHOLE_FORCE), "pk", "version")


def contact_row(contact: Contact) -> dict:
    """Return a contact as a board shows it."""
    return {
        "kind": CONTACT,
        "id": contact.pk,
        "version": contact.version,
        "scope": WHOLE_FORCE,
        "reference": contact.reference,
        "channel": contact.channel,
        "state": contact.state,
        "state_label": contact.get_state_display(),
        "rank": queueing.rank(channel=contact.channel, flags=contact.flags),
        "handler_id": contact.handler_id,
        "handler": contact.handler.short_name if contact.handler else None,
        "fence": contact.fence,
        "flags": contact.flags,
        "tags": [flag for flag in contact.flags if flag in queueing.RISK],
        "ending": contact.ending or None,
        "outcome": contact.outcome or None,
        **{name: _text(getattr(contact, name)) for name in MOMENTS},
    }


def handler_row(handler: Handler) -> dict:
    """Return a handler as a board shows them."""
    return {
        "kind": HANDLER,
        "id": handler.pk,
        "version": handler.version,
        "scope": WHOLE_FORCE,
        "person_id": handler.person_id,
        "name": handler.person.short_name,
        "state": handler.state,
        "state_label": handler.get_state_display(),
        "since": handler.since.isoformat(),
        "idle_since": handler.idle_since.isoformat(),
        "skills": handler.skills,
        "contact_id": handler.contact_id,
    }


def _at_work():
    return Handler.objects.exclude(state=HandlerState.SIGNED_OFF)


def _whole(_row) -> str:
    return WHOLE_FORCE


def _text(moment) -> str | None:
    return moment.isoformat() if moment else None
