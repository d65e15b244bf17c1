"""What every sender answers, and what it is asked."""

from dataclasses import dataclass
from typing import Protocol

from contactcentre.contacts.enums import MessageState
from contactcentre.contacts.models import OutboundMessage


@dataclass(frozen=True)
class Answer:
    """
    What became of a text: SENT, DELIVERED, FAILED for good, or QUEUED to be tried again.

    A failure has one of our reasons, and the sender's own words where it gave any.
    """

    state: MessageState
    reference: str = ""
    failure: str = ""
    words: str = ""


class Sender(Protocol):
    """Somebody who carries texts. Nothing here is called inside a transaction."""

    name: str

    def send(self, message: OutboundMessage) -> Answer:
        """Hand a text over."""

    def find(self, message: OutboundMessage) -> Answer | None:
        """Return what became of a text that may have been handed over before, or None."""
