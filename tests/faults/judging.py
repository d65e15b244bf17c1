"""The books: the database against the notes, and against everything that must never be false."""

from collections import Counter
from datetime import timedelta

from django.db import connection

from contactcentre.core import clock, verifying
from contactcentre.core.models import AuditEntry, AuditSeal
from contactcentre.countdowns.kinds import KINDS
from tests.faults.notes import Notes, Order, Outcome
from tests.rules import invariants

# Where an order's own words end up; every order leaves an audit entry as well.
WRITTEN = {
    "contact.received": "SELECT text FROM contacts_contact",
    "incident.opened": "SELECT summary FROM incidents_incident",
    "incident.noted": "SELECT text FROM incidents_logentry",
    "unit.diverted_on": "SELECT reason FROM dispatch_divert",
    "unit.stood_down": "SELECT end_reason FROM dispatch_assignment",
}
ENTRIES = "SELECT name, request_id FROM core_auditentry WHERE request_id LIKE 'fault-%'"
# Each answers the ids of the rows that break it. Late steps fire as one, the highest, which fell
# due with the first of them.
CLOCKS = {
    "a step that fired twice": """
        SELECT clock_id FROM countdowns_clockstep
        GROUP BY clock_id, fell_due_at HAVING count(*) > 1""",
    "a step that is overdue and has not fired": """
        SELECT id FROM countdowns_clock
        WHERE stopped_at IS NULL AND next_step_at < now() - interval '3 seconds'""",
    "a step that was passed over": """
        SELECT c.id FROM countdowns_clock c JOIN countdowns_policy p ON p.id = c.policy_id
        CROSS JOIN unnest(p.steps) AS step (percent)
        CROSS JOIN LATERAL (SELECT c.started_at + (c.due_at - c.started_at) * percent / 100)
            AS due (at)
        WHERE c.kind <> ALL (%(leases)s)
        AND due.at < coalesce(c.stopped_at, now()) - interval '15 seconds'
        AND NOT EXISTS (SELECT 1 FROM countdowns_clockstep s WHERE s.clock_id = c.id
            AND s.percent >= step.percent AND s.fired_at >= due.at
            AND s.fell_due_at <= due.at + interval '10 milliseconds')""",
    "an attendance step that is not on the log exactly once": """
        SELECT c.id FROM countdowns_clock c WHERE c.kind = 'attend'
        AND (SELECT count(*) FROM countdowns_clockstep s JOIN countdowns_clock every
                ON every.id = s.clock_id WHERE every.kind = 'attend'
                AND every.subject_id = c.subject_id)
         <> (SELECT count(*) FROM incidents_logentry l WHERE l.incident_id = c.subject_id
                AND l.text LIKE '%% of the time to attend is used%%')""",
    "an alert that climbed more or less often than its clock fired": """
        SELECT a.id FROM countdowns_alert a
        WHERE (SELECT count(*) FROM core_auditentry e WHERE e.name = 'alert.climbed'
                AND e.subject = 'countdowns.alert' AND e.subject_id = a.id::text)
         <> (SELECT count(*) FROM countdowns_clockstep s JOIN countdowns_clock c
                ON c.id = s.clock_id WHERE c.kind = 'acknowledge_alert' AND c.subject_id = a.id)""",
}
# When each clock came to be there: one of a contact that lay in the spool has steps that are past.
BIRTHS = """
    CREATE TABLE clock_births (clock_id bigint PRIMARY KEY, at timestamptz NOT NULL);
    CREATE FUNCTION note_birth() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO clock_births VALUES (NEW.id, clock_timestamp());
        RETURN NULL;
    END $$;
    CREATE TRIGGER note_birth AFTER INSERT ON countdowns_clock
        FOR EACH ROW EXECUTE FUNCTION note_birth()"""
LATENESS = """
    SELECT extract(epoch FROM due)::float, extract(epoch FROM fired_at - due)::float
    FROM countdowns_clockstep JOIN clock_births USING (clock_id)
    CROSS JOIN LATERAL (SELECT greatest(fell_due_at, at) AS due) AS possible"""
SEALED_WITHIN = timedelta(seconds=5)


def faults_in(notes: Notes) -> list[str]:
    """Return a sentence for every order that is in the database more or less often than noted."""
    audited, written = _audited(), _written()
    found = []
    for order in notes.orders:
        counts = [audited[order.leaves, order.mark]]
        if order.leaves in WRITTEN:
            counts.append(written[order.leaves, order.mark])
        found += [fault for count in counts if (fault := _fault(order, count))]
        if len(set(counts)) > 1:
            found.append(f"{order.leaves} {order.mark} is half there: {counts}")
    return found


def broken_rules() -> list[str]:
    """Return in words every rule of the record, the clocks and the floor that does not hold."""
    found = invariants.broken()
    found += [f"the log of incident {pk} was touched" for pk in invariants.broken_logs()]
    found += verifying.audit_trail()[1]
    return found + _unsealed() + broken_clocks()


def broken_clocks() -> list[str]:
    """Return in words what is not as it must be with clocks, their steps and what those did."""
    leases = [name for name, kind in KINDS.items() if kind.is_lease]
    asked = ((name, _ask(sql, {"leases": leases})) for name, sql in CLOCKS.items())
    return [f"{name}: {sorted({pk for [pk] in rows})[:20]}" for name, rows in asked if rows]


def note_births() -> None:
    """Have this database write down from now on when each clock came to be there."""
    with connection.cursor() as cursor:
        cursor.execute(BIRTHS)


def lateness(since: float, away: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return how late each step fired, and when it could have at the earliest, since then.

    Those that fell due while nothing could fire them are left out: PostgreSQL or both of
    `run_clocks` were away.
    """
    return [
        (late, due)
        for due, late in _ask(LATENESS)
        if due > since and not any(began - 1 <= due <= ended + 1 for began, ended in away)
    ]


def _fault(order: Order, count: int) -> str:
    allowed = {
        Outcome.ACKNOWLEDGED: {1},
        Outcome.UNKNOWN: {0, 1},
        Outcome.REFUSED: {0},
    }
    if count in allowed[order.outcome]:
        return ""
    return f"{order.leaves} {order.mark}, {order.outcome.value} {order.tries}: there {count} times"


def _audited() -> Counter:
    return Counter(tuple(row) for row in _ask(ENTRIES))


def _written() -> Counter:
    return Counter(
        (leaves, mark)
        for leaves, sql in WRITTEN.items()
        for [text] in _ask(sql)
        if (mark := text.split(" ")[0])
    )


def _unsealed() -> list[str]:
    sealed = AuditSeal.objects.values("entry")
    due = AuditEntry.objects.filter(at__lt=clock.now() - SEALED_WITHIN)
    left = due.exclude(pk__in=sealed).count()
    return [f"{left} audit entries are not sealed"] if left else []


def _ask(sql: str, values: dict | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
