"""Saying on a page, without a script, who is the same person, and taking it back (F6)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contactcentre.core import clock
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.narrative import as_asked
from incidents import keys
from incidents.actions import identities
from incidents.enums import SamePerson


@doors.needs(Permission.IDENTITY_LINK)
@require_POST
def say(request):
    """Say that two are one person, or are not."""
    typed = request.POST
    given = {name: typed.get(name, "") for name in ("one", "why", "called")}
    given |= {"other": _key(typed.get("other", "")), "by": request.user, "at": clock.now()}
    try:
        if typed.get("verdict") == SamePerson.NOT_SAME:
            identities.reject(**given)
            messages.success(request, _("Kept: not the same person. Nobody is asked again."))
        else:
            identities.confirm(**given, is_both_sides=bool(typed.get("is_both_sides")))
            messages.success(request, _("Kept: the same person. No record was changed by it."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request)


@doors.needs(Permission.IDENTITY_LINK)
@require_POST
def undo(request, identity_id: int):
    """Take back what was said of two."""
    why = request.POST.get("why", "")
    try:
        identities.undo(link_id=identity_id, why=why, by=request.user, at=clock.now())
        messages.success(request, _("Taken back. Everything is shown as before it was said."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(request)


def _key(typed: str) -> str:
    """Return what was typed as a key: what names no kind is a telephone number."""
    return typed if ":" in typed or not typed.strip() else f"{keys.NUMBER}:{typed}"


def _back(request):
    asked = {name: said for name, said in as_asked(request.POST).items() if said}
    return redirect(f"{reverse('narrative')}?{urlencode(asked)}")
