"""
Rule 2 in the database: an incident that a unit has left is never without an owner and an alarm.

Checked at COMMIT whenever an assignment, an incident, a re-resource clock, an alert or a shift
changes, so that no action, form, import or console can leave it otherwise.
"""

from django.db import migrations

from contactcentre.countdowns.loading import load

DEFAULTS = [("acknowledge_assignment", "", 60, [100, 200], 60)]
AIRWAVE = [
    (0, "Emergency", "EMERGENCY"),
    (1, "On duty", "AVAILABLE"),
    (2, "On patrol", "AVAILABLE"),
    (3, "At station, available", "AVAILABLE"),
    (4, "Refreshments", "UNAVAILABLE"),
    (5, "En route", "EN_ROUTE"),
    (6, "At scene", "AT_SCENE"),
    (7, "Committed, deployable", "DEPLOYABLE"),
    (8, "Committed, not deployable", "NOT_DEPLOYABLE"),
    (9, "Prisoner escort", "UNAVAILABLE"),
    (10, "At court", "UNAVAILABLE"),
    (11, "Off duty", "OFF_DUTY"),
    (12, "Confidential message", "MESSAGE"),
    (13, "Non-urgent call back", "MESSAGE"),
    (14, "Urgent call back", "MESSAGE"),
    (15, "Received", "ACKNOWLEDGE"),
    (16, "Repeat", "MESSAGE"),
]
CHECK = """
CREATE FUNCTION dispatch_is_protected(incident incidents_incident) RETURNS boolean
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
                        AND subject_id = incident.id AND resolved_at IS NULL)
    END
$$;

CREATE FUNCTION dispatch_check_protected(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    incident incidents_incident;
BEGIN
    SELECT * INTO incident FROM incidents_incident WHERE id = wanted;
    IF FOUND AND NOT dispatch_is_protected(incident) THEN
        RAISE EXCEPTION 'A unit has left incident % and nobody would be alarmed.', wanted
            USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_left_is_protected';
    END IF;
END $$;

CREATE FUNCTION dispatch_assignment_protected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM dispatch_check_protected(NEW.incident_id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_left_is_protected AFTER INSERT OR UPDATE ON dispatch_assignment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dispatch_assignment_protected();

CREATE FUNCTION dispatch_incident_protected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM dispatch_check_protected(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_left_is_protected AFTER UPDATE ON incidents_incident
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.status, OLD.owner_id, OLD.left_at, OLD.non_attendance_approved_by_id)
          IS DISTINCT FROM
          (NEW.status, NEW.owner_id, NEW.left_at, NEW.non_attendance_approved_by_id))
    EXECUTE FUNCTION dispatch_incident_protected();

CREATE FUNCTION dispatch_subject_protected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM dispatch_check_protected(OLD.subject_id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_left_is_protected AFTER UPDATE OR DELETE ON countdowns_clock
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.subject = 'incident' AND OLD.kind = 're_resource')
    EXECUTE FUNCTION dispatch_subject_protected();
CREATE CONSTRAINT TRIGGER incident_left_is_protected AFTER UPDATE OR DELETE ON countdowns_alert
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.subject = 'incident')
    EXECUTE FUNCTION dispatch_subject_protected();

CREATE FUNCTION dispatch_owner_protected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM dispatch_check_protected(id) FROM incidents_incident
        WHERE owner_id = OLD.person_id AND status = 'AWAITING_UNIT';
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_left_is_protected_on_leaving AFTER UPDATE ON core_duty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.person_id, OLD.ended_at, OLD.break_started_at)
          IS DISTINCT FROM (NEW.person_id, NEW.ended_at, NEW.break_started_at))
    EXECUTE FUNCTION dispatch_owner_protected();
CREATE CONSTRAINT TRIGGER incident_left_is_protected_on_removal AFTER DELETE ON core_duty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dispatch_owner_protected();

-- No trigger on rows sees TRUNCATE.
CREATE FUNCTION dispatch_never_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% cannot be emptied: incidents would be left without owner or alarm.',
        TG_TABLE_NAME USING ERRCODE = 'check_violation', CONSTRAINT = 'never_truncated';
END $$;
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON core_duty
    FOR EACH STATEMENT EXECUTE FUNCTION dispatch_never_truncated();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON incidents_incident
    FOR EACH STATEMENT EXECUTE FUNCTION dispatch_never_truncated();
"""
UNDO = """
DROP FUNCTION dispatch_never_truncated() CASCADE;
DROP FUNCTION dispatch_owner_protected() CASCADE;
DROP FUNCTION dispatch_subject_protected() CASCADE;
DROP FUNCTION dispatch_incident_protected() CASCADE;
DROP FUNCTION dispatch_assignment_protected() CASCADE;
DROP FUNCTION dispatch_check_protected(bigint) CASCADE;
DROP FUNCTION dispatch_is_protected(incidents_incident) CASCADE;
"""


def add_codes(apps, _schema_editor):
    codes = apps.get_model("dispatch", "AirwaveCode")
    codes.objects.bulk_create(
        codes(code=code, label=label, effect=effect) for code, label, effect in AIRWAVE
    )


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0002_initial"), ("incidents", "0002_numbers_and_data")]
    operations = [
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
        migrations.RunPython(add_codes, migrations.RunPython.noop),
        migrations.RunSQL(CHECK, UNDO),
    ]
