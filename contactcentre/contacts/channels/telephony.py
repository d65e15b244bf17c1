"""The telephone system's events over signed HTTP (docs/api-telephony.md)."""

from dataclasses import replace
from datetime import datetime

import structlog
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from contactcentre.contacts import signing
from contactcentre.contacts.actions import lines, payloads
from contactcentre.contacts.channels import reading
from contactcentre.contacts.folding import LineEvent
from contactcentre.contacts.models import Contact
from contactcentre.core import clock, people, spool
from contactcentre.core.errors import NotAllowed, Refused, Taken, Unavailable
from contactcentre.core.spool.breaker import breaker

TRIES = 3
log = structlog.get_logger(__name__)


@method_decorator(csrf_exempt, name="dispatch")
class Telephony(View):
    """One event a request. Whoever signs with our secret is the telephone system."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        """
        Take an event in: 200 with the contact; 202 when it, or a part of it, was only kept.

        While the database is away what is genuine goes to the spool, and is answered 202.
        """
        try:
            _check_genuine(request)
            breaker.check()
            arrived_at = spool.arrived_at(request, at=clock.now())
            _check_recent(request, arrived_at)
            return _take_in(request.body, arrived_at)
        except Refused as refusal:
            log.warning("hook.refused", hook=reading.SOURCE, why=type(refusal).__name__)
            return JsonResponse({"detail": str(refusal)}, status=refusal.status_code)


def _check_genuine(request: HttpRequest) -> None:
    signature = request.headers.get(signing.SIGNATURE, "")
    timestamp = request.headers.get(signing.TIMESTAMP, "")
    secret = settings.TELEPHONY_SECRET
    if not signing.is_genuine(
        request.body, signature=signature, timestamp=timestamp, secret=secret
    ):
        raise NotAllowed("The signature is not ours. Check the secret and what is signed.")
    request.is_genuine = True


def _check_recent(request: HttpRequest, arrived_at: datetime) -> None:
    if not signing.is_recent(request.headers.get(signing.TIMESTAMP, ""), at=arrived_at):
        raise NotAllowed("This was signed too long ago, or by a wrong clock. Sign it again.")


def _take_in(body: bytes, arrived_at: datetime) -> JsonResponse:
    by, found = people.system(), reading.read(body)
    answer = {}
    if found.event is not None:
        answer = _shown(_report(replace(found.event, arrived_at=arrived_at), by=by))
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
