"""Countdowns: a sweep with nothing to do, and how late a step is, whatever else is pending."""

import statistics
import time
from datetime import timedelta

from django.db import connection

from benchmarks.lines import ROUNDS, Line, Spread
from benchmarks.rig import Rig
from contactcentre.contacts.actions import intake
from contactcentre.core import clock
from contactcentre.countdowns.actions import clocks, sweep
from contactcentre.countdowns.models import Clock
from tests.live.server import Process

SIZES = (10_000, 100_000, 1_000_000)
SWEEPS = 60
# A message is on no such clock by itself: each contact here has just the one that is measured.
KIND, SUBJECT = "answer_from_ring", "contact"
PACED, A_SECOND, TOGETHER = 120, 20, 1_000
LOOK_EVERY = 0.02
PENDING, AHEAD = 100_000, 15
# Of contacts that never were, far away in time: nobody will sweep them here.
FILL = """
    INSERT INTO countdowns_clock (kind, subject, subject_id, severity, started_at, due_at, steps,
        next_step_at, last_step, stop_reason, stopped_by)
    SELECT %s, %s, 10000000 + %s + n, n %% 9, now(), now() + interval '9 days', '{100}',
        now() + interval '9 days' + n * interval '1 ms', 0, '', '' FROM generate_series(1, %s) n
"""
RAW = """
    SELECT id FROM countdowns_clock WHERE stopped_at IS NULL AND next_step_at <= now()
    ORDER BY severity, next_step_at, id LIMIT 500
"""
FIRED = "SELECT id FROM countdowns_clock WHERE id = ANY (%s) AND last_step >= 100"


def empty_sweep(site: Rig) -> list[Line]:
    """(e) A sweep with nothing due, above ten thousand, a hundred thousand and a million clocks."""
    world, took, raw = site.fresh(), {}, {}
    for size in SIZES:
        _fill(size - Clock.objects.count())
        took[size] = _median(lambda: sweep.run(by=world.system, at=clock.now()))
        raw[size] = _median(_ask_raw)
    least, most = took[SIZES[0]], took[SIZES[-1]]
    return [
        Line(
            "e  sweep with nothing due, 10 k to 1 M open",
            ", ".join(f"{each * 1000:.2f}" for each in took.values()) + " ms",
            "raw SQL " + ", ".join(f"{each * 1000:.2f}" for each in raw.values()) + " ms",
            most / least,
            at_most=1.5,
        )
    ]


def lateness(site: Rig) -> list[Line]:
    """(f) Steps at twenty a second above 100,000 pending, and a thousand at one moment."""
    world = site.fresh()
    _fill(PENDING)
    contacts = [_contact(world, n) for n in range(PACED + TOGETHER)]
    with Process("manage.py", "run_clocks"), Process("manage.py", "run_clocks"):
        time.sleep(3)
        start = clock.now() + timedelta(seconds=3)
        for n, contact in enumerate(contacts[:PACED]):
            _due(contact, start + timedelta(seconds=n / A_SECOND))
        paced = _lateness(contacts[:PACED])
        at_once = clock.now() + timedelta(seconds=AHEAD)
        for contact in contacts[PACED:]:
            _due(contact, at_once)
        if clock.now() > at_once:
            raise RuntimeError("Too slow to set a thousand clocks ahead of time.")
        together = _lateness(contacts[PACED:])
    return [
        Line(
            "f  lateness at 20 a second, 100 k pending",
            str(paced),
            "seconds at p99",
            paced.p99 / 1000,
            at_most=0.3,
        ),
        Line(
            "f  a thousand due at one moment",
            str(together),
            "seconds to the last",
            together.at(1.0) / 1000,
            at_most=2.0,
        ),
    ]


def _fill(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(FILL, [KIND, SUBJECT, Clock.objects.count(), count])
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE countdowns_clock")


def _median(work) -> float:
    took = []
    for _sweep in range(SWEEPS):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return min(statistics.median(took[n::ROUNDS]) for n in range(ROUNDS))


def _ask_raw() -> None:
    with connection.cursor() as cursor:
        cursor.execute(RAW)
        cursor.fetchall()


def _contact(world, n: int):
    at = clock.now()
    return intake.receive(
        source="bench",
        source_id=f"late-{n}",
        channel="SMS",
        from_number=f"0770090{n % 10000:04d}",
        received_at=at,
        by=world.system,
        at=at,
    )


def _due(contact, moment) -> None:
    clocks.start(kind=KIND, subject_id=contact.pk, at=clock.now(), due_at=moment)


def _lateness(contacts) -> Spread:
    """Look every hundredth of a second which have fired, for what is fired is told at COMMIT."""
    ids = [contact.pk for contact in contacts]
    ours = Clock.objects.filter(subject=SUBJECT, subject_id__in=ids, kind=KIND)
    waiting = dict(ours.values_list("pk", "due_at"))
    late, until = [], time.monotonic() + 60
    while waiting and time.monotonic() < until:
        fired, at = _fired(list(waiting)), clock.now()
        late += [(at - waiting.pop(pk)).total_seconds() for pk in fired]
        time.sleep(LOOK_EVERY)
    return Spread.of(late)


def _fired(ids: list[int]) -> list[int]:
    """Return which of these have fired; plain SQL, which takes little from who fires them."""
    with connection.cursor() as cursor:
        cursor.execute(FIRED, [ids])
        return [row[0] for row in cursor.fetchall()]
