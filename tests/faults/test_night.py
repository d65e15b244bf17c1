"""Whatever is killed, stopped, cut or lost: what was acknowledged is there, once.

The books can fail: the last tests break them on purpose, and they say so.
"""

import sys
from collections import Counter

import pytest
from django.db import connection, transaction

from contactcentre.countdowns.models import ClockStep
from tests.faults import judging, numbers
from tests.faults.notes import NO_ANSWER, Notes, Outcome

# A second is promised; a process that is started again needs a few.
PROMISED, LONGEST_LATE = 1.0, 5.0


@pytest.mark.slow
@pytest.mark.capability("A19")
def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(night):
    notes = night.floor.notes
    faults = judging.faults_in(notes)
    told = {outcome: len(notes.of(outcome)) for outcome in Outcome}
    done = Counter(order.leaves for order in notes.of(Outcome.ACKNOWLEDGED))
    _say(
        f"{len(faults)} lost or doubled of {told[Outcome.ACKNOWLEDGED]} acknowledged, "
        f"{told[Outcome.UNKNOWN]} unknown and {told[Outcome.REFUSED]} refused orders, "
        f"in {night.seconds:.0f} s",
        f"{done['contact.received'] / night.seconds:.1f} contacts a second; all: {dict(done)}",
        f"answers: {dict(sorted(notes.statuses.items()))}",
        *(f"{count} × {what}" for what, count in sorted(night.rig.hurt().items())),
    )
    assert faults == []
    assert notes.strange == []
    assert told[Outcome.ACKNOWLEDGED] > night.seconds * numbers.CONTACTS_A_SECOND / 4


@pytest.mark.slow
def test_nothing_that_must_never_be_false_is(night):
    broken = judging.broken_rules()
    _say(f"{len(broken)} rules broken", *broken)
    assert broken == []
    assert night.rig.ended() == []


@pytest.mark.slow
def test_every_pending_clock_fired_once_while_redis_was_gone(night):
    fired = ClockStep.objects.filter(clock__in=night.pending, percent=50)
    late = judging.lateness(night.began_at, night.rig.away)
    over = [f"{by:.1f} s late, {night.rig.before(due)}" for by, due in late if by > PROMISED]
    held = [by for by, due in late if _is_in(night.rig.frozen, due)]
    free = [by for by, due in late if not _is_in(night.rig.frozen, due)]
    _say(
        f"{numbers.CLOCKS - fired.count()} of {numbers.CLOCKS} pending clocks did not fire",
        f"{len(over)} of {len(late)} steps over a second late; the latest {max(free):.2f} s, and "
        f"{max(held, default=0):.2f} s while a process stood still",
        *over,
        f"swept by Celery alone {night.celery_back:.0f} s after Redis came back",
    )
    assert fired.count() == numbers.CLOCKS
    assert max(free) < LONGEST_LATE, over
    assert max(held, default=0) < numbers.FROZEN_SECONDS + LONGEST_LATE, over
    assert night.celery_back < 40


def _is_in(windows: list[tuple[float, float]], moment: float) -> bool:
    """Test whether something was so; whoever stands still may hold a row until that is over."""
    return any(began - PROMISED <= moment <= ended for began, ended in windows)


def _say(*lines: str) -> None:
    sys.stdout.write("\n" + "\n".join(lines) + "\n")


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
            assert cursor.rowcount >= 1, "nothing was there to be broken"

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
