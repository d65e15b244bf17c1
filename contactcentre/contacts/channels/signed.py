"""A hook whose sender signs body and time (docs/api-telephony.md): who sent it, and when."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime

import structlog
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from contactcentre.contacts import signing
from contactcentre.core import clock, spool
from contactcentre.core.errors import NotAllowed, Refused, Taken, Unavailable
from contactcentre.core.spool.breaker import breaker

TRIES = 3
log = structlog.get_logger(__name__)


@method_decorator(csrf_exempt, name="dispatch")
class SignedHook(View, ABC):
    """
    One message a request. Whoever signs with its secret is its sender; without one nobody is.

    `secret` names the setting that is what the sender signs with, or what each of them does.
    """

    http_method_names = ["post"]
    source: str
    secret: str

    def post(self, request: HttpRequest, **_in_the_address: str) -> JsonResponse:
        """
        Take a message in: 200; 202 when it, or a part of it, was only kept.

        While the database is away what is genuine goes to the spool, and is answered 202.
        """
        try:
            self._check_genuine(request)
            breaker.check()
            arrived_at = spool.arrived_at(request, at=clock.now())
            _check_recent(request, arrived_at)
            return self.take_in(request.body, arrived_at)
        except Refused as refusal:
            log.warning("hook.refused", hook=self.source, why=type(refusal).__name__)
            return JsonResponse({"detail": str(refusal)}, status=refusal.status_code)

    @abstractmethod
    def take_in(self, body: bytes, arrived_at: datetime) -> JsonResponse:
        """Take in what is genuine."""

    def secret_of_sender(self) -> str:
        """Return what whoever may send here signs with, or nothing."""
        given = getattr(settings, self.secret)
        return given if isinstance(given, str) else given.get(self.sender(), "")

    def sender(self) -> str:
        """Return who of several it is, as the address says."""
        return ""

    def _check_genuine(self, request: HttpRequest) -> None:
        secret = self.secret_of_sender()
        given = {
            "signature": request.headers.get(signing.SIGNATURE, ""),
            "timestamp": request.headers.get(signing.TIMESTAMP, ""),
        }
        if not secret or not signing.is_genuine(request.body, secret=secret, **given):
            raise NotAllowed("The signature is not ours. Check the secret and what is signed.")
        request.is_genuine = True


def persisting(work: Callable, sentence: str):
    """
    Do the work, again while somebody else changes what it needs; then the sender tries again.

    :raises Unavailable: with the sentence, when that lasts
    """
    for _try in range(TRIES):
        try:
            return work()
        except Taken:
            continue
    raise Unavailable(sentence)


def _check_recent(request: HttpRequest, arrived_at: datetime) -> None:
    if not signing.is_recent(request.headers.get(signing.TIMESTAMP, ""), at=arrived_at):
        raise NotAllowed("This was signed too long ago, or by a wrong clock. Sign it again.")
