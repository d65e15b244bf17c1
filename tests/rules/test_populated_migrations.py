"""
Migrations that fill a new column are run on a database in which something has happened.

In one transaction the schema goes back and comes forward again over rows made by our own actions;
what comes back must be what the actions had written.
"""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dispatch import queries
from dispatch.actions import assignments, crews
from incidents.actions import markers, places, results
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.models import Incident
from incidents.places import Where
from tests.rules.database import refusal
from tests.scenarios.test_excused import excuse
from tests.world import check_constraints

BEFORE = [("dispatch", "0006_crewed_at"), ("incidents", "0002_numbers_and_data")]
FILLED = [("incidents", "0003_excused_grade")]
COLUMN = """
    SELECT count(*) FROM information_schema.columns
    WHERE table_name = 'incidents_incident' AND column_name = 'non_attendance_grade'
"""
WALL = """
    SELECT count(*) FROM pg_trigger
    WHERE tgrelid = 'incidents_incident'::regclass AND tgname = 'incident_left_is_protected'
"""


def migrate(*targets: tuple[str, str]) -> None:
    """Bring the schema to these migrations, whichever way they lie."""
    check_constraints()
    with connection.cursor() as cursor:
        # Django works out states for longer than a transaction of the web may say nothing.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
    # Each commits by itself elsewhere: what one has filled is checked before the next begins.
    executor = MigrationExecutor(connection, lambda *_progress: check_constraints())
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


def count(sql: str) -> int:
    """Return the one number that PostgreSQL answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def excused_for() -> dict[int, str]:
    """Return for which grade each incident was excused, if it was."""
    return dict(Incident.objects.values_list("pk", "non_attendance_grade"))


@pytest.fixture
def excuses(world) -> dict[str, Incident]:
    """Incidents excused, or nearly, in every order of grading and approving."""
    made = {name: world.graded("S") for name in ("as graded", "lowered since", "lowered before")}
    made |= {name: world.graded("E") for name in ("raised since", "asked", "never", "after a unit")}
    world.wait(minutes=1)
    world.grade(made["lowered before"], "E", by=world.supervisor)
    unit = world.unit()
    world.assign(unit, made["after a unit"])
    assignments.stand_down(
        unit_id=unit.pk, reason="needed elsewhere", by=world.dispatcher, at=world.at
    )
    world.wait(minutes=1)
    for name in ("as graded", "lowered since", "lowered before", "raised since", "after a unit"):
        excuse(world, made[name])
    results.ask_non_attendance(
        incident_id=made["asked"].pk, reason="quiet", by=world.dispatcher, at=world.at
    )
    world.wait(minutes=1)
    world.grade(made["lowered since"], "E", by=world.supervisor)
    world.grade(made["raised since"], "I", reason="he is back")
    return made


@pytest.mark.capability("E5", "H2", "L7")
def test_an_excuse_keeps_its_grade_through_the_migration_and_the_wall_stands_all_the_way(excuses):
    written = excused_for()
    assert {name: written[each.pk] for name, each in excuses.items()} == {
        "as graded": "S",
        "lowered since": "S",
        "lowered before": "E",
        "raised since": "",
        "asked": "",
        "never": "",
        "after a unit": "E",
    }
    incident = excuses["after a unit"]
    undone = f"UPDATE incidents_incident SET status = 'ASSIGNED' WHERE id = {incident.pk}"  # noqa: S608

    for targets, columns in ((BEFORE, 0), (FILLED, 1), ((), 1)):
        migrate(*targets)

        assert count(COLUMN) == columns
        assert count(WALL) == 1
        assert "nobody would be alarmed" in refusal(undone)

    assert excused_for() == written


@pytest.mark.capability("G3")
def test_a_crew_knows_after_the_migration_what_it_knew_before(world):
    incident = world.graded("I")
    first, second = world.unit("PC12"), world.unit("PC13")
    world.assign(first, incident)
    world.press(first, 15)
    world.wait(minutes=1)
    where = Where(text="14 Acre Lane", place_id=world.place.pk)
    places.correct(incident_id=incident.pk, location=where, by=world.supervisor, at=world.at)
    world.wait(minutes=1)
    world.assign(second, incident)

    migrate(("dispatch", "0009_place_known_at"), ("incidents", "0006_place_changed_at"))
    migrate()

    known = dict(incident.assignments.values_list("unit__callsign", "place_known"))
    assert known == {"PC12": 0, "PC13": 1}
    assert queries.sent_elsewhere(crews.PLACE_CHANGED)


@pytest.mark.capability("F8")
def test_what_was_entered_before_is_found_by_the_new_form_of_its_address(world):
    where = Where(text="Flat 2, 14 Acre Ln", place_id=world.place.pk)
    incident = world.incident(location=where)
    subject = Subject(location=where)
    marker = markers.enter(text="Knock loudly", subject=subject, by=world.supervisor, at=world.at)
    told = Withdrawal("He left", victim_informed="YES", informed_how="By telephone")
    markers.withdraw(marker_id=marker.pk, given=told, by=world.supervisor, at=world.at)
    migrate(("incidents", "0021_question_sets"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in ("incident", "marker"):
            old = f"UPDATE incidents_{table} SET place_words = 'flat 2 14 acre lane'"  # noqa: S608
            cursor.execute(old)
        cursor.execute("SET LOCAL session_replication_role = origin")

    migrate()

    for row in (incident, marker):
        row.refresh_from_db()
        assert row.place_words == "14 acre lane lambeth flat 2"
