"""The pages of what went wrong: what to do, and a request id to quote."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

MACHINES = ("/api/", "/hooks/")


def bad_request(request, exception=None):
    """Answer 400."""
    return _answer(request, 400, _("The request could not be read."))


def not_allowed(request, exception=None):
    """Answer 403."""
    return _answer(request, 403, _("Your role does not include this."))


def not_found(request, exception=None):
    """Answer 404."""
    return _answer(request, 404, _("There is no such page."))


def too_large(request, exception=None):
    """Answer 413."""
    return _answer(request, 413, _("What was sent is too large: at most 1 MB in one request."))


def locked_out(request, credentials=None, *args, **kwargs):
    """Answer 429 to somebody who has tried too many passwords."""
    detail = _("Too many wrong passwords for this name from this machine. Wait 15 minutes.")
    return _answer(request, 429, detail)


def server_error(request):
    """Answer 500."""
    return _answer(request, 500, _("Something went wrong here, not at your desk."))


def unavailable(request, exception=None):
    """Answer 503."""
    return _answer(request, 503, _("The contact centre cannot answer at this moment."))


def csrf_failure(request, reason=""):
    """Answer 403 to a form that did not come from one of our own pages."""
    detail = _("This form was too old, or did not come from this page.")
    return _answer(request, 403, detail, template="csrf")


def _answer(request, status: int, detail: str, template: str = ""):
    if request.path.startswith(MACHINES) or request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"detail": detail}, status=status)
    name = template or str(status)
    return render(request, f"errors/{name}.html", {"detail": detail}, status=status)
