"""The private PostgreSQL."""

import os
import pwd
import shutil
import socket
from pathlib import Path

import pytest

from runner import account, places, postgres, private, processes, venv
from runner.words import Problem

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can run it as somebody else")


def test_it_starts_answers_and_stops_leaving_nothing(cluster):
    assert cluster.start()
    found = cluster.running()
    assert cluster.ask("SELECT 6 * 7", database="contactcentre") == "42"
    assert cluster.ask("SHOW server_version").startswith("18.")

    assert cluster.stop()

    assert not found.alive
    assert cluster.running() is None
    assert not cluster.stop()


def test_a_second_start_finds_the_first(cluster, folder):
    cluster.start()
    other = postgres.Cluster(cluster.folder, cluster.log, venv.packages())

    assert not other.start()

    assert other.url == cluster.url
    assert other.stop()
    assert not cluster.child.poll()


def test_what_was_committed_survives_a_kill(cluster):
    cluster.throwaway = False
    cluster.start()
    cluster.ask("CREATE TABLE call AS SELECT 999 AS number", database="contactcentre")

    cluster.kill()
    assert cluster.running() is None
    cluster.start()

    assert cluster.ask("SELECT number FROM call", database="contactcentre") == "999"


def test_its_log_says_what_failed_and_never_on_which_values(cluster):
    cluster.start()
    cluster.ask("CREATE TABLE call (number text PRIMARY KEY)", database="contactcentre")
    once = "INSERT INTO call VALUES ('07700900123')"
    cluster.ask(once, database="contactcentre")

    with pytest.raises(Problem, match="duplicate key value"):
        cluster.ask(once, database="contactcentre")

    log = cluster.log.read_text()
    assert "duplicate key value" in log
    assert "07700900123" not in log


def test_nobody_is_let_in_without_the_password(cluster):
    cluster.start()
    door = f"postgres://contactcentre@127.0.0.1:{cluster.port.number}/contactcentre"

    answer = processes.finish([cluster.binaries / "bin/psql", "-w", door, "-c", "SELECT 1"])

    assert answer.returncode
    assert "no password supplied" in answer.stderr


def test_its_data_and_password_are_its_users_alone(cluster):
    cluster.start()

    for path in (cluster.data, cluster.folder / "password"):
        assert path.stat().st_mode & 0o077 == 0


def test_a_taken_port_is_passed_over(cluster):
    with socket.create_server(("127.0.0.1", cluster.preferred_port)):
        cluster.start()

    assert cluster.port.number > cluster.preferred_port
    assert cluster.ask("SELECT 1") == "1"


def test_an_interrupted_creation_is_begun_again(cluster):
    unfinished = cluster.folder / "unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18")

    assert cluster.start()


@only_root
def test_as_root_it_runs_as_an_unprivileged_user(cluster):
    cluster.start()

    owner = processes.PROC.joinpath(str(cluster.running().pid)).stat().st_uid

    assert pwd.getpwuid(owner).pw_name in account.CANDIDATES


@only_root
def test_binaries_out_of_reach_are_copied_and_no_folder_above_is_opened(cluster, folder):
    closed = folder / "closed"
    packages = closed / "packages"
    closed.mkdir(mode=0o700)
    for name in (postgres.INSTALL, f"{postgres.WHEEL}.libs"):
        shutil.copytree(venv.packages() / name, packages / name, symlinks=True)
    packages.joinpath(f"{postgres.WHEEL}-1.2.3.dist-info").mkdir()
    cluster.packages = packages
    before = _modes(packages)

    cluster.start()

    assert cluster.binaries.is_relative_to(folder / "binaries")
    assert cluster.ask("SELECT 1") == "1"
    assert _modes(packages) == before


@only_root
def test_data_out_of_reach_goes_elsewhere(folder, monkeypatch):
    closed = folder / "closed/var"
    closed.mkdir(parents=True)
    closed.parent.chmod(0o700)
    monkeypatch.setattr(places, "VAR", closed)
    monkeypatch.setattr(places, "SYSTEM_BASE", folder / "system")

    assert private.data_folder(account.unprivileged()) == places.private_folder()
    assert private.data_folder(None) == closed


def _modes(path: Path) -> dict[Path, int]:
    return {one: one.stat().st_mode for one in (path, *path.parents)}
