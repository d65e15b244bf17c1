"""One rig for the folder: its start takes ten seconds."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings as project

from contactcentre.contacts.kinds import NO_DISPOSITION
from contactcentre.core import clock
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import policies
from tests.faults import judging, numbers
from tests.faults.floor import DISPATCHERS, Floor
from tests.faults.night import Night
from tests.faults.rig import Rig
from tests.world import World

UNITS = [f"PC{number}" for number in range(10, 24)]
HOURS = 4 * 3600


@dataclass
class Room:
    """The rig, the people in it, and the key of their machines."""

    rig: Rig
    world: World
    key: str

    def floor(self) -> Floor:
        """Let clients take their seats."""
        return Floor(self.rig.doors, self.key, UNITS, seed=numbers.SEED)


@pytest.fixture(scope="package")
def rig() -> Iterator[Rig]:
    """Everything running, and nothing left of it afterwards."""
    made = Rig()
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="package")
def room(rig, django_db_blocker) -> Iterator[Room]:
    """A control room in the rig's database, which Django's own connection leads to meanwhile."""
    anchors = project.AUDIT_ANCHOR_FILE
    project.AUDIT_ANCHOR_FILE = str(rig.anchors)
    with django_db_blocker.unblock(), rig.database():
        clock.forget()
        judging.note_births()
        world = World(at=clock.now())
        for number in range(DISPATCHERS):
            world.on_shift(f"dispatcher-{number}", Role.DISPATCHER, world.area)
        for callsign in UNITS:
            world.unit(callsign)
        _leave_time_for_outcomes(world)
        yield Room(rig, world, world.key())
    project.AUDIT_ANCHOR_FILE = anchors
    clock.forget()


@pytest.fixture(scope="package")
def night(room) -> Night:
    """The bad night, over: everything is quiet again."""
    floor = room.floor()
    one = Night(room.rig, floor, room.world)
    try:
        one.wind_clocks()
        one.run()
    finally:
        floor.close()
    return one


def _leave_time_for_outcomes(world: World) -> None:
    """Twenty contacts a second whom nobody speaks to would otherwise all alarm in a long night."""
    target = {"kind": NO_DISPOSITION, "key": "", "seconds": HOURS, "steps": [100]}
    at = clock.now()
    policies.add(**target, repeat_seconds=HOURS, effective_from=at, by=world.admin, at=at)
