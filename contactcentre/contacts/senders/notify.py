"""GOV.UK Notify carries the texts; its receipts come to /hooks/notify/."""

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from contactcentre.contacts.enums import MessageState, NoText
from contactcentre.contacts.models import OutboundMessage
from contactcentre.contacts.senders.carrying import Answer

TIMEOUT = 5
TOO_MANY, THEIR_FAULT = 429, 500
LONGEST_WORDS = 300
FAILED = {"permanent-failure", "temporary-failure", "technical-failure"}


def answer_of(status: str, reference: str) -> Answer:
    """Return what a status of Notify means; one that is not an end leaves a text on its way."""
    if status == "delivered":
        return Answer(MessageState.DELIVERED, reference=reference)
    if status in FAILED:
        failure = {"failure": NoText.UNDELIVERED, "words": f"GOV.UK Notify: {status}"}
        return Answer(MessageState.FAILED, reference=reference, **failure)
    return Answer(MessageState.SENT, reference=reference)


class Notify:
    """One template with the one placeholder `text`; our reference goes with each text."""

    name = "notify"

    def __init__(self, api_key: str, *, template: str, address: str):
        self.template = template
        self.client = NotificationsAPIClient(api_key, base_url=address, timeout=TIMEOUT)

    def send(self, message: OutboundMessage) -> Answer:
        """Hand a text over; what Notify cannot take now is tried again, what it refuses is not."""
        try:
            taken = self.client.send_sms_notification(
                phone_number=message.number,
                template_id=self.template,
                personalisation={"text": message.text},
                reference=message.reference,
            )
        except APIError as error:
            return _refused(error)
        return Answer(MessageState.SENT, reference=str(taken["id"]))

    def find(self, message: OutboundMessage) -> Answer | None:
        """Ask Notify for a text by our reference: an answer of ours may have been lost."""
        try:
            known = self.client.get_all_notifications(reference=message.reference)
        except APIError as error:
            return _refused(error)
        found = known["notifications"]
        return answer_of(found[0]["status"], str(found[0]["id"])) if found else None


def _refused(error: APIError) -> Answer:
    words = str(error)[:LONGEST_WORDS]
    if error.status_code == TOO_MANY or error.status_code >= THEIR_FAULT:
        return Answer(MessageState.QUEUED, words=words)
    return Answer(MessageState.FAILED, failure=NoText.REFUSED, words=words)
