"""What must hold after every step, asked of the database in its own words."""

from django.db import connection

from dispatch import queries
from incidents import chain, figures
from incidents.models import Incident

SETTLED = "an incident settled, and a unit left it or its grade was raised since it was dealt with"
# Each answers the ids of the rows that break it.
NEVER = {
    "a unit with two current assignments": """
        SELECT unit_id FROM dispatch_assignment WHERE ended_at IS NULL
        GROUP BY unit_id HAVING count(*) > 1""",
    "an incident whose status does not fit its units": """
        SELECT i.id FROM incidents_incident i LEFT JOIN (
            SELECT incident_id, bool_or(state = 'AT_SCENE') AS there FROM dispatch_assignment
            WHERE ended_at IS NULL GROUP BY 1) a ON a.incident_id = i.id
        WHERE CASE WHEN a.there THEN i.status <> 'AT_SCENE'
                   WHEN NOT a.there THEN i.status <> 'ASSIGNED'
                   ELSE i.status IN ('ASSIGNED', 'AT_SCENE') END""",
    "an incident that counts its units wrongly": """
        SELECT i.id FROM incidents_incident i
        LEFT JOIN dispatch_assignment a ON a.incident_id = i.id AND a.ended_at IS NULL
        LEFT JOIN dispatch_unit u ON u.id = a.unit_id
        GROUP BY i.id HAVING i.units_live <> count(a.id)
            OR jsonb_array_length(i.units) <> count(a.id)
            OR NOT i.units @> coalesce(jsonb_agg(jsonb_build_object(
                'callsign', u.callsign, 'state', a.state)) FILTER (WHERE a.id > 0), '[]')""",
    "a unit at an incident that no clock could watch should it leave": """
        SELECT i.id FROM incidents_incident i JOIN dispatch_assignment a ON a.incident_id = i.id
        WHERE a.ended_at IS NULL AND i.grade NOT IN ('I', 'S', 'E')""",
    "an open incident whose owner is not on shift": """
        SELECT i.id FROM incidents_incident i WHERE i.status <> 'CLOSED' AND NOT EXISTS (
            SELECT 1 FROM core_duty d WHERE d.person_id = i.owner_id AND d.ended_at IS NULL
            AND d.break_started_at IS NULL)""",
    "a graded incident that nobody attends or attended, and that no clock watches": """
        SELECT i.id FROM incidents_incident i
        WHERE i.status IN ('AWAITING_UNIT', 'ASSIGNED') AND i.attended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM countdowns_clock c WHERE c.subject = 'incident'
            AND c.subject_id = i.id AND c.kind = 'attend' AND c.stopped_at IS NULL
            AND c.due_at = i.due_at AND c.started_at = i.clock_start_at)""",
    "an incident to be closed that no clock watches": """
        SELECT i.id FROM incidents_incident i WHERE i.status = 'RESULTED'
        AND NOT EXISTS (SELECT 1 FROM countdowns_clock c WHERE c.subject = 'incident'
            AND c.subject_id = i.id AND c.kind = 'close_or_send' AND c.stopped_at IS NULL)""",
    SETTLED: """
        SELECT i.id FROM incidents_incident i WHERE i.status IN ('RESULTED', 'CLOSED')
        AND NOT CASE WHEN i.non_attendance_approved_by_id IS NOT NULL
            THEN i.non_attendance_grade <> ''
                AND position(i.grade IN 'ISER') >= position(i.non_attendance_grade IN 'ISER')
            WHEN NOT EXISTS (SELECT 1 FROM dispatch_assignment a WHERE a.incident_id = i.id)
            THEN i.grade = 'R'
            ELSE position(i.grade IN 'ISER') >= (
                SELECT position(d.grade IN 'ISER') FROM incidents_gradedecision d
                WHERE d.incident_id = i.id ORDER BY d.id DESC LIMIT 1)
            AND EXISTS (SELECT 1 FROM dispatch_assignment a
                WHERE a.incident_id = i.id AND a.state = 'CLEARED'
                AND NOT EXISTS (SELECT 1 FROM dispatch_assignment b
                    WHERE b.incident_id = i.id AND b.ended_at > a.ended_at)
                AND NOT EXISTS (SELECT 1 FROM incidents_gradedecision d
                    WHERE d.incident_id = i.id AND d.before <> '' AND d.at > a.ended_at
                    AND position(d.grade IN 'ISER') < position(d.before IN 'ISER'))) END""",
    "a live alert that asks for an approval, and nobody asks": """
        SELECT r.id FROM countdowns_alert r JOIN incidents_incident i ON i.id = r.subject_id
        WHERE r.subject = 'incident' AND r.code = 'NON_ATTENDANCE_ASKED'
        AND r.resolved_at IS NULL AND i.non_attendance_asked_by_id IS NULL""",
    "a live alert in another area than the incident it is about": """
        SELECT r.id FROM countdowns_alert r JOIN incidents_incident i ON i.id = r.subject_id
        WHERE r.subject = 'incident' AND r.resolved_at IS NULL
        AND r.area_id IS DISTINCT FROM i.command_unit_id""",
    "a closed incident with a running clock or a live alert": """
        SELECT i.id FROM incidents_incident i WHERE i.status = 'CLOSED' AND (
            EXISTS (SELECT 1 FROM countdowns_clock c WHERE c.subject = 'incident'
                AND c.subject_id = i.id AND c.stopped_at IS NULL)
            OR EXISTS (SELECT 1 FROM countdowns_alert a WHERE a.subject = 'incident'
                AND a.subject_id = i.id AND a.resolved_at IS NULL))""",
    "an incident closed without attendance or the approval of another": """
        SELECT id FROM incidents_incident WHERE status = 'CLOSED' AND attended_at IS NULL
        AND (non_attendance_approved_by_id IS NULL
            OR non_attendance_approved_by_id = non_attendance_asked_by_id)""",
    "a running clock that will never fire again and has not fired": """
        SELECT id FROM countdowns_clock WHERE stopped_at IS NULL AND next_step_at IS NULL
        AND (steps <> '{}' OR repeat_seconds IS NOT NULL)""",
    "a live alert that neither climbs nor returns": """
        SELECT a.id FROM countdowns_alert a WHERE a.resolved_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM countdowns_clock c WHERE c.subject = 'alert' AND c.subject_id = a.id
            AND c.stopped_at IS NULL AND c.kind = CASE WHEN a.acknowledged_by_id IS NULL
                THEN 'acknowledge_alert' ELSE 'alert_lease' END)""",
    "a unit that has not acknowledged its assignment, and that no clock watches": """
        SELECT a.id FROM dispatch_assignment a WHERE a.state = 'ASSIGNED' AND NOT EXISTS (
            SELECT 1 FROM countdowns_clock c WHERE c.subject = 'assignment' AND c.subject_id = a.id
            AND c.kind = 'acknowledge_assignment' AND c.stopped_at IS NULL)""",
    "a live alert that a crew has to be told where it is sent to, and the crew knows": """
        SELECT r.id FROM countdowns_alert r WHERE r.subject = 'unit' AND r.code = 'PLACE_CHANGED'
        AND r.resolved_at IS NULL AND NOT EXISTS (SELECT 1 FROM dispatch_assignment a
            JOIN incidents_incident i ON i.id = a.incident_id
            WHERE a.unit_id = r.subject_id AND a.ended_at IS NULL
            AND i.place_number > a.place_known)""",
    "an alarm that a unit left, ended though no crew had acknowledged another assignment": """
        SELECT r.id FROM countdowns_alert r WHERE r.code LIKE 'UNIT_LEFT%'
        AND r.subject = 'incident' AND r.resolved_at IS NOT NULL
        AND r.resolve_reason NOT IN ('NON_ATTENDANCE', 'CLOSED')
        AND NOT EXISTS (SELECT 1 FROM dispatch_assignment a
            JOIN incidents_incident i ON i.id = a.incident_id
            JOIN core_auditentry e ON e.subject = 'dispatch.unit' AND e.subject_id = a.unit_id::text
            WHERE i.id = r.subject_id AND e.at = r.resolved_at
            AND e.name IN ('unit.acknowledged', 'unit.en_route', 'unit.at_scene')
            AND e.detail ->> 'incident' = i.cad_number || '/' || to_char(i.cad_day, 'DDMONYY')
            AND coalesce(a.acknowledged_at, a.en_route_at, a.at_scene_at) IS NOT NULL)""",
    "a shift that could lapse unseen": """
        SELECT d.id FROM core_duty d WHERE d.ended_at IS NULL AND NOT d.called_in
        AND NOT EXISTS (SELECT 1 FROM countdowns_clock c WHERE c.subject = 'duty'
            AND c.subject_id = d.id AND c.stopped_at IS NULL)""",
    "a contact that is done without an outcome, or has none and no clock": """
        SELECT c.id FROM contacts_contact c WHERE c.outcome = '' AND (c.state = 'DISPOSED'
            OR NOT EXISTS (SELECT 1 FROM countdowns_clock k WHERE k.subject = 'contact'
                AND k.subject_id = c.id AND k.kind = 'no_disposition' AND k.stopped_at IS NULL))""",
    "a contact that came to an incident, and no incident knows of it": """
        SELECT c.id FROM contacts_contact c WHERE c.outcome IN ('INCIDENT', 'LINKED_INCIDENT')
        AND NOT EXISTS (SELECT 1 FROM incidents_incidentcontact l WHERE l.contact_id = c.id)""",
    "a handler and a contact who do not know of each other": """
        SELECT h.id FROM contacts_handler h JOIN contacts_contact c ON c.id = h.contact_id
        WHERE c.handler_id <> h.person_id OR (h.state = 'RINGING') <> (c.state = 'OFFERED')
        UNION ALL SELECT c.id FROM contacts_contact c WHERE c.state = 'OFFERED' AND NOT EXISTS (
            SELECT 1 FROM contacts_handler h WHERE h.contact_id = c.id)""",
    "a log whose lines do not follow each other, or do not end where its incident says": """
        SELECT incident_id FROM (
            SELECT incident_id, seq, prev_hash, row_number() OVER own AS place,
                   lag(hash) OVER own AS before FROM incidents_logentry
            WINDOW own AS (PARTITION BY incident_id ORDER BY seq)) lines
        WHERE seq <> place OR prev_hash <> coalesce(before, repeat('0', 64))
        UNION ALL SELECT i.id FROM incidents_incident i WHERE NOT EXISTS (
            SELECT 1 FROM incidents_logentry l WHERE l.incident_id = i.id
            AND l.seq = i.log_seq AND l.hash = i.log_hash)""",
    "a day whose CAD numbers have a gap": """
        SELECT d.last FROM incidents_cadday d LEFT JOIN incidents_incident i ON i.cad_day = d.day
        GROUP BY d.day HAVING count(i.id) <> d.last OR max(i.cad_number) <> d.last""",
    "an account that is closed and on shift": """
        SELECT d.id FROM core_duty d JOIN core_person p ON p.id = d.person_id
        WHERE d.ended_at IS NULL AND NOT p.is_active""",
}
PREPARED = "SELECT 1 FROM pg_prepared_statements WHERE name = 'never_false'"


def broken() -> list[str]:
    """Return in words everything that is not as it must be; nothing, always."""
    with connection.cursor() as cursor:
        cursor.execute(PREPARED)
        if cursor.fetchone() is None:
            cursor.execute(f"PREPARE never_false AS {_every_question()}")
        cursor.execute("EXECUTE never_false")
        return [f"{name}: {ids}" for name, ids in cursor.fetchall()]


def _every_question() -> str:
    """Return all that is asked as one statement, LOST and the third wall in their own words."""
    lost, values = figures.listed("lost").values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        asked = {"lost": cursor.mogrify(lost, values).decode(), "unprotected": queries.UNPROTECTED}
    return " UNION ALL ".join(
        f"SELECT '{name}', string_agg(found.id::text, ', ') FROM ({sql}) AS found (id) "  # noqa: S608
        "HAVING count(*) > 0"
        for name, sql in {**NEVER, **asked}.items()
    )


def broken_logs() -> list[int]:
    """Return the incidents whose log was touched: every line is hashed again."""
    every = Incident.objects.prefetch_related("log")
    return [incident.pk for incident in every if chain.first_broken(incident.log.all()) is not None]


def due_times() -> dict[int, tuple]:
    """Return when each incident is due, and what its grade was when that was reckoned."""
    graded = Incident.objects.values_list("pk", "due_at", "clock_start_at", "graded_at")
    return {pk: tuple(rest) for pk, *rest in graded}
