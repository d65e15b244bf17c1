"""The front door: a name and a password; in a demonstration also one button per role."""

import unicodedata

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from contactcentre.core import guessing
from contactcentre.core.people import DEMO_PASSWORD
from contactcentre.desks import doors, queries
from contactcentre.desks.views import entering, errors


class PasswordForm(AuthenticationForm):
    """A name and a password; tries at one name are taken one after another."""

    def clean(self):
        """Check the password; what is refused is kept as a wrong try before it is said."""
        name, refusal = self.cleaned_data.get("username", ""), None
        with guessing.one_at_a_time(self.request, name):
            try:
                super().clean()
            except ValidationError as error:
                refusal = error
        if refusal:
            raise refusal
        if self.cleaned_data.get("password") == DEMO_PASSWORD and not settings.DEMO:
            raise ValidationError(
                _("This is the password of demonstrations. Ask an administrator for another.")
            )
        return self.cleaned_data


class SignIn(LoginView):
    """The sign-in page."""

    template_name = "desks/sign_in.html"
    form_class = PasswordForm
    redirect_authenticated_user = True

    def post(self, request, *args, **kwargs):
        """Take a try, unless there have been too many: then nothing more is looked at."""
        name = unicodedata.normalize("NFKC", request.POST.get("username", "").strip())
        if guessing.is_over(request, name):
            return errors.locked_out(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Sign in, or ask for the second factor of whoever has one."""
        return entering.welcome(self.request, form.get_user(), to=self.get_success_url())

    def get_context_data(self, **kwargs):
        """Add the demonstration's people, when it is one."""
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            context |= _seats(self.request.GET.get("seat", ""))
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
    answer = entering.welcome(request, person, to=reverse("home"))
    request.session[entering.DEMO_SESSION] = True
    return answer


def _seats(wanted: str) -> dict:
    """Return the demonstration's people by role; a window opened for one role has that on top."""
    seats = queries.demo_seats()
    found = wanted if any(seat.host == wanted for seat in seats) else ""
    return {"wanted": found, "seats": sorted(seats, key=lambda seat: seat.host != found)}


def _port(host: str) -> str:
    return host.rpartition(":")[2] if ":" in host else "80"


def _is_this_machine(host: str) -> bool:
    name = host.rsplit(":", 1)[0]
    return name in {"localhost", "127.0.0.1"} or name.endswith(".localhost")
