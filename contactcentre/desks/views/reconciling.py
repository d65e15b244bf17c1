"""The nightly list: every contact of a day that nothing came of on record; also on paper."""

from datetime import timedelta

from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_GET

from contactcentre.core import clock
from contactcentre.core.errors import Invalid
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
    listed = [
        [(each, reconciling.why(each)) for each in found(day, request.user)[:SHOWN]]
        for found in (reconciling.unreconciled, reconciling.ended_early)
    ]
    context = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "is_today": day == today,
        "open": listed[0],
        "early": listed[1],
        "at": at,
    }
    return render(request, "desks/reconciliation.html", context)
