"""Incidents and what belongs to them, to be read by whoever may see them."""

from django.contrib import admin
from django.db.models import Q

from contactcentre.admin.calls import OfContact, Sent
from contactcentre.admin.pages import Operational
from contactcentre.admin.site import site
from contactcentre.contacts import queries
from contactcentre.core.permissions import Permission
from incidents import access, cad, markers
from incidents.models import (
    Assessment,
    CourtOrder,
    CrewWarning,
    GradeDecision,
    IdentityLink,
    Incident,
    IncidentContact,
    IncidentLink,
    IncomingTransfer,
    LinkedLook,
    LogEntry,
    Marker,
    MarkerCheck,
    Message,
    Obligation,
    Party,
    Transfer,
    TransferMessage,
)


@admin.register(Incident, site=site)
class Incidents(Operational):
    """Incidents. The list names no place; restricted ones are shown to whoever may see them."""

    seeing = Permission.INCIDENT_VIEW
    list_display = ("reference", "status", "grade", "command_unit", "owner", "opened_at")
    list_select_related = ("command_unit", "owner")

    def get_queryset(self, request):
        """Return the incidents this person may see."""
        return access.narrowed(super().get_queryset(request), request.user)

    def get_search_results(self, request, queryset, search_term):
        """Find an incident by its CAD number as well."""
        if found := cad.parse(search_term):
            return queryset.filter(cad_number=found[0], cad_day=found[1]), False
        return super().get_search_results(request, queryset, search_term)


class OfIncident(Operational):
    """Records of incidents this person may see."""

    seeing = Permission.INCIDENT_VIEW
    list_select_related = ("incident",)

    def get_queryset(self, request):
        """Return the records of the incidents this person may see."""
        seen = access.visible_to(request.user)
        return super().get_queryset(request).filter(incident__in=seen)


@admin.register(LogEntry, site=site)
class LogEntries(OfIncident):
    """Lines of logs. The list does not say what they say."""

    list_display = ("incident", "seq", "at", "by", "kind")


@admin.register(Message, site=site)
class Messages(OfIncident):
    """Messages between the desks. The list does not say what they say."""

    list_display = ("incident", "to", "by", "at", "acknowledged_by", "acknowledged_at")
    list_select_related = ("incident", "by", "acknowledged_by")


@admin.register(CrewWarning, site=site)
class CrewWarnings(OfIncident):
    """What crews were warned of. The list does not say what."""

    list_display = ("incident", "number", "kind", "given_by", "given_at", "withdrawn_at")
    list_select_related = ("incident", "given_by")


@admin.register(IncidentLink, site=site)
class IncidentLinks(Operational):
    """Which incidents were linked, to whoever may see both."""

    seeing = Permission.INCIDENT_VIEW
    list_display = ("from_incident", "kind", "to_incident", "linked_by", "linked_at", "unlinked_at")
    list_select_related = ("from_incident", "to_incident", "linked_by")

    def get_queryset(self, request):
        """Return the links between incidents this person may see."""
        seen = access.visible_to(request.user)
        both = super().get_queryset(request)
        return both.filter(from_incident__in=seen, to_incident__in=seen)


@admin.register(IdentityLink, site=site)
class IdentityLinks(Operational):
    """Who said when that two are the same person. Of whom and why stands on their narrative."""

    seeing = Permission.IDENTITY_LINK
    exclude = ("one", "other", "reasons", "why", "undone_why")
    list_display = ("pk", "verdict", "said_by", "said_at", "undone_at")
    list_select_related = ("said_by",)


@admin.register(LinkedLook, site=site)
class LinkedLooks(OfIncident):
    """Which linked incidents were looked at before one was closed."""

    list_display = ("incident", "by", "at")
    list_select_related = ("incident", "by")


@admin.register(Obligation, site=site)
class Obligations(OfIncident):
    """What was promised by a time. The list does not say what."""

    list_display = ("incident", "desk", "due_at", "made_by", "ended_as", "ended_at")
    list_select_related = ("incident", "made_by")


class OfNoIncident(Operational):
    """Markers and orders of this person's area. The list does not say whom they are about."""

    seeing = Permission.CONTACT_VIEW
    list_select_related = ("command_unit", "entered_by")

    def get_queryset(self, request):
        """Return those that this person may see."""
        seen = markers.visible_to(self.model, request.user)
        return super().get_queryset(request).filter(pk__in=seen.values("pk"))


@admin.register(Marker, site=site)
class Markers(OfNoIncident):
    """Markers, live and withdrawn."""

    list_display = (
        "reference",
        "command_unit",
        "live_from",
        "entered_by",
        "withdrawn_on",
        "victim_informed",
    )


@admin.register(MarkerCheck, site=site)
class MarkerChecks(Operational):
    """What callers were told who said that their number is flagged. The list names no number."""

    seeing = Permission.CONTACT_VIEW
    list_display = ("contact", "found", "checked_by", "checked_at", "asked_at", "answered_at")
    list_select_related = ("contact", "checked_by")


@admin.register(CourtOrder, site=site)
class CourtOrders(OfNoIncident):
    """What courts have ordered."""

    list_display = ("reference", "kind", "command_unit", "expires_on", "entered_by")


@admin.register(Party, site=site)
class Parties(OfIncident):
    """People in incidents. The list does not name them."""

    list_display = ("incident", "role")


@admin.register(IncidentContact, site=site)
class IncidentContacts(OfIncident):
    """Which contacts incidents were opened from."""

    list_display = ("incident", "contact", "linked_at")
    list_select_related = ("incident", "contact")


@admin.register(Assessment, site=site)
class Assessments(OfIncident):
    """Risk assessments as they were made."""

    list_display = ("incident", "suggested_grade", "by", "at")
    list_select_related = ("incident", "by")


@admin.register(GradeDecision, site=site)
class GradeDecisions(OfIncident):
    """Who graded what."""

    list_display = ("incident", "before", "grade", "suggested", "by", "at")
    list_select_related = ("incident", "by")


@admin.register(Transfer, site=site)
class Transfers(OfIncident):
    """What was given over. The list does not say what was told."""

    list_display = ("incident", "agency", "grade", "state", "sent_by", "sent_at")
    list_select_related = ("incident", "agency", "sent_by")


@admin.register(IncomingTransfer, site=site)
class IncomingTransfers(OfContact):
    """What was given over to us."""

    list_display = ("agency", "contact", "grade", "received_at")
    list_select_related = ("agency", "contact")


@admin.register(TransferMessage, site=site)
class TransferMessages(Sent):
    """Messages of other agencies, about what this person may see. The list does not say what."""

    list_display = ("agency", "kind", "received_at")
    list_select_related = ("agency",)

    def get_queryset(self, request):
        """Return the messages about the contacts and incidents this person may see."""
        calls = queries.visible_to(request.user)
        ours = Q(transfer__incident__in=access.visible_to(request.user))
        return super().get_queryset(request).filter(ours | Q(incoming__contact__in=calls))
