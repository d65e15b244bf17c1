"""Signing out, the password, and the way to one's own desk."""

from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contactcentre.core import clock, guessing, permissions
from contactcentre.core.actions import people
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors, pages
from contactcentre.desks.views import entering, errors
from incidents.actions import duty


class NewPassword(PasswordChangeForm):
    """A new password; the present one is a try at the name, and counted like any other."""

    def __init__(self, request, *given):
        super().__init__(request.user, *given)
        self.request = request

    def clean_old_password(self):
        """Check the present password."""
        given = self.cleaned_data["old_password"]
        if guessing.is_password_of(self.request, self.user, given):
            return given
        raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")


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
    """
    Change one's own password, having shown not long ago who one is.

    Whoever was given one by somebody else changes it before anything else.
    """
    asked = None if request.user.must_change_password else doors.ask_again(request, back="password")
    if asked:
        return asked
    if request.method == "POST" and guessing.is_over(request, request.user.username):
        return errors.locked_out(request)
    form = NewPassword(request, request.POST or None)
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
        entering.start_duty(request)
    return redirect("home")


@doors.signed_in
@require_GET
def home(request):
    """Send a person to the desk of their role."""
    desk = pages.first_for(request.user)
    if desk is not None:
        return redirect(desk.url)
    if permissions.has(request.user, Permission.ADMIN_REFERENCE):
        return redirect("admin:index")
    if permissions.has(request.user, Permission.DIVERT_REVIEW):
        return redirect("diverts")
    return render(request, "desks/no_desk.html")


def _is_script(request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
