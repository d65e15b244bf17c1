"""The outbox of a demonstration and of tests: texts are read on a page and reach nobody."""

from contactcentre.contacts.enums import MessageState
from contactcentre.contacts.models import OutboundMessage
from contactcentre.contacts.senders.carrying import Answer


class Outbox:
    """Take every text as delivered; the rows are what its page shows (desk/texts/)."""

    name = "outbox"

    def send(self, message: OutboundMessage) -> Answer:
        """Take a text."""
        return Answer(MessageState.DELIVERED, reference=f"outbox-{message.pk}")

    def find(self, message: OutboundMessage) -> Answer | None:
        """Find nothing: taking a text twice tells nobody twice."""
        return None
