"""
Rule 2, stricter: only the alarm of this very leaving counts as the alarm.

Another live alert on the incident, or one of an earlier leaving, tells nobody that a unit has left.
"""

from django.db import migrations

CHECK = """
CREATE OR REPLACE FUNCTION dispatch_is_protected(incident incidents_incident) RETURNS boolean
LANGUAGE sql AS $$
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM dispatch_assignment
                     WHERE incident_id = incident.id AND ended_at IS NULL)
            THEN incident.status IN ('ASSIGNED', 'AT_SCENE')
        WHEN incident.status IN ('ASSIGNED', 'AT_SCENE')
            THEN false
        WHEN NOT EXISTS (SELECT 1 FROM dispatch_assignment WHERE incident_id = incident.id)
            THEN true
        WHEN incident.status IN ('RESULTED', 'CLOSED')
            THEN incident.non_attendance_approved_by_id IS NOT NULL
                OR EXISTS (SELECT 1 FROM dispatch_assignment
                           WHERE incident_id = incident.id AND state = 'CLEARED')
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


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0004_assignments_stay")]
    # Going back leaves the stricter rule in place: what it allows, the older one allowed too.
    operations = [migrations.RunSQL(CHECK, migrations.RunSQL.noop)]
