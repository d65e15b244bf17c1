"""Clocks, their steps, and alerts, to be read."""

from django.contrib import admin

from contactcentre.admin.pages import Record
from contactcentre.admin.site import site
from contactcentre.countdowns.models import Alert, Clock, ClockStep


@admin.register(Clock, site=site)
class Clocks(Record):
    """Clocks, running and stopped."""

    list_display = ("kind", "subject", "subject_id", "started_at", "due_at", "stop_reason")


@admin.register(ClockStep, site=site)
class ClockSteps(Record):
    """Steps that have fired, and how late."""

    list_display = ("clock", "percent", "fell_due_at", "fired_at", "late_by")
    list_select_related = ("clock",)


@admin.register(Alert, site=site)
class Alerts(Record):
    """Alerts, live and ended."""

    list_display = ("code", "subject", "subject_id", "level", "raised_at", "acknowledged_by")
    list_select_related = ("acknowledged_by",)
