"""The telephone system's events over signed HTTP (docs/api-telephony.md)."""

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from contactcentre.contacts import signing
from contactcentre.contacts.actions import lines, payloads
from contactcentre.contacts.channels import reading
from contactcentre.contacts.folding import LineEvent
from contactcentre.contacts.models import Contact
from contactcentre.core import clock, people
from contactcentre.core.errors import NotAllowed, Refused, Taken, Unavailable

TRIES = 3
log = structlog.get_logger(__name__)


@method_decorator(csrf_exempt, name="dispatch")
class Telephony(View):
    """One event a request. Whoever signs with our secret is the telephone system."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        """Take an event in: 200 with the contact; 202 when it, or a part of it, was only kept."""
        try:
            _check_sender(request)
            return _take_in(request.body)
        except Refused as refusal:
            log.warning("hook.refused", hook=reading.SOURCE, why=type(refusal).__name__)
            return JsonResponse({"detail": str(refusal)}, status=refusal.status_code)
        except (OperationalError, InterfaceError):
            log.error("hook.database_away", hook=reading.SOURCE)
            return JsonResponse({"detail": "The database is away. Send this again."}, status=503)


def _check_sender(request: HttpRequest) -> None:
    signature = request.headers.get(signing.SIGNATURE, "")
    timestamp = request.headers.get(signing.TIMESTAMP, "")
    secret = settings.TELEPHONY_SECRET
    if not signing.is_genuine(
        request.body, signature=signature, timestamp=timestamp, secret=secret
    ):
        raise NotAllowed("The signature is not ours. Check the secret and what is signed.")
    if not signing.is_recent(timestamp, at=clock.now()):
        raise NotAllowed("This was signed too long ago, or by a wrong clock. Sign it again.")


def _take_in(body: bytes) -> JsonResponse:
    by, found = people.system(), reading.read(body)
    answer = {}
    if found.event is not None:
        answer = _shown(_report(found.event, by=by))
    if not found.faults:
        return JsonResponse(answer)
    reason = "; ".join(found.faults)
    payloads.keep(source=reading.SOURCE, body=body, reason=reason, by=by, at=clock.now())
    answer["detail"] = f"Kept for a supervisor to look at: {reason}."
    return JsonResponse(answer, status=202)


def _report(event: LineEvent, *, by) -> Contact:
    """Report an event, again while the call changes hands; after that the sender tries again."""
    for _try in range(TRIES):
        try:
            return lines.report(event=event, by=by, at=clock.now())
        except Taken:
            continue
    raise Unavailable("This call is changing hands. Send the event again.")


def _shown(contact: Contact) -> dict:
    return {"id": contact.pk, "reference": contact.reference, "state": contact.state}
