"""What units did, to be read by whoever may see the incidents."""

from django.contrib import admin

from contactcentre.admin.incidents import OfIncident
from contactcentre.admin.pages import Operational
from contactcentre.admin.site import site
from contactcentre.core.permissions import Permission
from dispatch.models import Assignment, Divert, DivertReview, UnitStatusChange
from incidents import access


@admin.register(Assignment, site=site)
class Assignments(OfIncident):
    """Which unit was sent where, and how that ended."""

    list_display = ("unit", "incident", "state", "assigned_at", "ended_at")
    list_select_related = ("unit", "incident")


@admin.register(Divert, site=site)
class Diverts(Operational):
    """Units taken from one incident for another."""

    seeing = Permission.DIVERT_VIEW
    list_display = ("unit", "from_incident", "to_incident", "by", "at")
    list_select_related = ("unit", "from_incident", "to_incident", "by")
    ordering = ("-pk",)

    def get_queryset(self, request):
        """Return the diverts between incidents this person may see."""
        seen = access.visible_to(request.user)
        return super().get_queryset(request).filter(from_incident__in=seen, to_incident__in=seen)


@admin.register(DivertReview, site=site)
class DivertReviews(Operational):
    """What was thought of diverts afterwards."""

    seeing = Permission.DIVERT_VIEW
    list_display = ("divert", "state", "outcome", "by", "at")
    list_select_related = (
        "divert__unit",
        "divert__from_incident",
        "divert__to_incident",
        "by",
    )
    ordering = ("-pk",)

    def get_queryset(self, request):
        """Return the reviews of diverts between incidents this person may see."""
        seen = access.visible_to(request.user)
        between = {"divert__from_incident__in": seen, "divert__to_incident__in": seen}
        return super().get_queryset(request).filter(**between)


@admin.register(UnitStatusChange, site=site)
class UnitStatusChanges(Operational):
    """What units pressed."""

    seeing = Permission.UNIT_VIEW
    list_display = ("unit", "code", "state", "at", "by")
    list_select_related = ("unit", "code")
