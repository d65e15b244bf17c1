"""Clocks, their steps, and alerts, to be read."""

from django.contrib import admin

from contactcentre.admin.pages import Operational
from contactcentre.admin.site import site
from contactcentre.core.permissions import Permission
from contactcentre.countdowns.models import Alert, Clock, ClockStep


class OfClocks(Operational):
    """Records of clocks and alerts."""

    seeing = Permission.ALERT_VIEW


@admin.register(Clock, site=site)
class Clocks(OfClocks):
    """Clocks, running and stopped."""

    list_display = ("kind", "subject", "subject_id", "started_at", "due_at", "stop_reason")


@admin.register(ClockStep, site=site)
class ClockSteps(OfClocks):
    """Steps that have fired, and how late."""

    list_display = ("clock", "percent", "fell_due_at", "fired_at", "late_by")
    list_select_related = ("clock",)


@admin.register(Alert, site=site)
class Alerts(OfClocks):
    """Alerts, live and ended."""

    # What was read back is typed: it is on the incident's log, for whoever may see that.
    exclude = ("read_back",)
    list_display = ("code", "subject", "subject_id", "level", "raised_at", "acknowledged_by")
    list_select_related = ("acknowledged_by",)
