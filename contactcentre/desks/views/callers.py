"""Callers who are to be rung back, and the texts that others were told by (G8, H9)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from contactcentre.contacts.enums import RingBackOutcome
from contactcentre.core import audit, clock, permissions
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents import callers
from incidents.actions import telling

SHOWN, TEXTS_SHOWN = 25, 50


@doors.needs(Permission.CONTACT_TAKE)
@require_GET
def ring_backs(request):
    """Show who is to be rung back, the most urgent first; that it was read is audited."""
    return _ring_backs(request)


@doors.needs(Permission.CONTACT_TAKE)
@require_POST
def report(request, ring_back_id: int):
    """Keep what came of ringing somebody back."""
    given = {"outcome": request.POST.get("outcome", ""), "note": request.POST.get("note", "")}
    who = {"by": request.user, "at": clock.now()}
    try:
        telling.report(ring_back_id=ring_back_id, **given, **who)
    except Refused as refusal:
        typed = {"id": ring_back_id, "refused": str(refusal), **given}
        return _ring_backs(request, typed=typed, status=refusal.status_code)
    messages.success(request, _("Kept, and written on the incident's log."))
    return redirect("ring-backs")


@doors.needs(Permission.BOARD_SUPERVISOR)
@require_GET
def texts(request):
    """Show the newest texts to callers; that they were read is audited."""
    at = clock.now()
    rows = list(callers.texts(request.user)[:TEXTS_SHOWN])
    about = callers.incidents_of(rows)
    for row in rows:
        audit.read(row, by=request.user, at=at, what="text")
    shown = [{"row": row, "incident": about[row.subject_id]} for row in rows]
    return render(request, "desks/texts.html", {"texts": shown})


@doors.needs(Permission.INCIDENT_OPEN)
@require_POST
def do_not_text(request, slug: str):
    """Mark the callers of an incident as not to be texted."""
    incident_id = found(slug, request.user).pk
    try:
        telling.do_not_text(incident_id=incident_id, by=request.user, at=clock.now())
        messages.success(request, _("The caller gets no texts any more, now or in a later call."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("incident", slug=slug)


def _ring_backs(request, *, typed: dict | None = None, status: int = 200):
    at, typed = clock.now(), typed or {}
    rows = list(callers.ring_backs(request.user)[:SHOWN])
    about, calls = callers.incidents_of(rows), callers.calls_of(rows)
    for row in rows:
        audit.read(row, by=request.user, at=at, what="ring-back")
    shown = [
        {
            "row": row,
            "incident": about.get(row.subject_id) if row.subject == callers.SUBJECT else None,
            "call": calls.get(row.subject_id) if row.subject == callers.CONTACT else None,
            "is_late": row.due_at <= at,
            "typed": typed if typed.get("id") == row.pk else {},
        }
        for row in rows
    ]
    said = "" if any(each["typed"] for each in shown) else typed.get("refused", "")
    context = {"ring_backs": shown, "outcomes": RingBackOutcome.choices, "said": said}
    context["may_read_texts"] = permissions.has(request.user, Permission.BOARD_SUPERVISOR)
    return render(request, "desks/ring_backs.html", context, status=status)
