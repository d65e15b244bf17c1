"""A production in which no text service is set up: no text is ever said to be on its way."""

from contactcentre.contacts.enums import MessageState, NoText
from contactcentre.contacts.models import OutboundMessage
from contactcentre.contacts.senders.carrying import Answer


class Nobody:
    """Refuse every text, so that its caller is rung back at once."""

    name = "none"

    def send(self, message: OutboundMessage) -> Answer:
        """Refuse a text."""
        words = "Set NOTIFY_API_KEY and NOTIFY_TEMPLATE to send texts."
        return Answer(MessageState.FAILED, failure=NoText.NO_SENDER, words=words)

    def find(self, message: OutboundMessage) -> Answer | None:
        """Find nothing: nothing was ever handed over."""
        return None
