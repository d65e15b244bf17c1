"""Who carries texts to callers: GOV.UK Notify, the visible outbox of a demonstration, or nobody."""

from django.conf import settings

from contactcentre.contacts.senders.carrying import Sender
from contactcentre.contacts.senders.nobody import Nobody
from contactcentre.contacts.senders.notify import Notify
from contactcentre.contacts.senders.outbox import Outbox


def chosen() -> Sender:
    """
    Return who carries texts here, as the environment says.

    A production without a key has nobody: every text fails at once and the caller is rung back. The
    outbox says that a text was delivered which nobody received, so only a demonstration has it.
    """
    given = settings.NOTIFY
    if given["NOTIFY_API_KEY"]:
        return Notify(
            given["NOTIFY_API_KEY"],
            template=given["NOTIFY_TEMPLATE"],
            address=given["NOTIFY_ADDRESS"],
        )
    return Outbox() if settings.VIRTUAL_CLOCK else Nobody()
