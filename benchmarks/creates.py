"""Creating: a call and its incident, and a call alone, beside the least that a site can do."""

import time
from collections.abc import Callable

import psycopg2

from benchmarks import rig
from benchmarks.lines import Line, Spread, pairs
from benchmarks.workers import rate
from contactcentre.contacts.actions import intake
from contactcentre.core import clock, people
from tests.live.server import database_url

SECONDS = 4.0
ROWS_EACH = 150
INSERT = "INSERT INTO bare_row (number, text, state) VALUES (%s, %s, 'QUEUED')"


def over_http(site: rig.Rig) -> list[Line]:
    """(a) A call and its incident over HTTP at eight at once, against one bare insert."""
    world = site.fresh()
    key, what = world.key(), [rig.a_call(), rig.an_incident(world)]
    with site.ours() as ours, site.bare() as bare:
        rounds = pairs(
            lambda: rig.send(ours.port, what, seconds=SECONDS, key=key),
            lambda: rig.send(bare.port, [rig.a_row()], seconds=SECONDS),
        )
    rates = sorted((len(our) / len(their), our, their) for our, their in rounds)
    ratio, our, their = rates[len(rates) // 2]
    spread = Spread.of(our)
    return [
        Line(
            "a  call and incident over HTTP, 8 at once",
            f"{len(our) / SECONDS:.0f}/s {spread}",
            f"bare DRF create {len(their) / SECONDS:.0f}/s {Spread.of(their)}",
            ratio,
            at_least=0.25,
        ),
        Line("a  p99 of it, ms", f"{spread.p99:.0f} ms", "", spread.p99, at_most=100),
    ]


def alone(site: rig.Rig) -> list[Line]:
    """(b) A contact by the action, eight at once, against INSERT and COMMIT of psycopg2."""
    site.fresh()
    rounds = pairs(lambda: rate(_receive, ROWS_EACH), lambda: rate(_insert, ROWS_EACH))
    ratio, our, their = sorted((our / their, our, their) for our, their in rounds)[1]
    return [
        Line("b  contact by the action, 8 at once", f"{our:.0f}/s", f"INSERT {their:.0f}/s", ratio)
    ]


def _receive(writer: int, begin: Callable) -> None:
    by, run = people.system(), time.monotonic_ns()
    begin()
    for n in range(ROWS_EACH):
        at = clock.now()
        intake.receive(
            source="bench",
            source_id=f"{run}-{writer}-{n}",
            channel="999",
            from_number=f"0770090{n:04d}",
            received_at=at,
            by=by,
            at=at,
        )


def _insert(writer: int, begin: Callable) -> None:
    link = psycopg2.connect(database_url())
    begin()
    with link.cursor() as cursor:
        for n in range(ROWS_EACH):
            cursor.execute(INSERT, [f"+44770090{n:04d}", f"writer {writer}"])
            link.commit()
