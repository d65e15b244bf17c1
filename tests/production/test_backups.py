"""The scripts of docker/backup on real servers: a disk is lost, and nothing that was kept."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from runner import account, ports, postgres, processes
from tests.live.server import ROOT
from tests.production.compose import SERVICES

pytestmark = [pytest.mark.slow, pytest.mark.capability("N9")]
SCRIPTS = ROOT / "docker/backup"
SLOT = "wal_1"
SETTINGS = dict(
    word.split("=", 1) for word in SERVICES["postgres"]["command"] if re.match(r"[a-z_]+=", word)
)
# Seconds: the time to give a receiver up, ALONE_AFTER as the tests have it, and as much to spare.
HELD_UP = 15


@dataclass
class Site:
    """A server, the folders of its backups, and what the scripts see."""

    folder: Path
    cluster: postgres.Cluster
    env: dict[str, str]
    receiver: subprocess.Popen | None = None

    def run(self, script: str, *words: str) -> subprocess.CompletedProcess:
        """Run one of the scripts to its end."""
        return subprocess.run(
            ["sh", SCRIPTS / script, *words],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def running(self, script: str, *words: str) -> Iterator[subprocess.Popen]:
        """Run one of the scripts beside us until the block ends."""
        with (self.folder / f"{script}.log").open("w") as log:
            child = subprocess.Popen(
                ["sh", SCRIPTS / script, *words],
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                yield child
            finally:
                end(child)

    def waits_for_a_second_disk(self) -> bool:
        """Test whether a commit waits until a receiver has it."""
        return self.ask("SHOW synchronous_standby_names") != ""

    def said(self, script: str) -> str:
        """Read what a running script has said."""
        return (self.folder / f"{script}.log").read_text()

    def works(self, script: str, *words: str) -> bool:
        """Test whether a script ends well."""
        return self.run(script, *words).returncode == 0

    def copy(self) -> str:
        """Take a whole copy, and say where it is."""
        answer = self.run("base.sh")
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.strip()

    def ask(self, sentence: str) -> str:
        """Say one sentence to the server."""
        return self.cluster.ask(sentence)

    def rows(self) -> list[str]:
        """Return what is kept."""
        return self.ask("SELECT what FROM kept ORDER BY id").split()


@pytest.fixture
def site(cluster) -> Iterator[Site]:
    """The server with a receiver, for which each commit waits."""
    made = Site(cluster.folder.parent, cluster, seen_by_scripts(cluster))
    with made.running("receive-wal.sh", SLOT) as made.receiver, made.running("two-disks.sh"):
        assert processes.wait_until(made.waits_for_a_second_disk, 30)
        made.ask("CREATE TABLE kept (id serial, what text)")
        yield made


def end(child: subprocess.Popen) -> None:
    """End a script, and what it started."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def seen_by_scripts(cluster: postgres.Cluster) -> dict[str, str]:
    """Say where the server, its programs and the folders of the backups are."""
    folder = cluster.folder.parent
    return {
        "PATH": f"{cluster.binaries}/bin:{os.environ['PATH']}",
        "PGHOST": ports.LOOPBACK,
        "PGPORT": str(cluster.port.number),
        "PGUSER": postgres.NAME,
        "PGPASSWORD": cluster.password,
        "PGDATABASE": "postgres",
        "WAL_FOLDER": str(folder / "wal"),
        "BASE_FOLDER": str(folder / "base"),
        "COPIES": str(folder / "base"),
        "LC_ALL": "C",
        # The wheel's pg_verifybackup crashes on every copy; that of the image verifies.
        "VERIFY": "true",
        "ALONE_AFTER": "2",
        "PULSE_FILE": str(folder / "pulse"),
    }


def restore(site: Site, copy: str, moment: str = "") -> None:
    """Lose the disk, and lay out what was on it from the backups."""
    site.cluster.kill()
    shutil.rmtree(site.cluster.data)
    words = [copy, str(site.folder / "wal"), str(site.cluster.data), *([moment] if moment else [])]
    answer = site.run("restore.sh", *words)
    assert answer.returncode == 0, answer.stderr
    _give(site.folder, account.unprivileged())
    site.cluster.start()
    assert processes.wait_until(lambda: site.ask("SELECT pg_is_in_recovery()") == "f", 30)


def _give(tree: Path, user: account.Account | None) -> None:
    for path in [tree, *tree.rglob("*")]:
        account.give(path, user)


def test_after_the_loss_of_the_disk_every_committed_row_is_there(site):
    site.ask("INSERT INTO kept (what) VALUES ('before')")
    copy = site.copy()
    for _each in range(20):
        site.ask("INSERT INTO kept (what) VALUES ('after')")
    told = site.rows()

    restore(site, copy)

    assert site.rows() == told
    assert len(told) == 21


def test_a_moment_is_restored_to_the_second(site):
    copy = site.copy()
    site.ask("INSERT INTO kept (what) VALUES ('right')")
    moment = site.ask("SELECT clock_timestamp()")
    site.ask("INSERT INTO kept (what) VALUES ('mistake')")

    restore(site, copy, moment)

    assert site.rows() == ["right"]


def test_without_a_receiver_calls_go_on_being_taken_and_it_says_so(site):
    end(site.receiver)

    site.ask("INSERT INTO kept (what) VALUES ('alone')")

    assert site.rows() == ["alone"]
    assert processes.wait_until(lambda: "CRITICAL" in site.said("two-disks.sh"), 30)
    assert not site.waits_for_a_second_disk()
    with site.running("receive-wal.sh", SLOT):
        assert processes.wait_until(site.waits_for_a_second_disk, 30)


def test_a_receiver_that_hangs_holds_calls_up_for_seconds(site):
    site.ask(f"ALTER SYSTEM SET wal_sender_timeout = '{SETTINGS['wal_sender_timeout']}'")
    site.ask("SELECT pg_reload_conf()")
    assert site.works("on-two-disks.sh")
    os.killpg(site.receiver.pid, signal.SIGSTOP)
    started = time.monotonic()

    site.ask("INSERT INTO kept (what) VALUES ('late')")

    assert time.monotonic() - started < HELD_UP
    assert site.rows() == ["late"]
    assert processes.wait_until(lambda: "CRITICAL" in site.said("two-disks.sh"), 30)
    assert not site.works("on-two-disks.sh")


def test_a_receiver_with_nothing_to_receive_is_not_given_up(site):
    site.ask(f"ALTER SYSTEM SET wal_sender_timeout = '{SETTINGS['wal_sender_timeout']}'")
    site.ask("SELECT pg_reload_conf()")

    time.sleep(HELD_UP)

    assert site.works("is-receiving.sh", SLOT)
    assert site.works("on-two-disks.sh")
    assert "CRITICAL" not in site.said("two-disks.sh")
    assert "disconnected" not in site.said("receive-wal.sh")


def test_nothing_is_written_over(site):
    copy = site.copy()

    answer = site.run("restore.sh", copy, str(site.folder / "wal"), str(site.cluster.data))

    assert answer.returncode == 1
    assert "is there already" in answer.stderr


def test_changes_older_than_the_oldest_copy_are_forgotten(site):
    for _each in range(2):
        site.ask("INSERT INTO kept (what) VALUES ('more')")
        site.ask("SELECT pg_switch_wal()")
    site.copy()
    before = len(list((site.folder / "wal").iterdir()))

    assert site.works("trim-wal.sh", site.env["WAL_FOLDER"], site.env["BASE_FOLDER"])

    assert len(list((site.folder / "wal").iterdir())) < before
    assert site.works("is-fresh.sh")
