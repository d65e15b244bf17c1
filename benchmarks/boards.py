"""Boards and lists, with little history behind them and with much."""

import statistics
import time
from datetime import timedelta

from rest_framework.test import APIClient

from benchmarks.lines import ROUNDS, Line
from benchmarks.rig import Rig
from tests.budgets import history
from tests.budgets.test_statements import a_night_that_is_over

READS = 30
BOARDS = ("calls", "dispatch", "supervisor")
OPEN = 60
# A night that is over leaves two contacts and two incidents behind.
CONTACTS_A_NIGHT = 2
SIZES = (10_000, 1_000_000)
# What is of today is counted on every board: history is not.
LONG_AGO = timedelta(days=30)


def growth(site: Rig) -> list[Line]:
    """(h) Each board with sixty open incidents, above ten thousand contacts and a million."""
    world = site.fresh()
    client = APIClient(SERVER_NAME="127.0.0.1")
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {world.key()}")
    for _each in range(OPEN):
        world.graded("S")
    took = {}
    start = history.last_ids()
    world.at -= LONG_AGO
    a_night_that_is_over(world)
    done = 0
    for size in SIZES:
        nights = size // CONTACTS_A_NIGHT
        history.copy(nights - done, since=start, units=False, first=done)
        done = nights
        took[size] = {name: _read(client, name) for name in BOARDS}
    return [_line(name, [took[size][name] for size in SIZES]) for name in BOARDS]


def _line(name: str, took: list[float]) -> Line:
    least, most = (each * 1000 for each in took)
    return Line(
        f"h  board of {name}, 10 k to 1 M contacts",
        f"{least:.1f} to {most:.1f} ms",
        "",
        most / least,
        at_most=1.5,
    )


def _read(client: APIClient, name: str) -> float:
    took = []
    for _read in range(READS):
        started = time.perf_counter()
        answer = client.get(f"/api/v1/boards/{name}/")
        took.append(time.perf_counter() - started)
        if answer.status_code != 200:
            raise RuntimeError(answer.content)
    return min(statistics.median(took[n::ROUNDS]) for n in range(ROUNDS))
