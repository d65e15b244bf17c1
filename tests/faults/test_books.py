"""The books can fail: each of these breaks them on purpose, and they say so."""

import pytest
from django.db import connection, transaction

from tests.faults import judging
from tests.faults.notes import NO_ANSWER, Notes, Outcome

LOST = {
    "contact.received": "DELETE FROM contacts_contact WHERE text = %(mark)s",
    "incident.opened": "DELETE FROM incidents_incident WHERE summary = %(mark)s",
    "incident.noted": "DELETE FROM incidents_logentry WHERE text = %(mark)s",
    "unit.stood_down": """
        UPDATE dispatch_assignment SET end_reason = '-' WHERE end_reason = %(mark)s""",
    "unit.acknowledged": "DELETE FROM core_auditentry WHERE request_id = %(mark)s",
    "unit.assigned": "DELETE FROM core_auditentry WHERE request_id = %(mark)s",
}
TWICE = """
    UPDATE contacts_contact SET text = %(mark)s
    WHERE id = (SELECT max(id) FROM contacts_contact WHERE text <> %(mark)s)
"""
CLOCKS = {
    "a step that fired twice": """
        INSERT INTO countdowns_clockstep (clock_id, percent, turn, fell_due_at, fired_at)
        SELECT clock_id, percent, turn + 1000, fell_due_at, fired_at
        FROM countdowns_clockstep ORDER BY id LIMIT 1""",
    "a step that is overdue and has not fired": """
        UPDATE countdowns_clock SET next_step_at = now() - interval '1 minute'
        WHERE id = (SELECT id FROM countdowns_clock WHERE stopped_at IS NULL LIMIT 1)""",
    "a step that was passed over": """
        DELETE FROM countdowns_clockstep WHERE id = (SELECT s.id FROM countdowns_clockstep s
            JOIN countdowns_clock c ON c.id = s.clock_id
            WHERE c.kind = 'attend' AND s.percent = 50 ORDER BY s.id LIMIT 1)""",
    "an attendance step that is not on the log exactly once": """
        DELETE FROM incidents_logentry WHERE id = (SELECT max(id) FROM incidents_logentry
            WHERE text LIKE '%% of the time to attend is used%%')""",
    "an alert that climbed more or less often than its clock fired": """
        INSERT INTO core_auditentry
            (at, by, through, name, subject, subject_id, detail, request_id)
        SELECT now(), '', '', 'alert.climbed', 'countdowns.alert', id::text, '{}', ''
        FROM countdowns_alert ORDER BY id LIMIT 1""",
}


@pytest.fixture
def forging(night):
    """A way to change the database with its triggers off, undone after the test."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")

        def forge(sql: str, mark: str = "") -> None:
            cursor.execute(sql, {"mark": mark})
            assert cursor.rowcount == 1, "nothing was there to be broken"

        yield forge
        transaction.set_rollback(True)


def acknowledged(notes: Notes, leaves: str):
    """Return an order of this kind that was acknowledged."""
    return next(order for order in notes.of(Outcome.ACKNOWLEDGED) if order.leaves == leaves)


@pytest.mark.slow
@pytest.mark.parametrize("leaves", LOST)
def test_an_acknowledged_order_that_is_lost_is_seen(night, forging, leaves):
    order = acknowledged(night.floor.notes, leaves)

    forging(LOST[leaves], order.mark)

    assert any(order.mark in fault for fault in judging.faults_in(night.floor.notes))


@pytest.mark.slow
def test_a_contact_that_is_there_twice_is_seen(night, forging):
    order = acknowledged(night.floor.notes, "contact.received")

    forging(TWICE, order.mark)

    faults = judging.faults_in(night.floor.notes)
    assert any(order.mark in fault and "there 2 times" in fault for fault in faults)


@pytest.mark.slow
def test_a_refused_order_that_was_done_all_the_same_is_seen(night):
    order = acknowledged(night.floor.notes, "unit.assigned")
    answers, order.tries = order.tries, [409]
    try:
        faults = judging.faults_in(night.floor.notes)
    finally:
        order.tries = answers

    assert len(faults) == 1
    assert order.mark in faults[0]


@pytest.mark.slow
@pytest.mark.parametrize("rule", CLOCKS)
def test_a_clock_that_went_wrong_is_seen(forging, rule):
    forging(CLOCKS[rule])

    assert any(fault.startswith(rule) for fault in judging.broken_clocks())


@pytest.mark.parametrize(
    ("tries", "outcome"),
    [
        ([201], Outcome.ACKNOWLEDGED),
        ([NO_ANSWER, 503, 200], Outcome.ACKNOWLEDGED),
        ([409], Outcome.REFUSED),
        ([NO_ANSWER], Outcome.UNKNOWN),
        ([503], Outcome.UNKNOWN),
        # Refused at the second try says nothing of the first, which may still be running.
        ([NO_ANSWER, 409], Outcome.UNKNOWN),
    ],
)
def test_what_a_client_may_believe(tries, outcome):
    order = Notes().invoke("contact.received")
    order.tries = tries

    assert order.outcome is outcome
