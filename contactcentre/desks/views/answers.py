"""What a caller is told will happen, and whether another service comes instead (C7, D7)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contactcentre.core import clock
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents.actions import answers
from incidents.enums import RcrpGround


@doors.needs(Permission.INCIDENT_LOG)
@require_POST
def read_out(request, slug: str):
    """Keep that the sentence on the incident's page was read to its caller."""
    incident, words = found(slug, request.user), request.POST.get("words", "")
    try:
        answers.read_out(incident_id=incident.pk, words=words, by=request.user, at=clock.now())
        messages.success(request, _("Kept word for word on the log."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("incident", slug=slug)


@doors.needs(Permission.INCIDENT_GRADE)
@require_http_methods(["GET", "POST"])
def rcrp(request, slug: str):
    """Decide whether the police come; what was typed stays when it is refused."""
    incident, typed = found(slug, request.user), request.POST
    refused, status = "", 200
    if request.method == "POST":
        given = {name: typed.get(name, "") for name in ("ground", "reason", "instead")}
        try:
            answers.decide(incident_id=incident.pk, by=request.user, at=clock.now(), **given)
            messages.success(request, _("Decided. The caller must hear it: read it out."))
            return redirect("incident", slug=slug)
        except Refused as refusal:
            refused, status = str(refusal), refusal.status_code
    context = {"incident": incident, "typed": typed, "refused": refused}
    context["grounds"] = RcrpGround.choices
    return render(request, "desks/rcrp.html", context, status=status)
