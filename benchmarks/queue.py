"""Eight who take from the queue at once, beside the least that PostgreSQL can do."""

from collections.abc import Callable
from functools import partial

import psycopg2
from django.db import connection

from benchmarks.lines import Line, pairs
from benchmarks.rig import Rig
from benchmarks.workers import WORKERS, rate
from contactcentre.contacts.actions import handlers, intake, queue
from contactcentre.contacts.enums import HandlerState
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core import clock
from contactcentre.core.permissions import Role
from tests.live.server import database_url

EACH = 40
POP = """
    UPDATE bare_row SET state = 'OFFERED' WHERE id = (
        SELECT id FROM bare_row WHERE state = 'QUEUED' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
"""


def pops(site: Rig) -> list[Line]:
    """(g) Offers by the action, eight at once, against a bare SKIP LOCKED."""
    rounds = pairs(lambda: _ours(site.fresh()), _bare)
    ratio, our, their = sorted((our / their, our, their) for our, their in rounds)[1]
    return [
        Line(
            "g  offers from the queue, 8 at once",
            f"{our:.0f}/s",
            f"SKIP LOCKED {their:.0f}/s",
            ratio,
            at_least=0.2,
        )
    ]


def _ours(world) -> float:
    for n in range(WORKERS * EACH):
        handler = world.on_shift(f"taker-{n}", Role.CALL_HANDLER)
        handlers.change(state=HandlerState.AVAILABLE, by=handler, at=world.at)
    Handler.objects.update(state=HandlerState.NOT_READY)
    for n in range(WORKERS * EACH):
        at = clock.now()
        facts = {"source": "bench", "source_id": f"q-{n}", "channel": "999", "from_number": ""}
        intake.receive(**facts, received_at=at, by=world.system, at=at)
    Handler.objects.update(state=HandlerState.AVAILABLE)

    made = rate(partial(_offer, world.system), EACH)
    if Contact.objects.queued().exists():
        raise RuntimeError("Some were not offered.")
    return made


def _bare() -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bare_row (number, text, state) "
            "SELECT 'n', 't', 'QUEUED' FROM generate_series(1, %s)",
            [WORKERS * EACH],
        )

    return rate(_pop, EACH)


def _offer(system, _taker: int, begin: Callable) -> None:
    clock.now()
    begin()
    for _each in range(EACH):
        queue.offer_next(by=system, at=clock.now())


def _pop(_taker: int, begin: Callable) -> None:
    link = psycopg2.connect(database_url())
    begin()
    with link.cursor() as cursor:
        for _each in range(EACH):
            cursor.execute(POP)
            link.commit()
