"""
What Celery's processes show of being alive (RELIABILITY 1.1: never "the process is there").

Each worker sends itself a task every few seconds, on a queue that only it reads. A worker that
hangs, or lost its consumer when Redis came back, does not get it done, and is replaced.
"""

import threading

from celery import bootsteps
from celery.beat import PersistentScheduler
from kombu.exceptions import KombuError
from kombu.exceptions import OperationalError as BrokerAway

from contactcentre.core import pulse

TASK = "countdowns.sing_canary"
EVERY_SECONDS = 5.0
# What a worker did not take in this time shall not make it look alive later.
GOOD_FOR = 15


class Canary(bootsteps.StartStopStep):
    """A thread beside a worker that sends it its canary."""

    requires = {"celery.worker.components:Pool"}

    def __init__(self, worker, **options):
        super().__init__(worker, **options)
        self.app, self.queue = worker.app, f"canary.{worker.hostname}"
        self.app.amqp.queues.select_add(self.queue)
        self.ended = threading.Event()

    def start(self, worker):
        """Begin sending; Celery calls it when the pool is there."""
        threading.Thread(target=self._send, name="canary", daemon=True).start()

    def stop(self, worker):
        """End sending."""
        self.ended.set()

    terminate = stop

    def _send(self) -> None:
        pulse.beat()
        while not self.ended.wait(EVERY_SECONDS):
            try:
                self.app.send_task(TASK, queue=self.queue, expires=GOOD_FOR, retry=False)
            except (BrokerAway, KombuError, OSError):
                # While Redis is away there is nothing to be done, and not doing it is no fault.
                pulse.beat()


class Scheduler(PersistentScheduler):
    """Celery beat's own schedule, which says at every turn that beat works."""

    def tick(self, *arguments, **options):
        """Send what is due, and return the seconds until the next look."""
        pulse.beat()
        return super().tick(*arguments, **options)
