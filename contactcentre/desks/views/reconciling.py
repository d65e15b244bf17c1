"""The nightly list: every contact of a day that nothing came of on record; also on paper."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from contactcentre.contacts import queries as contact_queries
from contactcentre.contacts.actions import pads as pad_actions
from contactcentre.core import audit, clock
from contactcentre.core.errors import Invalid, Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from incidents import localtimes, reconciling

SHOWN = 500


@doors.needs(Permission.BOARD_SUPERVISOR)
@require_GET
def show(request):
    """Show what has no outcome, and which calls ended within a minute; no caller is named."""
    at = clock.now()
    try:
        day = localtimes.read_day(request.GET.get("day", ""), at=at)
    except Invalid as refusal:
        return HttpResponseBadRequest(str(refusal))
    today = localtimes.day(at)
    # One more of each than is shown says that there are more.
    found = {
        "open": reconciling.unreconciled(day, request.user)[: SHOWN + 1],
        "early": reconciling.ended_early(day, request.user)[: SHOWN + 1],
        "pads": contact_queries.pads_alone()[: SHOWN + 1],
    }
    listed = {name: list(rows) for name, rows in found.items()}
    shown = {name: rows[:SHOWN] for name, rows in listed.items()}
    for pad in shown["pads"]:
        audit.read(pad, by=request.user, at=at, what="pad")
    context = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "is_today": day == today,
        "open": [(each, reconciling.why(each)) for each in shown["open"]],
        "early": [(each, reconciling.why(each)) for each in shown["early"]],
        "pads": shown["pads"],
        "more": [name for name, rows in listed.items() if len(rows) > SHOWN],
        "most": SHOWN,
        "at": at,
    }
    return render(request, "desks/reconciliation.html", context)


@doors.needs(Permission.BOARD_SUPERVISOR)
@require_POST
def settle_pad(request, pad_id: int):
    """Keep what words on a pad were that belonged to no contact."""
    given = {"pad_id": pad_id, "note": request.POST.get("note", "")}
    try:
        pad_actions.settle(by=request.user, at=clock.now(), **given)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reconciliation")
