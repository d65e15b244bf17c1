"""The DIVERT list and what reviews found, for whoever looks back at what was left (H10, H12)."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from contactcentre.core import clock, permissions
from contactcentre.core.api.converters import is_id
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from dispatch import divert_list
from dispatch.actions import reviews
from dispatch.enums import ReviewOutcome, ReviewState
from incidents import access

SHOWN = 25
WEEKS = 12
LISTS = {
    "waiting": _("Waiting for review"),
    "urgent": _("Urgent review asked for"),
    "overdue": _("Review overdue"),
    "reviewed": _("Reviewed"),
    "all": _("All"),
}


@doors.needs(Permission.DIVERT_VIEW)
@require_GET
def show(request):
    """Show a page of the DIVERT list, newest first."""
    return _page(request)


@doors.needs(Permission.DIVERT_REVIEW)
@require_POST
def review(request, divert_id: int):
    """Keep what a review found."""
    given = {"outcome": request.POST.get("outcome", ""), "note": request.POST.get("note", "")}
    return _done(request, reviews.review, divert_id, given)


@doors.needs(Permission.DIVERT_VIEW)
@require_POST
def ask_urgently(request, divert_id: int):
    """Ask for an urgent review."""
    given = {"note": request.POST.get("note", "")}
    return _done(request, reviews.ask_urgently, divert_id, given)


@doors.needs(Permission.DIVERT_VIEW)
@require_GET
def figures(request):
    """Show what diverts did, by week and borough."""
    at = clock.now()
    until = at.astimezone(divert_list.LONDON).date()
    since = until - timedelta(weeks=WEEKS)
    seen = access.visible_to(request.user)
    weeks = divert_list.by_week(seen, since=since, until=until, at=at)
    return render(request, "desks/divert_figures.html", {"weeks": weeks, "since": since})


def _done(request, action, divert_id: int, given: dict):
    try:
        action(divert_id=divert_id, by=request.user, at=clock.now(), **given)
    except Refused as refusal:
        typed = {"id": divert_id, "refused": str(refusal), **given}
        return _page(request, typed=typed, status=refusal.status_code)
    return redirect("diverts")


def _page(request, *, typed: dict | None = None, status: int = 200):
    at = clock.now()
    asked = request.GET.get("show", "")
    which = asked if asked in LISTS else "waiting"
    before = request.GET.get("before", "")
    found = _listed(which, request.user, at)
    if is_id(before):
        found = found.filter(pk__lt=int(before))
    rows = list(found[: SHOWN + 1])
    context = {
        "diverts": [_row(divert, typed or {}, at) for divert in rows[:SHOWN]],
        "older": rows[SHOWN - 1].pk if len(rows) > SHOWN else None,
        "which": which,
        "lists": LISTS.items(),
        "outcomes": ReviewOutcome.choices,
        "may_review": permissions.has(request.user, Permission.DIVERT_REVIEW),
    }
    return render(request, "desks/diverts.html", context, status=status)


def _listed(which: str, person, at):
    seen = access.visible_to(person)
    if which in ("waiting", "overdue"):
        return divert_list.waiting(seen, due_by=at if which == "overdue" else None)
    if which == "urgent":
        return divert_list.waiting(seen).filter(review_state=ReviewState.URGENT)
    listed = divert_list.listed(seen)
    return listed if which == "all" else listed.filter(review_state=ReviewState.REVIEWED)


def _row(divert, typed: dict, at) -> dict:
    return {
        "divert": divert,
        "left": divert.what_was_left,
        "minutes": int(divert_list.without_unit(divert, at=at).total_seconds() // 60),
        "still": divert.with_unit_at is None,
        "in_time": divert_list.in_time(divert, at=at),
        "is_reviewed": divert.review_state == ReviewState.REVIEWED,
        "is_urgent": divert.review_state == ReviewState.URGENT,
        "is_overdue": bool(divert.review_due_at and divert.review_due_at <= at),
        "typed": typed if typed.get("id") == divert.pk else {},
    }
