"""From COMMIT to the last of many screens, beside a bare Channels group."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager

import psycopg2
import websockets.sync.client as sync_client
from django.db import transaction

from benchmarks.lines import ROUNDS, Line, Spread
from benchmarks.rig import Rig
from contactcentre.core import clock
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from dispatch.actions import units
from incidents.models import Incident
from tests.live.screens import signed_in
from tests.live.server import database_url

SCREENS, EVENTS, PAUSE = 200, 40, 0.05
CROWDS = (40, 200, 800)
WRITERS, WRITES_A_SECOND = 8, 20
MARK = "51.4"
LENGTH = 9
INSERT = "INSERT INTO bare_row (number, text, state) VALUES ('n', 't', 'BUSY')"


def last_of_two_hundred(site: Rig) -> list[Line]:
    """(c) From COMMIT to the last of 200 screens, with eight writers busy."""
    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours += _ours(site, SCREENS)
        theirs += _bare(site, SCREENS)
    our, their = Spread.of(ours), Spread.of(theirs)
    return [
        Line(
            "c  COMMIT to the last of 200 screens",
            str(our),
            f"bare Channels {their}",
            our.p99 / their.p99,
            at_most=1.3,
        )
    ]


def alarm_to_two_hundred(site: Rig) -> list[Line]:
    """(j) From the COMMIT of an alarm to the last of 200 screens, beside a bare group's word."""
    ours, theirs = [], []
    for _round in range(ROUNDS):
        ours += _ours(site, SCREENS, begin=_alarms)
        theirs += _bare(site, SCREENS)
    our, their = Spread.of(ours), Spread.of(theirs)
    against = f"bare Channels {their}"
    return [Line("j  COMMIT of an alarm to 200 screens", str(our), against, our.p99 / their.p99)]


def cost_of_a_socket(site: Rig) -> list[Line]:
    """(d) The time for each socket at 40, 200 and 800, and another area's event for the same."""
    each = {n: Spread.of(_ours(site, n)).p50 / n for n in CROWDS}
    near, far = (Spread.of(_ours(site, SCREENS, elsewhere=n)).p50 for n in (0, SCREENS - 5))
    shown = ", ".join(f"{took * 1000:.0f}" for took in each.values())
    return [
        Line(
            "d  a socket's share, 40, 200, 800 screens",
            f"{shown} us",
            "",
            each[CROWDS[-1]] / each[CROWDS[0]],
            at_most=1.5,
        ),
        Line(
            "d  an event for 5 of 200 beside one for all",
            f"{far:.1f} ms",
            f"{near:.1f} ms",
            far / near,
        ),
    ]


def _positions(world) -> Callable[[str], object]:
    """Return a change that a mark tells: a unit that moves."""
    who = {"unit_id": world.unit("PC01").pk, "by": world.dispatcher, "lon": -0.1}
    return lambda mark: units.locate(lat=float(mark), at=clock.now(), **who)


def _alarms(world) -> Callable[[str], object]:
    """Return a change that a mark tells: an alarm that sounds again."""
    incident = world.graded("I")

    def sound(mark: str) -> None:
        about = {"subject": "incident", "by": world.system, "at": clock.now()}
        with transaction.atomic():
            held = Incident.objects.select_related("command_unit").held(incident.pk)
            what = {"code": "TEST", "row": held, "text": mark, "audience": Role.DISPATCHER}
            alerts.sound(**what, **about)

    return sound


def _ours(site: Rig, screens: int, elsewhere: int = 0, begin: Callable = _positions) -> list[float]:
    """Return how long each change took to reach the last screen of its area."""
    world = site.fresh()
    change = begin(world)
    keys = [signed_in(world.dispatcher)] * (screens - elsewhere)
    if elsewhere:
        other = world.person("elsewhere", Role.DISPATCHER, area=world.elsewhere)
        keys += [signed_in(other)] * elsewhere
    with site.ours() as web, _busy_writers():
        sockets = [_socket(web, "/ws/boards/dispatch/", key) for key in keys]
        with _watching(sockets) as watch:
            return [_one_change(change, watch, n, screens - elsewhere) for n in range(EVENTS)]


def _one_change(change: Callable, watch, n: int, wanted: int) -> float:
    mark = _mark(n)
    change(mark)
    committed = time.monotonic()
    time.sleep(PAUSE)
    return watch(mark, wanted) - committed


def _bare(site: Rig, screens: int) -> list[float]:
    with site.bare() as web, _busy_writers():
        sockets = [_socket(web, "/ws/", "") for _each in range(screens)]
        with _watching(sockets) as watch, sync_client.connect(sockets[0]["url"]) as speaker:
            return [_one_word(speaker, watch, n, screens) for n in range(EVENTS)]


def _one_word(speaker, watch, n: int, screens: int) -> float:
    mark = _mark(n)
    speaker.send(json.dumps({"at": "<now>", "lat": mark, "filling": "x" * 400}))
    said = float(json.loads(speaker.recv())["at"])
    time.sleep(PAUSE)
    return watch(mark, screens) - said


def _mark(n: int) -> str:
    """Return a latitude that is written with six decimals, whoever writes it."""
    return f"{51.41 + (n * 10 + 1) / 1_000_000:.6f}"


def _socket(web, path: str, key: str) -> dict:
    headers = {"Cookie": f"sessionid={key}"} if key else {}
    return {"url": web.socket_url(path), "origin": web.url, "headers": headers}


@contextmanager
def _watching(sockets: list[dict]):
    """Open the sockets in another process; yield a question: when had so many heard a mark?"""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.watchers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as watchers:
        asked = {"sockets": sockets, "mark": MARK, "length": LENGTH}
        watchers.stdin.write(json.dumps(asked) + "\n")
        watchers.stdin.flush()
        if watchers.stdout.readline() != "open\n":
            raise RuntimeError("The screens did not open.")

        def when(mark: str, wanted: int) -> float:
            watchers.stdin.write(json.dumps([mark, wanted]) + "\n")
            watchers.stdin.flush()
            heard = json.loads(watchers.stdout.readline())
            if heard is None:
                raise RuntimeError(f"{mark} was not heard by {wanted} screens.")
            return heard

        yield when
        watchers.stdin.close()


@contextmanager
def _busy_writers():
    """Keep eight connections writing at a steady pace."""
    over = threading.Event()

    def write() -> None:
        link = psycopg2.connect(database_url())
        with link.cursor() as cursor:
            while not over.wait(1 / WRITES_A_SECOND):
                cursor.execute(INSERT)
                link.commit()
        link.close()

    writers = [threading.Thread(target=write) for _each in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        yield
    finally:
        over.set()
        for writer in writers:
            writer.join()
