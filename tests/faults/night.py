"""One bad night: everything goes wrong, in this order, while the floor works."""

import random
import time
from datetime import timedelta

from contactcentre.core import clock
from contactcentre.core.models import Heartbeat
from contactcentre.countdowns.models import Clock
from runner import processes
from tests.faults import numbers
from tests.faults.floor import Floor
from tests.faults.rig import CLOCKS, WEBS, Rig
from tests.world import World

BREATH = 1.2
HALF_OF_ATTENDING = timedelta(seconds=450)
SPREAD_SECONDS = 50
CELERY_PATIENCE = 45
SETTLING = 3.5
DRAINING = 60
LONGEST_CRASH = 2.0


class Night:
    """What happens, and what was seen of it."""

    def __init__(self, rig: Rig, floor: Floor, world: World):
        self.rig, self.floor, self.world = rig, floor, world
        self.rng = random.Random(numbers.SEED)
        self.pending: list[int] = []
        self.began_at = self.seconds = self.celery_back = 0.0

    def wind_clocks(self) -> None:
        """Have incidents of which half the time to attend is over within the next minute."""
        now = clock.now()
        for _clock in range(numbers.CLOCKS):
            fires = timedelta(seconds=5 + self.rng.random() * SPREAD_SECONDS)
            self.world.at = now - HALF_OF_ATTENDING + fires
            incident = self.world.graded("I")
            [one] = Clock.objects.open().filter(
                kind="attend", subject="incident", subject_id=incident.pk
            )
            self.pending.append(one.pk)
        self.world.at = now

    def run(self) -> None:
        """Let it all happen."""
        self.began_at, began = time.time(), time.monotonic()
        self.floor.begin(numbers.CONTACTS_A_SECOND)
        time.sleep(BREATH)
        self.rig.lose_redis()
        lost_at = time.monotonic()
        for turn in range(max(numbers.KILLS, numbers.CRASHES, numbers.FREEZES)):
            self._round(turn)
        time.sleep(max(0.0, lost_at + numbers.REDIS_SECONDS - time.monotonic()))
        self.rig.start_redis()
        for name in ("worker", "beat"):
            self.rig.kill(name)
        self._by_celery_alone()
        self.seconds = time.monotonic() - began
        self.floor.pause()
        assert processes.wait_until(lambda: not self.rig.kept(), DRAINING), self.rig.kept()
        time.sleep(SETTLING)

    def _round(self, turn: int) -> None:
        # The last time of worker and beat comes when Redis is back.
        jobs = ["worker", "beat"] if turn < numbers.KILLS - 1 else []
        if turn < numbers.KILLS:
            for name in (WEBS[turn % 2], *jobs, CLOCKS[turn % 2]):
                self.rig.kill(name)
                time.sleep(BREATH)
        if turn < numbers.CRASHES:
            self.rig.crash_postgres(self.rng.uniform(0, LONGEST_CRASH))
            time.sleep(BREATH)
        if turn < numbers.FREEZES:
            self.rig.freeze((WEBS[0], CLOCKS[turn % 2]), numbers.FROZEN_SECONDS)
        if turn < numbers.CUT_LINES:
            self._bad_line()

    def _bad_line(self) -> None:
        """The line of one web process to PostgreSQL: slow, then silent, then cut."""
        self.rig.proxy.delay = 0.05
        time.sleep(3)
        self.rig.proxy.delay, self.rig.proxy.is_hole = 0.0, True
        time.sleep(5)
        self.rig.proxy.cut()
        self.rig.proxy.is_hole = False
        self.rig.note("slow, silent and cut line to PostgreSQL")

    def _by_celery_alone(self) -> None:
        """With both `run_clocks` stopped, wait until the worker sweeps."""
        began = time.monotonic()
        while time.monotonic() < began + CELERY_PATIENCE:
            self.rig.freeze(CLOCKS, 3)
            if Heartbeat.age("sweep") < 2:
                break
        self.celery_back = time.monotonic() - began
