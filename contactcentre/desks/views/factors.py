"""One's own second factors: passkeys, an authenticator app, recovery codes."""

import segno
from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contactcentre.core import clock, one_time, passkeys
from contactcentre.core.actions import factors, sessions
from contactcentre.core.errors import Refused
from contactcentre.core.middleware.enrolment import PROVED
from contactcentre.core.passkeys import Place
from contactcentre.desks import doors
from contactcentre.desks.views import challenges, entering
from contactcentre.desks.views.second_factor import is_proved

ENROL, SECRET = "enrol", "new_app_secret"
ISSUER = "Contact Centre"


@doors.confirmed
@require_GET
def show(request):
    """Show what a person signs in with, or lead somebody who needs a second factor to one."""
    if not is_proved(request) and factors.has_any(request.user) and settings.MFA_REQUIRED:
        # Opened before they enrolled in another browser: what they have now is to be shown.
        return render(request, "desks/account/sign_in_again.html", status=403)
    return render(request, "desks/account/factors.html", _own(request))


@doors.confirmed
@require_POST
def ask_new_passkey(request):
    """Say what to ask the browser so that it makes a passkey."""
    return challenges.ask(request, ENROL, passkeys.ask_to_make(Place.of(request), request.user))


@doors.confirmed
@require_POST
def add_passkey(request):
    """Add the passkey that the browser has made."""
    made = passkeys.made(*challenges.take(request, ENROL))
    factors.add_passkey(
        name=request.POST.get("name", ""),
        made=made,
        is_proved=is_proved(request),
        by=request.user,
        at=clock.now(),
    )
    return JsonResponse({"location": _enrolled(request)})


@doors.confirmed
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def app(request):
    """Show the secret of a new authenticator app, and add the app by its first code."""
    if request.method == "GET":
        request.session[SECRET] = one_time.new_secret()
        return _app_page(request)
    try:
        factors.add_app(
            secret=request.session.get(SECRET) or one_time.new_secret(),
            code=request.POST.get("code", "")[:100],
            is_proved=is_proved(request),
            real=clock.real(),
            by=request.user,
            at=clock.now(),
        )
    except Refused as refusal:
        return _app_page(request, refused=str(refusal), status=refusal.status_code)
    request.session.pop(SECRET, None)
    return redirect(_enrolled(request))


@doors.confirmed
@require_POST
def remove_passkey(request, passkey_id: int):
    """Take away a passkey."""
    who = {"by": request.user, "at": clock.now()}
    factors.remove_passkey(passkey_id=passkey_id, must_stay=settings.MFA_REQUIRED, **who)
    return redirect("factors")


@doors.confirmed
@require_POST
def remove_app(request):
    """Take away the authenticator app."""
    factors.remove_app(must_stay=settings.MFA_REQUIRED, by=request.user, at=clock.now())
    return redirect("factors")


@doors.confirmed
@require_http_methods(["GET", "POST"])
def recovery_codes(request):
    """Make recovery codes and show them this once."""
    if request.method == "GET":
        return render(request, "desks/account/recovery_codes.html", _own(request))
    codes = factors.make_recovery_codes(by=request.user, at=clock.now())
    return render(request, "desks/account/recovery_codes.html", {"codes": codes})


def _enrolled(request) -> str:
    """Note that a second factor is there now; return where to go: at the first, to the codes."""
    if is_proved(request):
        return reverse("factors")
    request.session.cycle_key()
    request.session[PROVED] = "enrolled"
    sessions.end_others(keep=request.session.session_key, by=request.user, at=clock.now())
    entering.start_duty(request)
    return reverse("recovery-codes")


def _app_page(request, *, refused: str = "", status: int = 200):
    secret = request.session.get(SECRET) or ""
    address = one_time.address(secret, username=request.user.username, issuer=ISSUER)
    context = {
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "square": segno.make(address, error="m").svg_data_uri(scale=5, light="white"),
        "refused": refused,
        "title": _("Add an authenticator app"),
    }
    return render(request, "desks/account/app.html", context, status=status)


def _own(request) -> dict:
    person = request.user
    return {
        "passkeys": person.passkeys.order_by("pk"),
        "app": getattr(person, "authenticator_app", None),
        "codes_left": person.recovery_codes.filter(used_at=None).count(),
        "must_enrol": settings.MFA_REQUIRED and not is_proved(request),
    }
