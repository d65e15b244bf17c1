"""The second factor at the front door: a passkey alone, or a passkey or code after a password."""

from django.contrib.auth import authenticate
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from contactcentre.core import clock, guessing, passkeys
from contactcentre.core.actions import factors
from contactcentre.core.errors import NotAllowed
from contactcentre.core.middleware.enrolment import PROVED
from contactcentre.core.passkeys import Place
from contactcentre.desks import doors
from contactcentre.desks.views import challenges, entering, errors

SIGN_IN = "sign in"


@doors.public
@sensitive_post_parameters()
@csrf_protect
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request):
    """Ask whoever has shown a password for a code or a passkey."""
    person, to = entering.pending(request)
    if person is None:
        return redirect("sign-in")
    return _take(request, person, to) if request.method == "POST" else _page(request, person)


@doors.public
@require_POST
@csrf_protect
def ask_passkey(request):
    """Say what to ask a passkey: one of the person's who has shown a password, or anybody's."""
    person, _to = entering.pending(request)
    return challenges.ask(request, SIGN_IN, passkeys.ask_to_show(Place.of(request), person))


@doors.public
@require_POST
@csrf_protect
def show_passkey(request):
    """Sign in by a passkey; no password is guessed, so nobody is ever locked out here."""
    key, uses = passkeys.shown(*challenges.take(request, SIGN_IN))
    waiting, to = entering.pending(request)
    if not key.person.is_active or (waiting and waiting.pk != key.person_id):
        raise NotAllowed(_("This passkey does not open this account."))
    factors.use_passkey(key=key, uses=uses, by=key.person, at=clock.now())
    answer = JsonResponse({"location": to or reverse("home")})
    return entering.enter(request, key.person, answer, proof="passkey")


def is_code_of(request, person) -> bool:
    """Take a code as a try at this person's name, and test whether it is theirs and unused."""
    code = request.POST.get("code", "")[:100]
    with guessing.one_at_a_time(request, person.username):
        found = authenticate(
            request, username=person.username, code=code, real=clock.real(), at=clock.now()
        )
    return found is not None


def is_proved(request) -> bool:
    """Test whether this session was opened with a second factor, or has enrolled one."""
    return bool(request.session.get(PROVED))


def _take(request, person, to: str):
    if guessing.is_over(request, person.username):
        return errors.locked_out(request)
    if is_code_of(request, person):
        return entering.enter(request, person, redirect(to), proof="code")
    refused = _("That code is wrong, or was used before. Wait for the next one.")
    return _page(request, person, refused=refused, status=403)


def _page(request, person, *, refused: str = "", status: int = 200):
    context = _ways(person) | {"refused": refused}
    return render(request, "desks/second_factor.html", context, status=status)


def _ways(person) -> dict:
    return {
        "person": person,
        "has_passkey": person.passkeys.exists(),
        "has_code": hasattr(person, "authenticator_app")
        or person.recovery_codes.filter(used_at=None).exists(),
    }
