"""One running narrative of a number or a name, for whoever takes or sends to calls (C2)."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contactcentre.core import audit, clock
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from incidents import narrative

LONGEST = 120


@doors.needs(Permission.CONTACT_VIEW)
@require_GET
def show(request):
    """Show everything of a number or a name in time order; that it was read is audited."""
    at, typed = clock.now(), {name: _typed(request, name) for name in ("number", "name")}
    sought = narrative.sought_for(**typed)
    is_asked = bool(sought.numbers or sought.names)
    lines = narrative.of(sought, person=request.user, at=at) if is_asked else []
    refused = ""
    if is_asked:
        audit.read(request.user, by=request.user, at=at, what="narrative")
    elif any(typed.values()):
        refused = _("Write a whole telephone number, or a name of two words at least.")
    context = {"typed": typed, "lines": lines, "is_asked": is_asked, "refused": refused}
    return render(request, "desks/narrative.html", context)


def _typed(request, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:LONGEST]
