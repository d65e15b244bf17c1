"""The DIVERT list and what reviews found, for whoever looks back at what was left (H10, H12)."""

from datetime import UTC, datetime, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from contactcentre.core import audit, clock, permissions
from contactcentre.core.api.converters import is_id
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors, pack_words, papers
from dispatch import divert_list, review_pack
from dispatch.actions import reviews
from dispatch.enums import ReviewOutcome, ReviewState
from incidents import access

SHOWN = 25
WEEKS = 12
# A second as the browser's own field for one writes it.
SECOND = "%Y-%m-%dT%H:%M:%S"
LATER = (0, 1, 2, 5, 10, 20, 60)
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


@doors.needs(Permission.DIVERT_VIEW)
@require_GET
def pack(request, divert_id: int):
    """Show who knew what when of a divert, and the board of its area as it stood at a second."""
    return render(request, "desks/review_pack.html", _pack(request, divert_id))


@doors.needs(Permission.DIVERT_VIEW)
@require_GET
def pack_on_paper(request, divert_id: int):
    """Return the same as a PDF."""
    found = _pack(request, divert_id)
    given = {name: found[name] for name in ("knew", "board", "at", "minutes")}
    paper = papers.pdf("review_pack", pack_words.words(found["divert"], **given))
    name = f"review-pack-{found['divert'].from_incident.slug}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


def _pack(request, divert_id: int) -> dict:
    now = clock.now()
    divert = divert_list.listed(access.visible_to(request.user)).filter(pk=divert_id).first()
    if divert is None:
        raise Http404
    audit.read(divert.from_incident, by=request.user, at=now, what=review_pack.PACK)
    at, refused = _chosen(request.GET.get("at", ""), divert.at, now)
    area = access.visible_to(request.user).filter(command_unit=divert.from_incident.command_unit)
    return {
        **_row(divert, {}, now),
        "knew": review_pack.who_knew(divert),
        "board": review_pack.board_at(area, at=at),
        "at": at,
        "typed_at": at.astimezone(divert_list.LONDON).strftime(SECOND),
        "refused": refused,
        "moments": [then for then in _moments_after(divert) if then <= now],
    }


def _moments_after(divert) -> list[datetime]:
    return [divert.at + timedelta(minutes=minutes) for minutes in LATER]


def _chosen(typed: str, otherwise: datetime, now: datetime) -> tuple[datetime, str]:
    """Return the second that was asked for, in London's time, and why it could not be used."""
    if not typed:
        return otherwise, ""
    try:
        moment = _as_utc(datetime.fromisoformat(typed))
    except (ValueError, OverflowError):
        return otherwise, _("That is no time: write it as 2026-11-23T14:05:00.")
    if moment > now:
        return otherwise, _("That has not come yet: choose a second that is past.")
    return moment, ""


def _as_utc(written: datetime) -> datetime:
    zoned = written if written.tzinfo else written.replace(tzinfo=divert_list.LONDON)
    # By way of London, where it is shown: the first hour there is in UTC is none there.
    return zoned.astimezone(divert_list.LONDON).astimezone(UTC)


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
