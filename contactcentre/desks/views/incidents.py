"""One incident on a page: what happened, in order; also on paper."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from contactcentre.core import audit, clock, permissions
from contactcentre.core.permissions import Permission
from contactcentre.countdowns import queries as clock_queries
from contactcentre.countdowns.kinds import KINDS
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents import access


@doors.needs(Permission.INCIDENT_VIEW)
@require_GET
def show(request, slug: str):
    """Show an incident's record; that it was read is on the audit trail."""
    at = clock.now()
    incident = found(slug, request.user)
    audit.read(incident, by=request.user, at=at, what="incident page")
    context = {
        "incident": incident,
        "log": incident.log.all(),
        "clocks": _clocks(incident),
        "assignments": incident.assignments.select_related("unit", "diverted_to").order_by("pk"),
        "at": at,
        "may_correct": permissions.has(request.user, Permission.INCIDENT_OPEN),
        "may_assess": permissions.has(request.user, Permission.INCIDENT_GRADE),
        "is_assessed": incident.assessments.exists(),
    }
    return render(request, "desks/incident.html", context)


@doors.needs(Permission.INCIDENT_VIEW)
@require_GET
def by_id(request, incident_id: int):
    """Send an alert's incident to its page."""
    incident = access.visible_to(request.user).filter(pk=incident_id).first()
    if incident is None:
        raise Http404
    return redirect("incident", slug=incident.slug)


def _clocks(incident) -> list[dict]:
    return [
        {"row": each, "label": KINDS[each.kind].label if each.kind in KINDS else each.kind}
        for each in clock_queries.clocks_of("incident", incident.pk)
    ]
