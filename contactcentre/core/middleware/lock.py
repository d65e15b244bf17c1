"""A locked screen: the session stays, and nothing but unlocking is answered."""

import re

from django.http import JsonResponse
from django.shortcuts import redirect

LOCKED = "locked"
PROBES = ("/readyz", "/metrics")
# A caller must not wait for a password: a call is answered and ended behind the lock as well.
CALL = re.compile(r"/api/v1/contacts/\d+/(answer|dispose|end)/")
DONE = "Done. Unlock the screen to see more."
REFUSED = "That was not done. Unlock the screen to see why."
OPEN_PATHS = (*PROBES, "/unlock/", "/sign-out/", "/static/", "/lock/", "/hooks/")


class ScreenLock:
    """
    While a session is locked, refuse everything but unlocking and leaving.

    Boards go on (their rows name no caller), so that a locked screen still shows its alarms. So do
    answering a call and saying how it ended; what is known of the caller is not said.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(OPEN_PATHS) or not request.session.get(LOCKED):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return self._asked_by_script(request)
        return redirect("unlock")

    def _asked_by_script(self, request):
        if request.path.startswith("/api/v1/boards/") and request.method == "GET":
            return self.get_response(request)
        if request.method == "POST" and CALL.fullmatch(request.path):
            return _without_names(self.get_response(request))
        return JsonResponse({"detail": "The screen is locked. Unlock it first."}, status=423)


def _without_names(response):
    """Say whether it was done, and no more: a refusal may name an incident or a colleague."""
    if response.status_code == 200:
        return JsonResponse({"detail": DONE})
    if 400 <= response.status_code < 500:
        return JsonResponse({"detail": REFUSED}, status=response.status_code)
    return response
