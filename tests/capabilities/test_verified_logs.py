"""`manage.py verify_audit` names the first entry of a log that was touched, whoever touched it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from incidents import verifying
from incidents.models import Incident, LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.capability("E3")]
ASKED = 3  # One statement, and the transaction around it.
LINE = "incident_id = %(pk)s AND seq = 3"
TOUCHED = {
    "edited": (f"UPDATE incidents_logentry SET text = 'No.' WHERE {LINE}", 3),  # noqa: S608
    "moved in time": (
        f"UPDATE incidents_logentry SET at = at - interval '1 second' WHERE {LINE}",  # noqa: S608
        3,
    ),
    "removed": (f"DELETE FROM incidents_logentry WHERE {LINE}", 3),  # noqa: S608
    "its end cut off": (
        "DELETE FROM incidents_logentry WHERE incident_id = %(pk)s AND seq > 2",
        3,
    ),
    "all of it gone": ("DELETE FROM incidents_logentry WHERE incident_id = %(pk)s", 1),
}


@pytest.fixture
def incidents(world, settings, tmp_path) -> list[Incident]:
    """Three incidents with something on their logs, and no anchor yet."""
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    made = [world.graded("S") for _each in range(3)]
    for incident in made:
        world.note(incident, "Rang back, no reply")
    return made


def with_triggers_off(statement: str, **values) -> None:
    """Do what somebody with the database's own password could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")


def test_whole_logs_are_counted_and_said_to_be_whole(incidents, capsys):
    call_command("verify_audit")

    assert f"{LogEntry.objects.count()} lines" in capsys.readouterr().out


@pytest.mark.parametrize(("statement", "first"), TOUCHED.values(), ids=TOUCHED)
def test_the_first_touched_entry_is_named_by_reference_and_number(incidents, statement, first):
    touched = incidents[1]
    with_triggers_off(statement, pk=touched.pk)

    with pytest.raises(CommandError) as refused:
        call_command("verify_audit")

    sentences = str(refused.value).splitlines()
    assert len(sentences) == 1
    assert sentences[0].startswith(f"CAD {touched.reference}: entry {first} of its log")


def test_it_takes_one_statement_however_many_logs_there_are(
    incidents, world, django_assert_num_queries
):
    with django_assert_num_queries(ASKED):
        few, _faults = verifying.logs()
    world.note(world.graded("I"), "Somebody is at the door")

    with django_assert_num_queries(ASKED):
        more, faults = verifying.logs()

    assert more > few
    assert faults == []
