"""
A control room that is built once in each process, and laid down again for every other test.

Building one takes seventy statements; its rows, once read, go back in one. They are those that the
actions wrote, so nothing that a test asks of them differs.
"""

from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count

from django.db import transaction

from contactcentre.core.models import Person
from tests import laying
from tests.laying import Change
from tests.world import World

# What most tests begin with.
GRADES = ("I", "S", "E")


@dataclass(frozen=True)
class Kept:
    """A world, its rows, and those of its first incident of each grade."""

    world: World
    rows: Change
    graded: dict[str, Change]

    def lay(self) -> World:
        """Write the rows, and return the world that they are."""
        with transaction.atomic():
            self.rows.write()
        world = deepcopy(self.world)
        world.count = count(1)
        world.ready = self.graded
        return world


_kept: dict[datetime, Kept] = {}


def world(at: datetime) -> World:
    """Return a control room at this moment; in a house with people in it, one that is built."""
    if Person.objects.exists():
        return World(at=at)
    if at not in _kept:
        _kept[at] = _built(at)
    return _kept[at].lay()


def _built(at: datetime) -> Kept:
    made: list[World] = []
    with transaction.atomic():
        rows = laying.change(lambda: made.append(World(at=at)))
        graded = {grade: _graded(made[0], grade) for grade in GRADES}
        transaction.set_rollback(True)
    return Kept(_copied(made[0]), rows, graded)


def _graded(world: World, grade: str) -> Change:
    world.count = count(1)
    with transaction.atomic():
        change = laying.change(partial(world.graded, grade))
        transaction.set_rollback(True)
    return change


def _copied(world: World) -> World:
    # It counts its calls with what cannot be copied.
    again = copy(world)
    del again.count
    return deepcopy(again)
