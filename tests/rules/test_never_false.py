"""What must never be false is refused by PostgreSQL, and by the wall we think (DESIGN §3)."""

import pytest

from tests.rules.breaches import BREACHES, Breach
from tests.rules.database import refusal, run, take_down, take_down_named, walls

OURS = ("contacts_", "core_", "countdowns_", "dispatch_", "incidents_")
# Walls that no breach tries, with the reason.
NOT_TRIED = {
    "_check": "Django's own: numbers that may not be negative",
    "_uniq": "Django's own: a pair of a many-to-many relation is there once",
    "_pkey": "the key of a table",
    "core_authenticatorapp_person_id_key": "tried in tests/factors: one app for a person",
    "core_passkey_credential_id_key": "tried in tests/factors: one owner of a passkey",
    "recovery_code_once": "tried in tests/factors: a code is taken once",
    "_username_key": "Django's own: person_one_of_each_username is the stricter one",
}


@pytest.mark.capability("B6", "E2", "E3", "E5", "G4", "H2", "I1")
@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_database_refuses_what_must_never_be(scene, breach: Breach):
    assert refusal(breach.sql, **scene.ids)


@pytest.mark.capability("G4", "H2")
@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_it_is_this_wall_that_refuses_it(scene, breach: Breach):
    take_down((breach.table, breach.wall))

    run(breach.sql, **scene.ids)


@pytest.mark.capability("E2", "H2")
def test_no_table_that_rules_stand_on_can_be_emptied(scene):
    tables = [table for table, wall in walls() if wall == "never_truncated"]
    statements = [f"TRUNCATE {table} CASCADE" for table in tables]

    assert len(tables) > 10
    assert all(refusal(statement) for statement in statements)

    take_down_named("never_truncated")
    run(*statements)


def test_an_incident_cannot_be_deleted_so_no_number_is_missing(scene):
    assert refusal("DELETE FROM incidents_incident WHERE id = %(opened)s", **scene.ids)


def test_every_wall_of_the_database_is_tried(scene):
    tried = {(breach.table, breach.wall) for breach in BREACHES}
    untried = {
        (table, name)
        for table, name in walls()
        if table.startswith(OURS)
        and (table, name) not in tried
        and name != "never_truncated"
        and not name.endswith(tuple(NOT_TRIED))
    }

    assert untried == set()
