"""One incident on a page: what happened, in order; also on paper."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from contactcentre.contacts import handing_over
from contactcentre.core import audit, clock, permissions
from contactcentre.core.permissions import Permission
from contactcentre.countdowns import queries as clock_queries
from contactcentre.countdowns.kinds import KINDS
from contactcentre.desks import doors
from contactcentre.desks.views import transfers
from contactcentre.desks.views.places import found
from incidents import access, callers, linked
from incidents.enums import Advice, LinkKind, Reader, Status


@doors.needs(Permission.INCIDENT_VIEW)
@require_GET
def show(request, slug: str):
    """Show an incident's record; that it was read is on the audit trail."""
    at = clock.now()
    incident = found(slug, request.user)
    audit.read(incident, by=request.user, at=at, what="incident page")
    links = linked.lines(incident, request.user)
    context = {
        "incident": incident,
        "log": incident.log.all(),
        "clocks": _clocks(incident),
        "messages_between": incident.messages.select_related("by", "acknowledged_by"),
        "promised": incident.obligations.select_related("ended_by"),
        "warnings": _warnings(incident, at) if incident.warning_number else [],
        "origins": _origins(incident),
        "links": links,
        "to_look_at": _to_look_at(incident, request.user, at) if links else [],
        "link_kinds": LinkKind.choices,
        "answered_sets": incident.answered_sets.select_related("question_set", "by"),
        "readers": Reader.choices,
        "may_write": permissions.has(request.user, Permission.INCIDENT_LOG),
        "assignments": incident.assignments.select_related("unit", "diverted_to").order_by("pk"),
        "told": callers.told(incident),
        "to_read": callers.to_read(incident, at=at),
        "at": at,
        "may_correct": permissions.has(request.user, Permission.INCIDENT_OPEN),
        "may_assess": permissions.has(request.user, Permission.INCIDENT_GRADE),
        "is_assessed": incident.is_assessed,
        "advised": _advised(incident) if incident.is_assessed else "",
        **transfers.shown(incident, request.user),
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


def _origins(incident) -> list[dict]:
    """Return what BT handed over with its calls, and every position of each, oldest first (A13)."""
    links = incident.contact_links.select_related("contact").order_by("pk")
    links = links.prefetch_related("contact__locations", "contact__handovers")
    found = [_origin(link.contact) for link in links]
    return [each for each in found if each["operator"] or each["positions"]]


def _origin(contact) -> dict:
    positions = sorted(contact.locations.all(), key=lambda fix: fix.pk)
    operator = handing_over.together(contact.handovers.all())
    return {"contact": contact, "operator": operator, "positions": positions}


def _advised(incident) -> str:
    """Return what the caller was told at any time, in words (C9)."""
    kept = incident.assessments.values_list("advice", flat=True)
    given = {each for advice in kept for each in advice}
    return ", ".join(each.label.lower() for each in Advice if each in given)


def _to_look_at(incident, person, at) -> list:
    """Return the linked ones that this person, who may close, has yet to look at."""
    is_theirs = permissions.has(person, Permission.INCIDENT_CLOSE)
    if incident.status == Status.CLOSED or not is_theirs:
        return []
    others = linked.to_look_at(incident, person, at=at)
    return [other for other in others if access.can_see(other, person)]


def _warnings(incident, at) -> list[dict]:
    given = incident.warnings.select_related("given_by", "withdrawn_by")
    return [{"row": each, "is_expired": each.is_expired(at)} for each in given]


def _clocks(incident) -> list[dict]:
    return [
        {"row": each, "label": KINDS[each.kind].label if each.kind in KINDS else each.kind}
        for each in clock_queries.clocks_of("incident", incident.pk)
    ]
