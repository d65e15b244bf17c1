"""Delivery receipts of GOV.UK Notify: whether a text to a caller arrived."""

import json

import structlog
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from contactcentre.contacts import queries
from contactcentre.contacts.actions import payloads, texts
from contactcentre.contacts.senders import notify
from contactcentre.core import clock, people
from contactcentre.core.errors import NotAllowed, Refused
from contactcentre.core.spool.breaker import breaker

SOURCE = "notify"
log = structlog.get_logger(__name__)


@method_decorator(csrf_exempt, name="dispatch")
class NotifyReceipts(View):
    """One receipt a request. Whoever brings the bearer token is GOV.UK Notify."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> JsonResponse:
        """
        Take a receipt in: 200 when it is of a text of ours; 202 when it was only kept.

        While the database is away what is genuine goes to the spool, and is answered 202.
        """
        try:
            _check_genuine(request)
            breaker.check()
            return _take_in(request.body)
        except Refused as refusal:
            log.warning("hook.refused", hook=SOURCE, why=type(refusal).__name__)
            return JsonResponse({"detail": str(refusal)}, status=refusal.status_code)


def _check_genuine(request: HttpRequest) -> None:
    token = settings.NOTIFY["NOTIFY_CALLBACK_TOKEN"]
    given = request.headers.get("Authorization", "")
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        raise NotAllowed("The bearer token is not ours. Check the callback's settings.")
    request.is_genuine = True


def _take_in(body: bytes) -> JsonResponse:
    by, at = people.system(), clock.now()
    receipt = _receipt(body)
    message = queries.message_called(receipt.get("reference")) if receipt else None
    if message is None:
        reason = "it names no text of ours" if receipt else "it is not a receipt in JSON"
        payloads.keep(source=SOURCE, body=body, reason=reason, by=by, at=at)
        return JsonResponse({"detail": f"Kept for a supervisor: {reason}."}, status=202)
    answer = notify.answer_of(receipt["status"], receipt["id"])
    is_new = texts.settle(message_id=message.pk, answer=answer, by=by, at=at)
    return JsonResponse({"reference": message.reference, "taken": is_new})


def _receipt(body: bytes) -> dict:
    """Return a receipt whose reference, status and id are texts, or {}."""
    try:
        data = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    is_whole = all(isinstance(data.get(name), str) for name in ("reference", "status", "id"))
    return data | {"id": data["id"][:100]} if is_whole else {}
