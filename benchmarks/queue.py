"""Eight who take from the queue at once, beside the least that PostgreSQL can do."""

import threading
import time

import psycopg2
from django.db import connection

from benchmarks.lines import Line, pairs
from benchmarks.rig import Rig
from contactcentre.contacts.actions import handlers, intake, queue
from contactcentre.contacts.enums import HandlerState
from contactcentre.contacts.models import Contact, Handler
from contactcentre.core import clock
from contactcentre.core.permissions import Role
from tests.live.server import database_url

TAKERS, EACH = 8, 25
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
    for n in range(TAKERS * EACH):
        handler = world.on_shift(f"taker-{n}", Role.CALL_HANDLER)
        handlers.change(state=HandlerState.AVAILABLE, by=handler, at=world.at)
    Handler.objects.update(state=HandlerState.NOT_READY)
    for n in range(TAKERS * EACH):
        at = clock.now()
        facts = {"source": "bench", "source_id": f"q-{n}", "channel": "999", "from_number": ""}
        intake.receive(**facts, received_at=at, by=world.system, at=at)
    Handler.objects.update(state=HandlerState.AVAILABLE)

    def offer(_taker: int) -> None:
        for _each in range(EACH):
            queue.offer_next(by=world.system, at=clock.now())
        connection.close()

    rate = _rate(offer)
    if Contact.objects.queued().exists():
        raise RuntimeError("Some were not offered.")
    return rate


def _bare() -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bare_row (number, text, state) "
            "SELECT 'n', 't', 'QUEUED' FROM generate_series(1, %s)",
            [TAKERS * EACH],
        )

    def pop(_taker: int) -> None:
        link = psycopg2.connect(database_url())
        with link.cursor() as cursor:
            for _each in range(EACH):
                cursor.execute(POP)
                link.commit()
        link.close()

    return _rate(pop)


def _rate(work) -> float:
    takers = [threading.Thread(target=work, args=[n]) for n in range(TAKERS)]
    started = time.monotonic()
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    return TAKERS * EACH / (time.monotonic() - started)
