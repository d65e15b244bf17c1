"""Showing once more who one is, before what one signs in with can be changed."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from contactcentre.core import clock, guessing, passkeys
from contactcentre.core.actions import factors
from contactcentre.core.errors import NotAllowed
from contactcentre.core.passkeys import Place
from contactcentre.desks import doors
from contactcentre.desks.views import challenges, errors
from contactcentre.desks.views.second_factor import is_code_of

CONFIRM = "confirm"


@doors.signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask(request):
    """Ask for the password, and a code of whoever has a second factor, or a passkey instead."""
    to = _safe(request, request.GET.get("next", ""))
    context = {
        "next": to,
        "has_passkey": request.user.passkeys.exists(),
        "has_factor": factors.has_any(request.user),
    }
    if request.method == "GET":
        return render(request, "desks/account/confirm.html", context)
    if guessing.is_over(request, request.user.username):
        return errors.locked_out(request)
    password = request.POST.get("password", "")
    is_theirs = guessing.is_password_of(request, request.user, password)
    if not (is_theirs and _is_code_if_needed(request)):
        context["refused"] = _("That is not right. Try again.")
        return render(request, "desks/account/confirm.html", context, status=403)
    doors.confirm(request)
    return redirect(to)


@doors.signed_in
@require_POST
def ask_passkey(request):
    """Say what to ask one of the person's passkeys."""
    return challenges.ask(request, CONFIRM, passkeys.ask_to_show(Place.of(request), request.user))


@doors.signed_in
@require_POST
def show_passkey(request):
    """Confirm by a passkey of one's own."""
    key, uses = passkeys.shown(*challenges.take(request, CONFIRM))
    if key.person_id != request.user.pk:
        raise NotAllowed(_("This passkey is somebody else's."))
    factors.use_passkey(key=key, uses=uses, by=request.user, at=clock.now())
    doors.confirm(request)
    return JsonResponse({"location": _safe(request, request.POST.get("next", ""))})


def _is_code_if_needed(request) -> bool:
    return not factors.has_any(request.user) or is_code_of(request, request.user)


def _safe(request, to: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure())
    return to if is_ours else reverse("factors")
