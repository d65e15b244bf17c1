"""Giving an incident over on its page: to whom, what came of it, and what we do then."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contactcentre.core import clock, permissions
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.countdowns.models import Clock
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents import access, passing, transfer_details
from incidents.actions import transfers
from incidents.actions.transfers import Receipt
from incidents.enums import Status
from incidents.kinds import ACCEPT_TRANSFER
from incidents.models import Agency, Incident, IncomingTransfer, Transfer


@doors.needs(Permission.INCIDENT_TRANSFER)
@require_http_methods(["GET", "POST"])
def give_over(request, slug: str):
    """Give an incident over to an agency; what was typed stays when it is refused."""
    incident, typed = found(slug, request.user), request.POST
    refused, status = "", 200
    if request.method == "POST":
        try:
            return _given_over(request, incident, typed)
        except Refused as refusal:
            refused, status = str(refusal), refusal.status_code
    context = {
        "incident": incident,
        "typed": typed,
        "refused": refused,
        "agencies": Agency.objects.filter(is_current=True),
        "chosen": typed.get("agency", ""),
        "grade_reason": passing.why_graded(incident) if incident.grade else "",
    }
    return render(request, "desks/give_over.html", context, status=status)


@doors.needs(Permission.INCIDENT_TRANSFER)
@require_POST
def settle(request, transfer_id: int):
    """Record that it was accepted or refused there, or that it is withdrawn."""
    made = _seen(transfer_id, request.user)
    names = ("state", "their_reference", "accepted_by", "note")
    receipt = Receipt(**{name: request.POST.get(name, "") for name in names})
    try:
        transfers.settle(transfer_id=transfer_id, receipt=receipt, by=request.user, at=clock.now())
        messages.success(request, _("Written on the log."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(made.incident.slug)


@doors.needs(Permission.INCIDENT_TRANSFER)
@require_POST
def decide(request, transfer_id: int):
    """Say what we do now that it was answered."""
    made = _seen(transfer_id, request.user)
    decision = request.POST.get("decision", "")
    try:
        transfers.decide(
            transfer_id=transfer_id, decision=decision, by=request.user, at=clock.now()
        )
        messages.success(request, _("Written on the log. What ends the incident is as before."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(made.incident.slug)


def shown(incident: Incident, person) -> dict:
    """Return what the page of an incident shows of transfers, and whether this person may give."""
    may_transfer = permissions.has(person, Permission.INCIDENT_TRANSFER)
    given = incident.transfers.select_related("agency", "sent_by", "answer_taken_by", "decided_by")
    made = list(given)
    clocks = Clock.objects.filter(kind=ACCEPT_TRANSFER, subject_id__in=[one.pk for one in made])
    due = dict(clocks.values_list("subject_id", "due_at")) if made else {}
    lines = [
        {"row": one, "due_at": due.get(one.pk), "is_outdated": transfer_details.is_outdated(one)}
        for one in made
    ]
    given_to_us = IncomingTransfer.objects.filter(contact__incident_link__incident=incident)
    return {
        "given_to_us": given_to_us.select_related("agency", "contact").order_by("pk"),
        "transfers": lines,
        "may_transfer": may_transfer,
        "may_give": may_transfer and bool(incident.grade) and incident.status != Status.CLOSED,
    }


def _given_over(request, incident: Incident, typed):
    given = {name: typed.get(name, "") for name in ("agency", "reason")}
    made = transfers.give_over(incident_id=incident.pk, by=request.user, at=clock.now(), **given)
    said = _("Given over to %s. It is ours until they accept it; after a minute you hear.")
    messages.success(request, said % made.agency)
    return _back(incident.slug)


def _seen(transfer_id: int, person) -> Transfer:
    seen = access.visible_to(person)
    made = Transfer.objects.filter(pk=transfer_id, incident__in=seen).first()
    if made is None:
        raise Http404
    return made


def _back(slug: str):
    return redirect(f"{reverse('incident', kwargs={'slug': slug})}#transfers")
