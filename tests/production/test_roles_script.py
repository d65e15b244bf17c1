"""The script that makes the four roles, run on a real server as Docker runs it."""

import os
import subprocess

import psycopg2
import pytest
from psycopg2 import errors

from runner import ports, postgres
from tests.production.compose import ROOT

SUPERUSER = "8fd2-superuser"
PASSWORDS = {
    "DATABASE_OWNER_PASSWORD": "owner-h4Tb8vMc1Rs6",
    "DATABASE_PASSWORD": "works-'quoted'-9Lx4",
    "BACKUP_PASSWORD": "backup-n7Kp2wQz9",
}


def env(cluster: postgres.Cluster) -> dict[str, str]:
    """Return what the script sees."""
    return PASSWORDS | {
        "PATH": f"{cluster.binaries}/bin:{os.environ['PATH']}",
        "PGHOST": ports.LOOPBACK,
        "PGPORT": str(cluster.port.number),
        "PGPASSWORD": SUPERUSER,
        "PGDATA": str(cluster.folder),
    }


@pytest.fixture
def server(cluster) -> postgres.Cluster:
    """A server with nobody but its superuser, on which the script has run."""
    cluster.ask(f"CREATE ROLE postgres SUPERUSER LOGIN PASSWORD '{SUPERUSER}'")
    cluster.ask(f"DROP DATABASE {postgres.NAME}")
    seen = env(cluster)
    rename = f"ALTER ROLE {postgres.NAME} RENAME TO somebody_else"
    for command in (
        ["psql", "-XqU", "postgres", "-d", "postgres", "-c", rename],
        ["bash", ROOT / "docker/postgres/roles.sh"],
    ):
        answer = subprocess.run(command, env=seen, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stderr
    return cluster


def enter(server: postgres.Cluster, role: str, password: str):
    """Sign in to the contact centre's database."""
    return psycopg2.connect(
        host=ports.LOOPBACK,
        port=server.port.number,
        user=role,
        password=PASSWORDS[password],
        dbname="contactcentre",
    )


def may_say_what_a_commit_waits_for(server: postgres.Cluster) -> bool:
    """Change it and have it read as the role of the backups, as two-disks.sh does."""
    link = psycopg2.connect(
        host=ports.LOOPBACK,
        port=server.port.number,
        user="backup",
        password=PASSWORDS["BACKUP_PASSWORD"],
        dbname="postgres",
    )
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute("ALTER SYSTEM SET synchronous_standby_names = ''")
        cursor.execute("SELECT pg_reload_conf()")
        [loaded] = cursor.fetchone()
        with pytest.raises(errors.InsufficientPrivilege):
            cursor.execute("ALTER SYSTEM SET fsync = off")
    link.close()
    return loaded


def ask(link, sentence: str):
    """Say one sentence, and commit it."""
    try:
        with link, link.cursor() as cursor:
            cursor.execute(sentence)
            return cursor.fetchone() if cursor.description else None
    finally:
        link.close()


def test_the_owner_makes_tables_and_the_role_that_works_makes_none(server):
    ask(enter(server, "contactcentre_owner", "DATABASE_OWNER_PASSWORD"), "CREATE TABLE mine ()")

    with pytest.raises(errors.InsufficientPrivilege):
        ask(enter(server, "contactcentre", "DATABASE_PASSWORD"), "CREATE TABLE yours ()")
    with pytest.raises(errors.InsufficientPrivilege):
        ask(enter(server, "contactcentre", "DATABASE_PASSWORD"), "DROP TABLE mine")
    with pytest.raises(psycopg2.OperationalError, match="permission denied for database"):
        enter(server, "backup", "BACKUP_PASSWORD")
    assert may_say_what_a_commit_waits_for(server)
    assert "host replication backup" in (server.folder / "pg_hba.conf").read_text()
