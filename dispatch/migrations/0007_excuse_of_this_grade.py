"""
Rule 2, stricter: an excuse counts only while the grade is not more urgent than what it was for.

What was approved for a lesser grade says nothing of what has become worse since.
"""

from importlib import import_module

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
        WHEN incident.status IN ('RESULTED', 'CLOSED')
            AND incident.non_attendance_approved_by_id IS NOT NULL
            THEN coalesce(position(incident.grade IN 'ISER')
                >= position(nullif(incident.non_attendance_grade, '') IN 'ISER'), false)
        WHEN NOT EXISTS (SELECT 1 FROM dispatch_assignment WHERE incident_id = incident.id)
            THEN true
        WHEN incident.status IN ('RESULTED', 'CLOSED')
            THEN EXISTS (SELECT 1 FROM dispatch_assignment
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

DROP TRIGGER incident_left_is_protected ON incidents_incident;
CREATE CONSTRAINT TRIGGER incident_left_is_protected AFTER UPDATE ON incidents_incident
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.status, OLD.owner_id, OLD.left_at, OLD.non_attendance_approved_by_id, OLD.grade,
           OLD.non_attendance_grade)
          IS DISTINCT FROM
          (NEW.status, NEW.owner_id, NEW.left_at, NEW.non_attendance_approved_by_id, NEW.grade,
           NEW.non_attendance_grade))
    EXECUTE FUNCTION dispatch_incident_protected();
"""
# The wall of before, whole: it must not lean on a column that goes away with incidents/0003.
UNDO = """
DROP TRIGGER incident_left_is_protected ON incidents_incident;
CREATE CONSTRAINT TRIGGER incident_left_is_protected AFTER UPDATE ON incidents_incident
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.status, OLD.owner_id, OLD.left_at, OLD.non_attendance_approved_by_id)
          IS DISTINCT FROM
          (NEW.status, NEW.owner_id, NEW.left_at, NEW.non_attendance_approved_by_id))
    EXECUTE FUNCTION dispatch_incident_protected();
""" + import_module("dispatch.migrations.0005_alarm_of_this_leaving").CHECK


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0006_crewed_at"), ("incidents", "0003_excused_grade")]
    operations = [migrations.RunSQL(CHECK, UNDO)]
