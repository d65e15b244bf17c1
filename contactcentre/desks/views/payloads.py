"""What was sent to us and could not be read: looked at by a supervisor, never dropped."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from contactcentre.contacts import details
from contactcentre.contacts import queries as contact_queries
from contactcentre.contacts.actions import payloads
from contactcentre.core import audit, clock
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors

SHOWN = 20


@doors.needs(Permission.BOARD_SUPERVISOR)
@require_GET
def show(request):
    """Show the oldest of what waits to be looked at; that it was read is on the audit trail."""
    at = clock.now()
    waiting = list(contact_queries.payloads_to_review()[:SHOWN])
    for payload in waiting:
        audit.read(payload, by=request.user, at=at, what="payload")
    found = [{"row": each, "text": details.payload(each)["text"]} for each in waiting]
    return render(request, "desks/payloads.html", {"payloads": found})


@doors.needs(Permission.BOARD_SUPERVISOR)
@require_POST
def review(request, payload_id: int):
    """Keep what was done about one."""
    note = request.POST.get("note", "")
    try:
        payloads.review(payload_id=payload_id, note=note, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("payloads")
