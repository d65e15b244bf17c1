"""Celery's tick: one of the two drivers of the sweep; either alone is enough."""

from celery import shared_task

from contactcentre.core import clock, people, pulse
from contactcentre.core.actions import purges, seals
from contactcentre.countdowns.actions import sweep


@shared_task(name="countdowns.sweep_clocks")
def sweep_clocks(**kwargs) -> int:
    """Fire what is due, and return how many steps this call fired."""
    return sweep.run(by=people.system(), at=clock.now())


@shared_task(name="countdowns.seal_audit")
def seal_audit(**kwargs) -> int:
    """Seal what the audit trail has gained, and return how many entries that was."""
    return seals.seal(at=clock.now())


@shared_task(name="countdowns.purge_records")
def purge_records(**kwargs) -> int:
    """Let go of answers and sessions whose time is over, and return how many rows that was."""
    return purges.purge(at=clock.now())


@shared_task(name="countdowns.sing_canary")
def sing_canary(**kwargs) -> None:
    """Show that this worker takes tasks and does them."""
    pulse.sing()
