"""Contacts and what belongs to them, to be read."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from contactcentre.admin.pages import Operational
from contactcentre.admin.site import site
from contactcentre.contacts import queries
from contactcentre.contacts.models import (
    CallerLocation,
    CallEvent,
    Contact,
    Handler,
    OperatorHandover,
    OutboundMessage,
    RawPayload,
    RingBack,
)
from contactcentre.core.permissions import Permission
from incidents import callers

SHOWN = 4000


class OfCalls(Operational):
    """Records of contacts."""

    seeing = Permission.CONTACT_VIEW


class Sent(OfCalls):
    """Records that keep what was sent, byte by byte."""

    readonly_fields = ("sent",)

    @admin.display(description=_("as it was sent"))
    def sent(self, record) -> str:
        """The beginning of it, as text as far as it is any."""
        return bytes(record.body[:SHOWN]).decode("utf-8", errors="replace")


@admin.register(Contact, site=site)
class Contacts(OfCalls):
    """Contacts. The list names no caller."""

    list_display = ("reference", "channel", "state", "handler", "received_at", "outcome")
    list_select_related = ("handler",)

    def get_queryset(self, request):
        """Return the contacts this person may see."""
        return queries.narrowed(super().get_queryset(request), request.user)


class OfContact(OfCalls):
    """Records of contacts this person may see."""

    def get_queryset(self, request):
        """Return the records of the contacts this person may see."""
        return super().get_queryset(request).filter(contact__in=queries.visible_to(request.user))


@admin.register(CallerLocation, site=site)
class CallerLocations(OfContact):
    """Where callers were said to be."""

    list_display = ("contact", "source", "fixed_at")
    list_select_related = ("contact",)


@admin.register(OperatorHandover, site=site)
class OperatorHandovers(OfContact):
    """What the BT operator handed over. The list names no caller."""

    list_display = ("contact", "centre", "reference", "received_at")
    list_select_related = ("contact",)


@admin.register(CallEvent, site=site)
class CallEvents(Sent, OfContact):
    """What telephone systems reported."""

    list_display = ("contact", "source", "type", "at", "received_at")
    list_select_related = ("contact",)


@admin.register(Handler, site=site)
class Handlers(OfCalls):
    """What call handlers are doing."""

    list_display = ("person", "state", "since", "contact")
    list_select_related = ("person", "contact")


@admin.register(RawPayload, site=site)
class RawPayloads(Sent):
    """What was sent and could not be read."""

    list_display = ("id", "source", "reason", "times", "received_at", "reviewed_at")


class OfCallers(OfCalls):
    """Records of what callers of incidents are told. The lists name no caller."""

    seen = staticmethod(callers.texts)

    def get_queryset(self, request):
        """Return the records about incidents this person may see."""
        seen = self.seen(request.user).order_by().values("pk")
        return super().get_queryset(request).filter(pk__in=seen)


@admin.register(OutboundMessage, site=site)
class OutboundMessages(OfCallers):
    """Texts to callers."""

    list_display = ("reference", "news", "state", "failure", "queued_at", "ended_at")


@admin.register(RingBack, site=site)
class RingBacks(OfCallers):
    """Callers who were, or are, to be rung back."""

    seen = staticmethod(callers.every_ring_back)
    list_display = ("id", "news", "because", "state", "due_at", "outcome", "done_by")
    list_select_related = ("done_by",)
