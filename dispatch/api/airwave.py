"""The radio gateway's messages over signed HTTP (docs/api-airwave.md)."""

from datetime import datetime

from django.http import JsonResponse

from contactcentre.contacts.channels.signed import SignedHook, persisting
from contactcentre.core import clock, people
from contactcentre.core.errors import AgainstTheRules, Unavailable
from contactcentre.core.spool import SPOOLED_AT
from dispatch import radio
from dispatch.actions import radio as radios

BUSY = "Somebody else is moving this unit. Send the message again."


class Airwave(SignedHook):
    """One message of one radio a request. Whoever signs with our secret is the gateway."""

    source, secret = radios.SOURCE, "AIRWAVE_SECRET"

    def take_in(self, body: bytes, arrived_at: datetime) -> JsonResponse:
        """Take a message in: 200 with the unit; 202 when it was only kept."""
        what = {"reading": radio.read(body), "body": body, "arrived_at": arrived_at}
        what["was_kept"] = SPOOLED_AT in self.request.META
        by = people.airwave()
        try:
            answer = persisting(lambda: radios.take(**what, by=by, at=clock.now()), BUSY)
        except (Unavailable, AgainstTheRules) as refusal:
            if what["reading"].is_emergency:
                radios.keep_emergency(body=body, why=str(refusal), by=by, at=clock.now())
            raise
        return JsonResponse(answer.said, status=answer.status)
