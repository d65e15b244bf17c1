"""Signing in and out, the password, and the locked screen."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contactcentre.core import clock, permissions
from contactcentre.core.actions import people
from contactcentre.core.errors import Refused
from contactcentre.core.middleware.lock import LOCKED
from contactcentre.core.people import DEMO_PASSWORD
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors, pages, queries
from incidents.actions import duty

DEMO_SESSION = "demo_sign_in"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(LoginView):
    """The front door; in a demonstration also one button per role."""

    template_name = "desks/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form):
        """Sign in and start the person's duty at their desk."""
        if form.cleaned_data["password"] == DEMO_PASSWORD and not settings.DEMO:
            form.add_error(None, _("This is the password of demonstrations. Ask for another."))
            return self.form_invalid(form)
        answer = super().form_valid(form)
        _start_duty(self.request)
        return answer

    def get_context_data(self, **kwargs):
        """Add the demonstration's people, when it is one."""
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context["seats"] = queries.demo_seats()
            context["port"] = _port(self.request.get_host())
            context["own_windows"] = _is_this_machine(self.request.get_host())
        return context


sign_in = doors.public(SignIn.as_view())


@doors.public
@require_POST
@csrf_protect
def demo_sign_in(request):
    """Sign in as one of the demonstration's people; anywhere else there is no such page."""
    person = queries.demo_person(request.POST.get("username", "")) if settings.DEMO else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    request.session[DEMO_SESSION] = True
    _start_duty(request)
    return redirect("home")


@doors.signed_in
@require_POST
def sign_out(request):
    """End the duty, which hands on what the person owns, and then the session."""
    try:
        if permissions.has(request.user, Permission.DUTY_HOLD):
            duty.sign_off(by=request.user, at=clock.now())
    except Refused as refusal:
        if not _is_script(request):
            raise
        return JsonResponse({"detail": str(refusal)}, status=refusal.status_code)
    logout(request)
    return HttpResponse(status=204) if _is_script(request) else redirect("sign-in")


@doors.signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change_password(request):
    """Change one's own password; whoever was given one changes it before anything else."""
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _with_new_password(request, form)
    return render(request, "desks/password.html", {"form": form})


def _with_new_password(request, form):
    try:
        person = people.change_password(
            password=form.cleaned_data["new_password1"], by=request.user, at=clock.now()
        )
    except Refused as refusal:
        form.add_error("new_password1", str(refusal))
        return render(request, "desks/password.html", {"form": form})
    was_given, request.user = request.user.must_change_password, person
    update_session_auth_hash(request, person)
    if was_given:
        _start_duty(request)
    return redirect("home")


@doors.signed_in
@require_POST
def lock(request):
    """Lock this session: nothing but unlocking and leaving is answered until then."""
    request.session[LOCKED] = True
    return HttpResponse(status=204)


@doors.signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock(request):
    """Unlock the session with its own person's password."""
    if request.method == "GET":
        return render(request, "desks/unlock.html")
    if not _is_same_person(request):
        return _still_locked(request)
    request.session.pop(LOCKED, None)
    return HttpResponse(status=204) if _is_script(request) else redirect("home")


@doors.signed_in
@require_GET
def home(request):
    """Send a person to the desk of their role."""
    desk = pages.first_for(request.user)
    if desk is not None:
        return redirect(desk.url)
    if permissions.has(request.user, Permission.ADMIN_REFERENCE):
        return redirect("admin:index")
    return render(request, "desks/no_desk.html")


def _start_duty(request) -> None:
    """
    Sign on at the desk of the person's role; a refusal is shown on the page they come to.

    Somebody whose password another has set signs on once they have changed it.
    """
    person, desk = request.user, pages.desk_of(request.user)
    if desk is None or not permissions.has(person, Permission.DUTY_HOLD):
        return
    if person.must_change_password:
        return
    try:
        duty.sign_on(desk=desk, by=person, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))


def _is_same_person(request) -> bool:
    if settings.DEMO and request.session.get(DEMO_SESSION):
        return True
    found = authenticate(
        request, username=request.user.username, password=request.POST.get("password", "")
    )
    return found is not None and found.pk == request.user.pk


def _still_locked(request):
    sentence = _("That is not the password of %(name)s. The screen stays locked.")
    detail = sentence % {"name": request.user.short_name}
    if _is_script(request):
        return JsonResponse({"detail": detail}, status=403)
    return render(request, "desks/unlock.html", {"detail": detail}, status=403)


def _is_script(request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _port(host: str) -> str:
    return host.rpartition(":")[2] if ":" in host else "80"


def _is_this_machine(host: str) -> bool:
    name = host.rsplit(":", 1)[0]
    return name in {"localhost", "127.0.0.1"} or name.endswith(".localhost")
