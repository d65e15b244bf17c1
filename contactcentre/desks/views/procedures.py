"""What everybody on the floor is to read: the text, one button, and who has not pressed it yet."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from contactcentre.core import clock, permissions, procedures
from contactcentre.core.actions import procedures as orders
from contactcentre.core.api.converters import is_id
from contactcentre.core.errors import NotFound, Refused
from contactcentre.core.models import Procedure
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors


@doors.needs(Permission.PROCEDURE_READ)
@require_GET
def show(request, code: str):
    """Show a procedure, in the version in force unless another is asked for (H14)."""
    found, at = _found(request, code), clock.now()
    receipt = found.receipts.filter(person=request.user).first()
    in_force = procedures.current(code, at)
    context = {
        "procedure": found,
        "in_force": in_force,
        "receipt": receipt,
        "may_confirm": found == in_force and receipt is None,
        "may_see_readers": permissions.has(request.user, Permission.PROCEDURE_READERS),
        "versions": Procedure.objects.filter(code=found.code).order_by("-version"),
    }
    return render(request, "desks/procedure.html", context)


@doors.needs(Permission.PROCEDURE_READ)
@require_POST
def confirm(request, code: str):
    """Confirm that one has read it."""
    given = request.POST.get("version", "")
    version = int(given) if is_id(given) else 0
    try:
        orders.confirm(code=code, version=version, by=request.user, at=clock.now())
        messages.success(request, _("Thank you. That you have read it is recorded."))
    except NotFound as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("procedure", code=code)


@doors.needs(Permission.PROCEDURE_READERS)
@require_GET
def readers(request, code: str):
    """Show who on the floor has not confirmed a version, and who has."""
    found = _found(request, code)
    people = procedures.readers(found, seen_by=request.user).order_by("last_name", "username")
    waiting = [each for each in people if each.confirmed_at is None]
    confirmed = [each for each in people if each.confirmed_at]
    context = {
        "procedure": found,
        "versions": Procedure.objects.filter(code=found.code).order_by("-version"),
        "number": len(people),
        "waiting": waiting,
        "lists": [
            {
                "title": _("Not confirmed yet"),
                "rows": waiting,
                "empty": _("Everybody on the floor has confirmed this version. That is good."),
            },
            {"title": _("Confirmed"), "rows": confirmed, "empty": _("Nobody yet.")},
        ],
    }
    return render(request, "desks/procedure_readers.html", context)


def _found(request, code: str) -> Procedure:
    asked = request.GET.get("version", "")
    try:
        return procedures.version(code, int(asked) if is_id(asked) else None, clock.now())
    except NotFound as refusal:
        raise Http404 from refusal
