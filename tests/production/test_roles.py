"""In production the role that works owns nothing, and can take nothing from the record."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from psycopg2 import errors, sql

from contactcentre.core.models import roles
from tests.live.server import ROOT, database_url
from tests.production.environments import PRODUCTION


def check_deploy(url: str) -> subprocess.CompletedProcess:
    """Ask Django and the database whether this is fit for real callers."""
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    given = PRODUCTION | {"DATABASE_URL": url, "REDIS_URL": settings.REDIS_URL}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--database=default"]
        + ["--fail-level=WARNING"],
        cwd=ROOT,
        env=own | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_tables_that_are_only_added_to_are_known():
    assert {"core_auditentry", "core_auditseal", "incidents_logentry"} <= set(
        roles.append_only_tables()
    )


def test_production_is_clean_for_a_role_that_owns_nothing(working_role):
    answer = check_deploy(working_role.url)

    assert answer.returncode == 0, answer.stderr
    assert "no issues (0 silenced)" in answer.stdout


def test_production_refuses_the_owner_of_the_record(transactional_db):
    answer = check_deploy(database_url())

    assert answer.returncode == 1
    assert "core.E001" in answer.stderr
    assert "could change" in answer.stderr


def test_production_refuses_a_role_that_may_become_the_owner(working_role):
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("GRANT {owner} TO {role}").format(
                owner=sql.Identifier(connection.settings_dict["USER"]),
                role=sql.Identifier(working_role.name),
            )
        )

    assert "core.E001" in check_deploy(working_role.url).stderr


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE core_auditentry SET name = 'nothing.happened'",
        "DELETE FROM core_auditseal",
        "TRUNCATE incidents_logentry",
        "ALTER TABLE core_auditentry DISABLE TRIGGER ALL",
        "DROP TABLE core_auditseal",
        "DROP TRIGGER pgtrigger_append_only_12345 ON core_auditentry",
        "CREATE TABLE mine (id int)",
        "UPDATE django_migrations SET name = ''",
        "SET session_replication_role = replica",
        "SET ROLE contactcentre",
    ],
)
def test_the_role_that_works_can_take_nothing_from_the_record(working_role, sentence):
    with pytest.raises((errors.InsufficientPrivilege, errors.UndefinedObject)):
        working_role.ask(sentence)


def test_the_role_that_works_can_add_to_the_record_and_change_what_changes(working_role):
    working_role.ask(
        "INSERT INTO core_auditentry (at, by, through, name, subject, subject_id, detail, "
        "request_id) VALUES (now(), 'system', '', 'test.written', 'test', '1', '{}', '')"
    )
    working_role.ask("UPDATE core_heartbeat SET at = now()")

    assert working_role.ask("SELECT name FROM core_auditentry") == [("test.written",)]
