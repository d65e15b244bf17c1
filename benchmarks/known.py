"""What is known beside a call, and two searches, with little history behind them and with much."""

import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from benchmarks.lines import ROUNDS, Line, Spread
from benchmarks.rig import Rig
from contactcentre.contacts.actions import locations
from contactcentre.contacts.locating import Fix
from incidents import gazetteer, narrative
from tests.budgets import lives
from tests.world import World

READS = 60
SIZES = (10_000, 100_000, 1_000_000)
PLACES = 10
FIX = Fix("AML", 51.4609, -0.1221, radius_m=18)


def growth(site: Rig) -> list[Line]:
    """(k) The known panel, a name and an address, above ten thousand contacts to a million."""
    world = site.fresh()
    since = lives.one_night(world)
    asked = _asked(world)
    took, done = {name: [] for name in asked}, 0
    for size in SIZES:
        lives.lived(size, since=since, first=done)
        lives.charted(world, size // PLACES, first=done // PLACES)
        done = size
        for name, read in asked.items():
            took[name].append(_read(read))
    return [_line(name, found) for name, found in took.items()]


def _asked(world: World) -> dict[str, Callable]:
    """Return what is read: of somebody who has rung before, from a handset that says where."""
    client = APIClient(SERVER_NAME="127.0.0.1")
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key()}")
    contact = world.call()
    locations.add(contact_id=contact.pk, location=FIX, by=world.system, at=world.at)
    world.opened(contact, people=lives.PEOPLE)
    said = {"name": "Maria Anna Kovacs", "vehicle": "AB12 CDE"}
    sought = narrative.sought_for(name="Anna Kovacs")
    near = {"lat": FIX.lat, "lon": FIX.lon}

    def panel() -> None:
        answer = client.get(f"/api/v1/contacts/{contact.pk}/known/", said)
        if answer.status_code != 200 or not answer.json()["incidents"]:
            raise RuntimeError(answer.content)

    return {
        "known panel": panel,
        "search by name": lambda: narrative.of(sought, person=world.officer, at=world.at),
        "search by address": lambda: gazetteer.search("7 cross7 st, lambeth", **near),
    }


def _read(read: Callable) -> tuple[Spread, int]:
    """Return the quietest of three rounds, and how many statements it takes."""
    read()
    with CaptureQueriesContext(connection) as statements:
        read()
    # A request forgets the statements before it.
    asked = len(statements)
    took = []
    for _read in range(READS * ROUNDS):
        started = time.perf_counter()
        read()
        took.append(time.perf_counter() - started)
    rounds = [Spread.of(took[n * READS : (n + 1) * READS]) for n in range(ROUNDS)]
    return min(rounds, key=lambda one: one.p50), asked


def _line(name: str, found: list[tuple[Spread, int]]) -> Line:
    if len({statements for _spread, statements in found}) > 1:
        raise RuntimeError(f"{name}: statements grow with history: {found}")
    each = ", ".join(f"{spread.p50:.1f}/{spread.p99:.1f}" for spread, _statements in found)
    (first, statements), (last, _same) = found[0], found[-1]
    return Line(
        f"k  {name}, 10 k, 100 k, 1 M contacts",
        f"p50/p99 {each} ms",
        f"{statements} statements each",
        last.p50 / first.p50,
        at_most=1.5,
    )
