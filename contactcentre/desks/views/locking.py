"""The locked screen: what becomes of the shift of whoever left it, said there, and the way back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from contactcentre.core import guessing, sessions
from contactcentre.core.middleware.lock import LOCKED
from contactcentre.core.models import Duty
from contactcentre.core.people import duty_of
from contactcentre.desks import doors
from contactcentre.desks.templatetags.desks import local
from contactcentre.desks.views import entering
from contactcentre.desks.views.entering import DEMO_SESSION

SHIFT = "the shift when it was locked"
GOES_ON = gettext_lazy(
    "You are still on shift at the desk %(desk)s. From a minute after the lock the shift ends as "
    "soon as somebody else can have what is yours; a call goes on. Unlock to stay on shift."
)
ENDED = gettext_lazy(
    "Your shift at the desk %(desk)s ended at %(when)s, behind the locked screen. What was yours "
    "has passed on. Unlocking puts you on shift again."
)


@doors.signed_in
@require_POST
def lock(request):
    """Lock this session: nothing but unlocking and leaving is answered until then."""
    # Another window of the same person may lock it again when the shift has ended already.
    if not request.session.get(LOCKED):
        cover(request)
    return HttpResponse(status=204)


def cover(request) -> None:
    """Lock this session, and note the shift that its person is on."""
    duty = duty_of(request.user)
    request.session[LOCKED] = True
    request.session[SHIFT] = duty.pk if duty else None


@doors.signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock(request):
    """Unlock the session with its own person's password; until then say how their shift stands."""
    if request.method == "GET":
        return _how_it_stands(request)
    if not _is_same_person(request):
        return _still_locked(request)
    before = _shift(request)
    request.session.pop(LOCKED, None)
    request.session.pop(SHIFT, None)
    sessions.password_was_given(request.session)
    said = _go_on(request, before) if before else ""
    if is_script(request):
        return JsonResponse({"said": said}) if said else HttpResponse(status=204)
    if said:
        messages.warning(request, said)
    return redirect("home")


def _go_on(request, before: Duty) -> str:
    """Put whoever is back on shift where they were, and return what has happened meanwhile."""
    if before.ended_at is None:
        return ""
    if duty_of(request.user) is None:
        entering.start_duty(request, again=before)
    words = {"desk": before.get_desk_display(), "when": local(before.ended_at)}
    ended = _("Behind the locked screen your shift at the desk %(desk)s ended at %(when)s.") % words
    now = duty_of(request.user)
    if now is None:
        return f"{ended} {_('You are not on shift now.')}"
    again = _("You are on shift again; what was yours stays with whoever has it now.")
    return f"{ended} {again}"


def _how_it_stands(request):
    words = _of_the_shift(_shift(request))
    if not is_script(request):
        return render(request, "desks/unlock.html", {"shift": words})
    stands = {
        "shift": words,
        "locked": bool(request.session.get(LOCKED)),
        "ask_again_in": sessions.asked_again_in(request.session),
    }
    return JsonResponse(stands)


def _of_the_shift(duty: Duty | None) -> str:
    if duty is None:
        return ""
    words = {"desk": duty.get_desk_display(), "when": local(duty.ended_at)}
    return (ENDED if duty.ended_at else GOES_ON) % words


def _shift(request) -> Duty | None:
    """Return the shift its person was on when the screen was locked, however it stands now."""
    kept = request.session.get(SHIFT)
    return Duty.objects.filter(pk=kept, person=request.user).first() if kept else None


def _is_same_person(request) -> bool:
    if settings.DEMO and request.session.get(DEMO_SESSION):
        return True
    return guessing.is_password_of(request, request.user, request.POST.get("password", ""))


def _still_locked(request):
    sentence = _("That is not the password of %(name)s. The screen stays locked.")
    detail = sentence % {"name": request.user.short_name}
    if left := guessing.tries_left(request, request.user.username):
        detail += " " + _("Tries left: %(left)s; after that nobody can unlock it for a while.") % {
            "left": left
        }
    if is_script(request):
        return JsonResponse({"detail": detail}, status=403)
    context = {"detail": detail, "shift": _of_the_shift(_shift(request))}
    return render(request, "desks/unlock.html", context, status=403)


def is_script(request) -> bool:
    """Test whether a script of ours asks, which takes no page for an answer."""
    return request.headers.get("X-Requested-With") == "fetch"
