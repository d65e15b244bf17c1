"""Where somebody is signed in, and ending it there."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from contactcentre.core import clock
from contactcentre.core.actions import sessions
from contactcentre.desks import doors


@dataclass(frozen=True)
class SignedIn:
    """One place; `name` tells it from others and opens nothing."""

    name: str
    since: datetime
    address: str
    browser: str
    is_here: bool


@doors.signed_in
@require_GET
def show(request):
    """Show since when, from where and in which browser a person is signed in."""
    live = request.user.sessions.filter(expire_date__gt=clock.real()).order_by("-created_at")
    places = [
        SignedIn(
            name=_name(each.session_key),
            since=each.created_at,
            address=each.address or "",
            browser=each.agent,
            is_here=each.session_key == request.session.session_key,
        )
        for each in live
    ]
    return render(request, "desks/account/sessions.html", {"places": places})


@doors.signed_in
@require_POST
def end(request):
    """End one of a person's sessions, or all but this one."""
    who = {"by": request.user, "at": clock.now()}
    if "others" in request.POST:
        ended = sessions.end_others(keep=request.session.session_key, **who)
    else:
        named = request.POST.get("session", "")
        keys = request.user.sessions.values_list("session_key", flat=True)
        ended = sessions.end_own(keys=[key for key in keys if _name(key) == named], **who)
    if ended:
        said = ngettext("%(n)s session was ended.", "%(n)s sessions were ended.", ended)
        messages.success(request, said % {"n": ended})
    else:
        messages.warning(request, _("That session had ended already."))
    return redirect("sessions")


def _name(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]
