"""Messages between the desks on an incident's page, without a script: send one, say it was read."""

from django.contrib import messages as notices
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contactcentre.core import clock
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents import access
from incidents.actions import messages
from incidents.models import Message


@doors.needs(Permission.INCIDENT_LOG)
@require_POST
def send(request, slug: str):
    """Send a message about an incident to the desk that was chosen."""
    incident = found(slug, request.user)
    about = {"to": request.POST.get("to", ""), "text": request.POST.get("text", "")}
    try:
        messages.send(incident_id=incident.pk, by=request.user, at=clock.now(), **about)
        notices.success(request, _("Sent. You see here when it is read."))
    except Refused as refusal:
        notices.error(request, str(refusal))
    return redirect("incident", slug=slug)


@doors.needs(Permission.INCIDENT_LOG)
@require_POST
def read(request, message_id: int):
    """Say that a message was read."""
    seen = access.visible_to(request.user)
    message = Message.objects.filter(pk=message_id, incident__in=seen).first()
    if message is None:
        raise Http404
    try:
        messages.acknowledge(message_id=message_id, by=request.user, at=clock.now())
        notices.success(request, _("Read; the other desk sees it."))
    except Refused as refusal:
        notices.error(request, str(refusal))
    return redirect("incident", slug=message.incident.slug)
