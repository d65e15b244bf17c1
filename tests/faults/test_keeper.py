"""The rig leaves nothing behind, and its line to PostgreSQL fails as it is told to."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from runner import processes
from tests.faults.keeper import Keeper
from tests.faults.proxy import Proxy

PATIENCE = 10


def test_whoever_dies_without_a_word_leaves_no_process_and_no_folder():
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    sleeper = subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True
    )
    keeper = Keeper(folder)
    keeper.watch(sleeper.pid)

    keeper.child.stdin.close()

    assert sleeper.wait(PATIENCE) < 0
    sleeper.stdin.close()
    assert keeper.child.wait(PATIENCE) == 0
    assert not folder.exists()


def test_a_process_with_a_recycled_number_is_left_alone():
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True
    ) as stranger:
        keeper = Keeper(Path(tempfile.mkdtemp(prefix="faults-")))
        keeper._write(f"{stranger.pid} 1")

        keeper.leave()

        assert processes.living(stranger.pid) is not None
        stranger.stdin.write(b"\n")


@pytest.fixture
def line():
    """A proxy before a server that says everything again, and a connection through it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_echo, args=(server,), daemon=True).start()
        proxy = Proxy(*server.getsockname())
        with socket.create_connection(("127.0.0.1", proxy.port), PATIENCE) as link:
            yield proxy, link
        proxy.close()
        server.shutdown(socket.SHUT_RDWR)


def test_a_good_line_passes_everything(line):
    proxy, link = line
    assert _said_again(link) == b"999"
    assert processes.wait_until(lambda: proxy.passed == 6, PATIENCE)


def test_a_slow_line_holds_each_piece_back(line):
    proxy, link = line
    proxy.delay = 0.2
    began = time.monotonic()
    assert _said_again(link) == b"999"
    assert time.monotonic() - began >= 0.4


def test_a_silent_line_passes_nothing_and_tells_nobody(line):
    proxy, link = line
    proxy.is_hole = True
    link.settimeout(0.3)
    with pytest.raises(TimeoutError):
        _said_again(link)
    proxy.is_hole = False
    link.settimeout(PATIENCE)
    assert link.recv(3) == b"999"


def test_a_cut_line_is_reset(line):
    proxy, link = line
    _said_again(link)
    proxy.cut()
    with pytest.raises(ConnectionResetError):
        link.recv(3)


def _echo(server: socket.socket) -> None:
    with contextlib.suppress(OSError):
        link, _address = server.accept()
        with link:
            while piece := link.recv(100):
                link.sendall(piece)


def _said_again(link: socket.socket) -> bytes:
    link.sendall(b"999")
    return link.recv(3)
