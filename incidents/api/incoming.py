"""The signed doors of other forces and agencies (docs/api-transfers.md): one message a request."""

from datetime import datetime

from django.http import JsonResponse

from contactcentre.contacts.channels.signed import SignedHook, persisting
from contactcentre.core import clock, people
from incidents.actions import incoming
from incidents.transferring import cap, neutral

BUSY = "Somebody is changing what this is about. Send the message again."
# How a text begins that is no JSON: with a tag, or with the mark of UTF-16.
XML = (b"<", b"\xff\xfe", b"\xfe\xff")


class Transfers(SignedHook):
    """The door of one agency: whoever signs with its secret is that agency."""

    source, secret = "transfers", "TRANSFER_SECRETS"

    def take_in(self, body: bytes, arrived_at: datetime) -> JsonResponse:
        """Take a message in: 200 with our reference; 202 when it, or a part, was only kept."""
        begins = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:2]
        reading = (cap if begins.startswith(XML) else neutral).read(body)
        what = {"agency": self.sender(), "reading": reading, "body": body}
        by = people.agencies()
        answer = persisting(lambda: incoming.take(**what, by=by, at=clock.now()), BUSY)
        return JsonResponse(answer.said, status=answer.status)

    def sender(self) -> str:
        """Return which agency's door this is."""
        return self.kwargs["agency"].upper()
