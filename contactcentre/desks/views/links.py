"""Linking an incident with another on its page, and unlinking them, without a script (F4)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contactcentre.core import clock
from contactcentre.core.errors import Invalid, Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents import access, queries
from incidents.actions import links
from incidents.models import Incident, IncidentLink


@doors.needs(Permission.INCIDENT_LOG)
@require_POST
def link(request, slug: str):
    """Link an incident with the one whose number was typed."""
    incident = found(slug, request.user)
    given = {"kind": request.POST.get("kind", ""), "why": request.POST.get("why", "")}
    try:
        other = _named(request.POST.get("to", ""), request.user)
        about = {"incident_id": incident.pk, "to_incident_id": other}
        made = links.link(**about, **given, by=request.user, at=clock.now())
        other = made.other_of(incident)
        messages.success(request, _("Linked with %(other)s.") % {"other": other.named})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("incident", slug=slug)


@doors.needs(Permission.INCIDENT_LOG)
@require_POST
def unlink(request, link_id: int):
    """Say that two incidents have nothing to do with each other after all, and why."""
    made = IncidentLink.objects.select_related("from_incident", "to_incident")
    made = made.filter(pk=link_id).first()
    ends = [made.from_incident_id, made.to_incident_id] if made else []
    if access.visible_to(request.user).filter(pk__in=ends).count() < 2:
        raise Http404
    why = request.POST.get("reason", "")
    try:
        links.unlink(link_id=link_id, why=why, by=request.user, at=clock.now())
        messages.success(request, _("Unlinked. Grades and clocks stay as they are."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    is_earlier = request.POST.get("from") == made.to_incident.slug
    return redirect("incident", slug=(made.to_incident if is_earlier else made.from_incident).slug)


@doors.needs(Permission.INCIDENT_CLOSE)
@require_POST
def looked_at(request, slug: str):
    """Say, before an incident is closed, that a linked one was looked at and stays open (F5)."""
    incident = found(slug, request.user)
    about = {"incident_id": incident.pk, "words": request.POST.get("words", "")}
    try:
        other = _named(request.POST.get("other", ""), request.user)
        links.stays_open(**about, other_id=other, by=request.user, at=clock.now())
        messages.success(request, _("It is on both logs that you looked at it and it stays open."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("incident", slug=slug)


def _named(text: str, person) -> int:
    """Return the id of the incident that was typed: its whole number, or that of a recent one."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 6:
        known = queries.by_short_number(int(text), person)
        if known is not None:
            return known.pk
    try:
        return queries.id_by_slug(text, person)
    except Incident.DoesNotExist as error:
        raise Invalid(_("Name the other incident, such as 1234/22NOV26.")) from error
