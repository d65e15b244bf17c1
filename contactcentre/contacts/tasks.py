"""What workers do for contacts: texts to callers are sent from here, one of two drivers."""

from celery import shared_task

from contactcentre.contacts.actions import sending
from contactcentre.core import clock, people


@shared_task(name="contacts.send_texts")
def send_texts(**kwargs) -> int:
    """Send the texts that are due, and return how many were settled."""
    return sending.drain(by=people.system(), at=clock.now())
