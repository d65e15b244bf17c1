"""The browser's own code, many times over, against a real web process."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.live.conftest import LAMP_SETTINGS
from tests.live.server import NODE, WebProcess
from tests.patience import SOON

SCRIPT = Path(__file__).with_name("browsers.mjs")
pytestmark = pytest.mark.skipif(NODE is None, reason="Node is not installed")


def test_the_store_keeps_the_newest_of_every_row():
    ran = subprocess.run(
        [NODE, "--no-warnings", "--test", SCRIPT.with_name("store.test.mjs")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stdout


class Browsers:
    """Browsers on one board, driven line by line."""

    def __init__(self, web, session_key: str, count: int):
        self.child = subprocess.Popen(
            [NODE, "--no-warnings", "--experimental-websocket", SCRIPT]
            + [web.url, session_key, "lamps", str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.child.stdin.close()
        self.child.wait(10)
        self.child.stdout.close()

    def order(self, order: str):
        """Give an order; answer what it answers."""
        self.child.stdin.write(f"{order}\n")
        self.child.stdin.flush()
        return json.loads(self.child.stdout.readline())

    def until(self, true_of_all) -> dict:
        """Wait until something is true of every browser; answer the last report."""
        end = time.monotonic() + SOON
        while True:
            report = self.order("report")
            wrong = [board for board in report["boards"] if not true_of_all(board)]
            if not wrong:
                return report
            assert time.monotonic() < end, f"{len(wrong)} wrong, such as {wrong[0]}"
            time.sleep(0.05)


@pytest.fixture
def browsers(session):
    """Open browsers that are closed after the test."""
    opened = []

    def open_some(web, count: int, key: str | None = None) -> Browsers:
        opened.append(Browsers(web, key or session("ZA"), count))
        return opened[-1]

    yield open_some
    for some in opened:
        some.__exit__()


@pytest.fixture
def own_web(_lamps):
    """A web process for one test alone."""
    with WebProcess(DJANGO_SETTINGS_MODULE=LAMP_SETTINGS) as process:
        yield process


def is_live(board) -> bool:
    return board["status"] == "live"


def versions(lamps) -> dict[str, int]:
    found = lamps.sql("SELECT id, version FROM lampworld_lamp WHERE is_lit AND room = 'ZA'")
    return {str(pk): version for pk, version in found}


def holds(lamps):
    wanted = versions(lamps)
    return lambda board: board["rows"] == wanted


def test_a_board_starts_whole_and_follows(web, lamps, browsers):
    pk = lamps.light("ZA")
    some = browsers(web, 3)
    some.until(is_live)
    some.until(holds(lamps))
    lamps.repaint(pk, "red", alarm=True)
    gone = lamps.light("ZA")
    lamps.put_out(gone)
    report = some.until(holds(lamps))
    assert report["alarms"] == 3
    report = some.until(lambda board: board["figures"] == {"lit": 1})
    assert {board["lit"] for board in report["boards"]} == {1}


def test_a_board_in_step_never_starts_again(web, lamps, browsers):
    pk = lamps.light("ZA")
    some = browsers(web, 1)
    started = some.until(is_live)["starts"]
    for turn in range(30):
        lamps.repaint(pk, str(turn), told=turn % 2 == 0)
        time.sleep(0.1)
    report = some.until(holds(lamps))
    assert report["starts"] == started == 1


@pytest.mark.capability("L2")
def test_thirty_sockets_cut_again_and_again_miss_nothing(web, lamps, browsers):
    some = browsers(web, 30)
    some.until(is_live)
    ids = [lamps.light("ZA") for _ in range(20)]
    for turn in range(20):
        assert some.order("cut 10") > 0
        for step in range(10):
            lamps.repaint(ids[(turn + step) % 20], f"{turn}", told=step != 5)
        lamps.put_out(ids[turn])
        ids[turn] = lamps.light("ZA")
        time.sleep(0.1)
    some.until(lambda board: holds(lamps)(board) and is_live(board))


@pytest.mark.capability("L2")
def test_a_silent_server_makes_the_board_stale_and_polling_and_it_recovers(
    own_web, lamps, browsers
):
    some = browsers(own_web, 3)
    some.until(is_live)
    own_web.child.send_signal(signal.SIGSTOP)
    report = some.until(lambda board: board["status"] == "stale")
    assert {board["reason"] for board in report["boards"]} == {"silent"}
    lamps.light("ZA")
    own_web.child.send_signal(signal.SIGCONT)
    some.until(lambda board: holds(lamps)(board) and is_live(board))


def test_the_web_process_dies_and_another_takes_its_place(own_web, lamps, browsers):
    some = browsers(own_web, 3)
    some.until(is_live)
    own_web.child.kill()
    own_web.child.wait()
    lamps.light("ZA")
    some.until(lambda board: board["status"] == "stale")
    with WebProcess(port=own_web.port, DJANGO_SETTINGS_MODULE=LAMP_SETTINGS):
        some.until(lambda board: holds(lamps)(board) and is_live(board))


def test_a_signed_out_browser_says_so_and_stops(web, lamps, browsers, session):
    key = session("ZA")
    some = browsers(web, 2, key)
    some.until(is_live)
    lamps.sql("DELETE FROM core_session WHERE session_key = %s", [key])
    some.until(lambda board: board["status"] == "signed-out")


def test_a_browser_that_was_never_signed_in_says_so(web, browsers):
    some = browsers(web, 1, "nobody")
    some.until(lambda board: board["status"] == "signed-out")


def test_the_board_knows_the_servers_time_however_wrong_its_own_clock(web, lamps, browsers):
    lamps.sql(
        "INSERT INTO core_virtualclock (id, virtual_at, real_at, speed, anchor) "
        "VALUES (1, '2018-05-31T23:54:00+01', clock_timestamp(), 60, '')"
    )
    try:
        some = browsers(web, 1)
        some.until(is_live)
        some.order("wait 1500")
        [(wanted,)] = lamps.sql(
            "SELECT extract(epoch FROM virtual_at + (clock_timestamp() - real_at) * speed)::float "
            "FROM core_virtualclock"
        )
        said = some.order("report")["boards"][0]["now"] / 1000
        assert abs(said - wanted) < 0.25 * 60
    finally:
        lamps.sql("DELETE FROM core_virtualclock")
