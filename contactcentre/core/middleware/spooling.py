"""What brings a contact while the database is away is kept, and answered 202."""

import re

import structlog
from django.conf import settings
from django.http import JsonResponse

from contactcentre.core import answers, clock
from contactcentre.core.spool import SPOOLED_AT, Folder, Full, order_id
from contactcentre.core.spool.breaker import breaker
from contactcentre.core.spool.entries import Entry
from contactcentre.core.spool.folder import EMERGENCY, SPOKEN, WRITTEN

CONTACTS, HOOKS = "/api/v1/contacts/", "/hooks/"
TELEPHONES, RADIOS = "/hooks/telephony/", "/hooks/airwave/"
# What another force gives over is somebody's call, too.
CALLS = (TELEPHONES, "/hooks/transfers/")
A_CALL = re.compile(rb'"channel"\s*:\s*"(?:999|101)"')
# Also where its reader makes something of a text.
A_PRESS = re.compile(rb'"status"\s*:\s*"?-?\d')
AN_EMERGENCY = re.compile(rb'"status"\s*:\s*"?-?0(?![\d])')
# Whoever has not yet shown who they are may fill no more than this of the spool.
SHARE_OF_THE_API = 0.5
# What is no key and no session by its look alone need not wait for the database to be refused.
A_KEY = re.compile(r"Bearer [0-9a-f]{10}\.[\w-]{43}")
A_SESSION = re.compile(r"[a-z0-9]{32}")
# Only what was written shows that the database is there; a refusal may not have asked it.
TAKEN_IN = 300
PASSING = (
    "The database is away. Positions are not kept: the next one says more. Do not send it again."
)
KEPT = "The database is away. This is kept, and is taken in by itself when the database is back."
FULL = (
    "The database is away and nothing more can be kept here. Take it on paper, and send it again."
)
log = structlog.get_logger(__name__)


class Spooling:
    """
    Keep a contact that the database cannot take: 202 with its spool id.

    A webhook is kept once its view has found its signature genuine; what comes to the API must
    bring a key or a session, which is checked when it is taken in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not _brings_a_contact(request):
            return self.get_response(request)
        order_id(request)
        request.body  # noqa: B018 - read while it can be; what is kept is what came
        if request.path == CONTACTS and _is_somebodys(request) and breaker.is_open():
            return _keep(request)
        response = self.get_response(request)
        if answers.was_away(request):
            breaker.trip()
            return _keep(request) if _is_somebodys(request) else response
        if response.status_code < TAKEN_IN:
            breaker.mend()
        return response


def _brings_a_contact(request) -> bool:
    is_ours = request.path == CONTACTS or request.path.startswith(HOOKS)
    return is_ours and request.method == "POST" and SPOOLED_AT not in request.META


def _is_somebodys(request) -> bool:
    if request.path != CONTACTS:
        return getattr(request, "is_genuine", False)
    key = request.headers.get("Authorization", "")
    session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return bool(A_KEY.fullmatch(key) or A_SESSION.fullmatch(session))


def _turn(request) -> str:
    """Return before and after what this is taken in."""
    if request.path.startswith(RADIOS):
        return EMERGENCY if AN_EMERGENCY.search(request.body) else SPOKEN
    is_call = request.path.startswith(CALLS) or A_CALL.search(request.body)
    return SPOKEN if is_call else WRITTEN


def _keep(request):
    if request.path.startswith(RADIOS) and not A_PRESS.search(request.body):
        return JsonResponse({"detail": PASSING}, status=503)
    entry = Entry.of(request, at=clock.without_database())
    share = SHARE_OF_THE_API if request.path == CONTACTS else 1.0
    try:
        Folder().keep(entry, share=share, turn=_turn(request))
    except (Full, OSError) as fault:
        log.critical("spool.refused", why=type(fault).__name__)
        return JsonResponse({"detail": FULL}, status=503)
    log.warning("spool.kept", spool_id=entry.id, path=request.path)
    return JsonResponse({"spool_id": entry.id, "detail": KEPT}, status=202)
