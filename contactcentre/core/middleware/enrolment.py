"""Where everybody must have a second factor, nothing is open to a session opened without one."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import JsonResponse
from django.shortcuts import redirect

from contactcentre.core.middleware.lock import PROBES

# How the second factor was shown when this session was opened, or that it was enrolled in it.
PROVED = "proved"
OPEN_PATHS = (*PROBES, "/account/factors/", "/password/", "/sign-out/", "/static/", "/hooks/")
SENTENCE = "Set up a second factor first: open this site in your browser, and it shows you how."


def may_enter(session) -> bool:
    """Test whether a session has shown a second factor, or does not have to."""
    return not settings.MFA_REQUIRED or bool(session.get(PROVED))


class Enrolment:
    """
    Lead everybody who has no second factor yet to the page where they add one, and nowhere else.

    A machine comes with a key and has no session; nothing changes for it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.MFA_REQUIRED or request.path.startswith(OPEN_PATHS):
            return self.get_response(request)
        if SESSION_KEY not in request.session or may_enter(request.session):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": SENTENCE}, status=403)
        return redirect("factors")
