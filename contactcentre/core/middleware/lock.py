"""A locked screen: the session stays, and nothing but unlocking is answered."""

from django.http import JsonResponse
from django.shortcuts import redirect

LOCKED = "locked"
PROBES = ("/healthz", "/readyz", "/metrics")
OPEN_PATHS = (*PROBES, "/unlock/", "/sign-out/", "/static/", "/lock/", "/hooks/")


class ScreenLock:
    """
    While a session is locked, refuse everything but unlocking and leaving.

    Boards go on (their rows name no caller), so that a locked screen still shows its alarms.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(OPEN_PATHS) or not request.session.get(LOCKED):
            return self.get_response(request)
        if request.path.startswith("/api/"):
            if request.path.startswith("/api/v1/boards/") and request.method == "GET":
                return self.get_response(request)
            return JsonResponse({"detail": "The screen is locked. Unlock it first."}, status=423)
        return redirect("unlock")
