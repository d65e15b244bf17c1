"""The third wall behind rule 2: every five seconds the database is asked on its own."""

from celery import shared_task

from contactcentre.core import clock, people
from dispatch.actions import guard


@shared_task(name="dispatch.check_diverts")
def check_diverts(**kwargs) -> int:
    """Alarm the duty officer with every incident that is left and unprotected; return how many."""
    return guard.check_diverts(by=people.system(), at=clock.now())
