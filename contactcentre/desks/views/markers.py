"""Markers and the orders of courts: the list, entering them, one of them, how it ended (F7, J8)."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contactcentre.core import audit, clock
from contactcentre.core.errors import Invalid, NotFound, Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import IN_WORDS, fitting, where
from incidents import localtimes, markers
from incidents.actions import flagged
from incidents.actions import markers as keeping
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.enums import Informed, OrderKind
from incidents.models import CourtOrder, Marker

SHOWN = 100
ABOUT = ("number", "person_name", "handle", "vehicle")


class WhichPlace(Invalid):
    """The gazetteer knows places like what was typed, and nobody has said which is meant."""


@doors.needs(Permission.MARKER_KEEP)
@require_GET
def show(request):
    """List the markers and the orders of this area, the newest first, without whom they name."""
    at, person = clock.now(), request.user
    orders = markers.visible_to(CourtOrder, person).select_related("entered_by")[:SHOWN]
    kept = markers.visible_to(Marker, person).select_related("entered_by")[:SHOWN]
    context = {
        "markers": [(row, markers.marker_words(row)) for row in kept],
        "orders": [(row, markers.order_words(row, at)) for row in orders],
        "asked": markers.asked_for()[:SHOWN],
    }
    return render(request, "desks/markers.html", context)


@doors.needs(Permission.MARKER_KEEP)
@require_POST
def answer(request, check_id: int):
    """Say what came of a caller's asking for a marker (J9)."""
    given = {"check_id": check_id, "text": request.POST.get("text", "")}
    try:
        flagged.answer(**given, by=request.user, at=clock.now())
        messages.success(request, _("Kept. The alert has ended."))
    except NotFound as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("markers")


@doors.needs(Permission.MARKER_KEEP)
@require_http_methods(["GET", "POST"])
def enter(request):
    """Enter a marker; what was typed stays when it is refused."""

    def entered(typed):
        made = keeping.enter(
            subject=_subject(typed),
            text=typed.get("text", ""),
            live_from=_day(typed.get("live_from", "")),
            review_on=_day(typed.get("review_on", "")),
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, _("Entered. Whoever answers a call about it sees it at once."))
        return redirect("marker", made.pk)

    return _form(request, "desks/enter_marker.html", entered)


@doors.needs(Permission.MARKER_KEEP)
@require_http_methods(["GET", "POST"])
def enter_order(request):
    """Enter what a court has ordered; what was typed stays when it is refused."""

    def entered(typed):
        made = keeping.enter_order(
            subject=_subject(typed),
            kind=typed.get("kind", ""),
            text=typed.get("text", ""),
            expires_on=_day(typed.get("expires_on", "")),
            by=request.user,
            at=clock.now(),
        )
        messages.success(request, _("Entered. Whoever answers a call about it sees it at once."))
        return redirect("court-order", made.pk)

    return _form(request, "desks/enter_order.html", entered, kinds=OrderKind.choices)


@doors.needs(Permission.MARKER_KEEP)
@require_GET
def one(request, marker_id: int):
    """Show one marker with whom it is about; the reading is audited."""
    return _marker(request, marker_id)


@doors.needs(Permission.MARKER_KEEP)
@require_POST
def withdraw(request, marker_id: int):
    """Withdraw a marker; what was typed stays when it is refused."""
    typed = request.POST
    words = ("reason", "victim_informed", "informed_how")
    try:
        _found(Marker, marker_id, request.user)
        ended = {"withdrawn_on": _day(typed.get("withdrawn_on", ""))}
        given = Withdrawal(**{name: typed.get(name, "") for name in words}, **ended)
        keeping.withdraw(marker_id=marker_id, given=given, by=request.user, at=clock.now())
    except Refused as refusal:
        return _marker(request, marker_id, refused=str(refusal), status=refusal.status_code)
    messages.success(request, _("Withdrawn. It is shown to call handlers as withdrawn."))
    return redirect("marker", marker_id)


@doors.needs(Permission.MARKER_KEEP)
@require_GET
def order(request, order_id: int):
    """Show one order with whom it is about; the reading is audited."""
    return _order(request, order_id)


@doors.needs(Permission.MARKER_KEEP)
@require_POST
def discharge(request, order_id: int):
    """Say that an order holds no more before its day."""
    reason = request.POST.get("reason", "")
    try:
        _found(CourtOrder, order_id, request.user)
        keeping.discharge(order_id=order_id, reason=reason, by=request.user, at=clock.now())
    except Refused as refusal:
        return _order(request, order_id, refused=str(refusal), status=refusal.status_code)
    messages.success(request, _("Discharged. It stays on record."))
    return redirect("court-order", order_id)


def _marker(request, marker_id: int, *, refused: str = "", status: int = 200):
    at, row = clock.now(), _found(Marker, marker_id, request.user)
    audit.read(row, by=request.user, at=at, what="marker")
    context = {
        "marker": row,
        "words": markers.marker_words(row),
        "informed": Informed.choices,
        "today": localtimes.day(at).isoformat(),
        "typed": request.POST,
        "refused": refused,
    }
    return render(request, "desks/marker.html", context, status=status)


def _order(request, order_id: int, *, refused: str = "", status: int = 200):
    at, row = clock.now(), _found(CourtOrder, order_id, request.user)
    audit.read(row, by=request.user, at=at, what="order")
    words = markers.order_words(row, at)
    context = {"order": row, "words": words, "typed": request.POST, "refused": refused}
    return render(request, "desks/court_order.html", context, status=status)


def _found(model, pk: int, person):
    try:
        return markers.one(model, pk, person)
    except NotFound as refusal:
        raise Http404 from refusal


def _form(request, template: str, entered, **more):
    typed, refused, choices, status = request.POST, "", (), 200
    if request.method == "POST":
        try:
            return entered(typed)
        except WhichPlace:
            choices = _choices(typed)
        except Refused as refusal:
            refused, status, choices = str(refusal), refusal.status_code, _choices(typed)
    context = {"typed": typed, "refused": refused, "choices": choices, "in_words": IN_WORDS}
    return render(request, template, context | more, status=status)


def _choices(typed) -> list[tuple]:
    text = typed.get("place", "").strip()[:200]
    return fitting(text)


def _subject(typed) -> Subject:
    text, choice = typed.get("place", "").strip()[:200], typed.get("choice", "")
    if not choice and _choices(typed):
        raise WhichPlace
    location = where(choice or IN_WORDS, text)
    return Subject(**{name: typed.get(name, "") for name in ABOUT}, location=location)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Invalid(_("Write the day like 2026-12-03, or leave it empty.")) from error
