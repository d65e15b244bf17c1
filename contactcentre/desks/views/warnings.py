"""Warning the crews of an incident, and saying that a warning holds no more (G7)."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contactcentre.core import clock
from contactcentre.core.errors import Invalid, Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents import access
from incidents.actions import warnings
from incidents.enums import WarningKind
from incidents.models import CrewWarning


@doors.needs(Permission.INCIDENT_LOG)
@require_http_methods(["GET", "POST"])
def warn(request, slug: str):
    """Warn the crews of an incident; what was typed stays when it is refused."""
    incident, typed = found(slug, request.user), request.POST
    refused, status = "", 200
    if request.method == "POST":
        try:
            return _warned(request, incident, typed)
        except Refused as refusal:
            refused, status = str(refusal), refusal.status_code
    context = {
        "incident": incident,
        "typed": typed,
        "refused": refused,
        "kinds": WarningKind.choices,
        "chosen": typed.get("kind", ""),
    }
    return render(request, "desks/warn.html", context, status=status)


@doors.needs(Permission.INCIDENT_LOG)
@require_POST
def withdraw(request, warning_id: int):
    """Say that a warning holds no more, and why."""
    seen = access.visible_to(request.user)
    made = CrewWarning.objects.filter(pk=warning_id, incident__in=seen).first()
    if made is None:
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        warnings.withdraw(warning_id=warning_id, reason=reason, by=request.user, at=clock.now())
        messages.success(request, _("Withdrawn; crews are asked about it no more."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("incident", slug=made.incident.slug)


def _warned(request, incident, typed):
    given = {name: typed.get(name, "") for name in ("kind", "text")}
    given["expires_on"] = _day(typed.get("expires_on", ""))
    warnings.give(incident_id=incident.pk, **given, by=request.user, at=clock.now())
    messages.success(request, _("Every crew has a minute to say that it knows; then you hear."))
    return redirect("incident", slug=incident.slug)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid(_("Write the day like 2026-12-03, or leave it empty.")) from error
