"""
Rule 2, stricter: a unit that cleared counts while nothing has happened since that calls for one.

What another unit left after that, or a raised grade, is settled no longer; and what no unit was
ever sent to is settled by an excuse, or as a referral, and by nothing else.
"""

from importlib import import_module

from django.db import migrations

CHECK = """
CREATE FUNCTION dispatch_was_dealt_with(incident incidents_incident) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(last_cleared >= last_ended, false)
        AND NOT incidents_raised_since(incident, last_cleared)
    FROM (SELECT max(ended_at) AS last_ended,
                 max(ended_at) FILTER (WHERE state = 'CLEARED') AS last_cleared
          FROM dispatch_assignment WHERE incident_id = incident.id) AS ended
$$;

CREATE OR REPLACE FUNCTION dispatch_is_protected(incident incidents_incident) RETURNS boolean
LANGUAGE sql AS $$
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM dispatch_assignment
                     WHERE incident_id = incident.id AND ended_at IS NULL)
            THEN incident.status IN ('ASSIGNED', 'AT_SCENE')
        WHEN incident.status IN ('ASSIGNED', 'AT_SCENE')
            THEN false
        WHEN incident.status IN ('RESULTED', 'CLOSED')
            AND incident.non_attendance_approved_by_id IS NOT NULL
            THEN incident.non_attendance_grade <> ''
                AND NOT incidents_is_more_urgent(incident.grade, incident.non_attendance_grade)
        WHEN NOT EXISTS (SELECT 1 FROM dispatch_assignment WHERE incident_id = incident.id)
            THEN incident.status NOT IN ('RESULTED', 'CLOSED') OR incident.grade = 'R'
        WHEN incident.status IN ('RESULTED', 'CLOSED')
            THEN dispatch_was_dealt_with(incident)
        ELSE incident.status = 'AWAITING_UNIT' AND incident.left_at IS NOT NULL
            AND EXISTS (SELECT 1 FROM core_duty WHERE person_id = incident.owner_id
                        AND ended_at IS NULL AND break_started_at IS NULL)
            AND EXISTS (SELECT 1 FROM countdowns_clock WHERE subject = 'incident'
                        AND subject_id = incident.id AND kind = 're_resource'
                        AND stopped_at IS NULL)
            AND EXISTS (SELECT 1 FROM countdowns_alert WHERE subject = 'incident'
                        AND subject_id = incident.id AND resolved_at IS NULL
                        AND code = 'UNIT_LEFT' AND raised_at >= incident.left_at)
    END
$$;
"""
BEFORE = import_module("dispatch.migrations.0007_excuse_of_this_grade").CHECK
UNDO = f"{BEFORE} DROP FUNCTION dispatch_was_dealt_with(incidents_incident);"


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0007_excuse_of_this_grade"),
        ("incidents", "0004_raised_since"),
    ]
    operations = [migrations.RunSQL(CHECK, UNDO)]
