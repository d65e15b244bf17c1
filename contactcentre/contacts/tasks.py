"""Celery's look at the queue: for the offer that two transactions missed by a hair."""

from celery import shared_task

from contactcentre.contacts.actions import queue
from contactcentre.core import clock, people


@shared_task(name="contacts.sweep_queue")
def sweep_queue(**kwargs) -> int:
    """Make every offer that can be made now, and return how many were made."""
    return queue.sweep(by=people.system(), at=clock.now())
