"""What was promised by a time: promising it, the list of what is owed, saying that it was done."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contactcentre.core import clock, permissions
from contactcentre.core.errors import Refused
from contactcentre.core.models import Desk
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents import access, localtimes
from incidents.actions import obligations
from incidents.enums import Ending
from incidents.models import Obligation

SHOWN = 200
TWICE = [
    (localtimes.FIRST, gettext_lazy("the first, BST")),
    (localtimes.SECOND, gettext_lazy("the second, GMT")),
]


@doors.needs(Permission.INCIDENT_VIEW)
@require_GET
def show(request):
    """Show what is owed, the soonest first, on open incidents and closed ones."""
    at = clock.now()
    owed = Obligation.objects.open().filter(incident__in=access.visible_to(request.user))
    context = {
        "owed": owed.select_related("incident", "made_by").order_by("due_at", "pk")[:SHOWN],
        "number": owed.count(),
        "overdue": owed.filter(due_at__lte=at).count(),
        "endings": Ending.choices,
        "may_write": permissions.has(request.user, Permission.INCIDENT_LOG),
        "at": at,
    }
    return render(request, "desks/obligations.html", context)


@doors.needs(Permission.INCIDENT_LOG)
@require_http_methods(["GET", "POST"])
def promise(request, slug: str):
    """Promise something about an incident by a time; what was typed stays when it is refused."""
    incident, typed = found(slug, request.user), request.POST
    refused, status, asks = "", 200, False
    if request.method == "POST":
        try:
            return _promised(request, incident, typed)
        except Refused as refusal:
            refused, status = str(refusal), refusal.status_code
            asks = isinstance(refusal, localtimes.Twice)
    context = {
        "incident": incident,
        "typed": typed,
        "refused": refused,
        "desks": Desk.choices,
        "chosen": typed.get("desk", Desk.DISPATCH),
        "twice": TWICE if asks or typed.get("which") else (),
    }
    return render(request, "desks/promise.html", context, status=status)


@doors.needs(Permission.INCIDENT_LOG)
@require_POST
def end(request, obligation_id: int):
    """Say that what was promised was kept, or is withdrawn."""
    seen = access.visible_to(request.user)
    made = Obligation.objects.filter(pk=obligation_id, incident__in=seen).first()
    if made is None:
        raise Http404
    given = {name: request.POST.get(name, "") for name in ("ended_as", "note")}
    try:
        obligations.end(obligation_id=obligation_id, by=request.user, at=clock.now(), **given)
        messages.success(request, _("Written on the log of CAD %s.") % made.incident.reference)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("obligations")


def _promised(request, incident, typed):
    due_at = localtimes.read(typed.get("due", ""), which=typed.get("which", ""))
    made = obligations.make(
        incident_id=incident.pk,
        what=typed.get("what", ""),
        desk=typed.get("desk", ""),
        due_at=due_at,
        by=request.user,
        at=clock.now(),
    )
    when = localtimes.shown(made.due_at)
    messages.success(request, _("Promised by %s. Its clock runs, whatever closes.") % when)
    return redirect("incident", slug=incident.slug)
