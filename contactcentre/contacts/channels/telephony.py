"""The telephone system's events over signed HTTP (docs/api-telephony.md)."""

from dataclasses import replace
from datetime import datetime

from django.http import JsonResponse

from contactcentre.contacts.actions import lines, payloads
from contactcentre.contacts.channels import reading
from contactcentre.contacts.channels.signed import SignedHook, persisting
from contactcentre.contacts.folding import LineEvent
from contactcentre.contacts.models import Contact
from contactcentre.core import clock, people


class Telephony(SignedHook):
    """One event a request. Whoever signs with our secret is the telephone system."""

    source, secret = reading.SOURCE, "TELEPHONY_SECRET"

    def take_in(self, body: bytes, arrived_at: datetime) -> JsonResponse:
        """Take an event in: 200 with the contact; 202 when it, or a part of it, was only kept."""
        by, found = people.system(), reading.read(body)
        answer = {}
        if found.event is not None:
            answer = _shown(_report(replace(found.event, arrived_at=arrived_at), by=by))
        if not found.faults:
            return JsonResponse(answer)
        reason = "; ".join(found.faults)
        payloads.keep(source=self.source, body=body, reason=reason, by=by, at=clock.now())
        answer["detail"] = f"Kept for a supervisor to look at: {reason}."
        return JsonResponse(answer, status=202)


def _report(event: LineEvent, *, by) -> Contact:
    """Report an event, again while the call changes hands; after that the sender tries again."""
    return persisting(
        lambda: lines.report(event=event, by=by, at=clock.now()),
        "This call is changing hands. Send the event again.",
    )


def _shown(contact: Contact) -> dict:
    return {"id": contact.pk, "reference": contact.reference, "state": contact.state}
