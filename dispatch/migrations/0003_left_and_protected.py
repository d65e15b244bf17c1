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
CREATE FUNCTION dispatch_check_protected(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    incident incidents_incident%ROWTYPE;
    last dispatch_assignment%ROWTYPE;
BEGIN
    SELECT * INTO incident FROM incidents_incident WHERE id = wanted;
    IF NOT FOUND OR incident.status IN ('OPEN', 'RESULTED', 'CLOSED') THEN
        RETURN;
    END IF;
    SELECT * INTO last FROM dispatch_assignment WHERE incident_id = wanted
        ORDER BY (ended_at IS NULL) DESC, ended_at DESC, id DESC LIMIT 1;
    IF NOT FOUND OR last.ended_at IS NULL OR last.state = 'CLEARED' THEN
        RETURN;
    END IF;
    IF incident.status = 'AWAITING_UNIT'
        AND EXISTS (SELECT 1 FROM core_duty WHERE person_id = incident.owner_id
                    AND ended_at IS NULL AND break_started_at IS NULL)
        AND EXISTS (SELECT 1 FROM countdowns_clock WHERE subject = 'incident'
                    AND subject_id = wanted AND kind = 're_resource' AND stopped_at IS NULL)
        AND EXISTS (SELECT 1 FROM countdowns_alert WHERE subject = 'incident'
                    AND subject_id = wanted AND resolved_at IS NULL)
    THEN
        RETURN;
    END IF;
    RAISE EXCEPTION 'A unit has left incident % and nobody would be alarmed.', wanted
        USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_left_is_protected';
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
    WHEN (NEW.status NOT IN ('OPEN', 'RESULTED', 'CLOSED')
          AND (OLD.status, OLD.owner_id, OLD.left_at)
              IS DISTINCT FROM (NEW.status, NEW.owner_id, NEW.left_at))
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
        WHERE owner_id = OLD.person_id AND status <> 'CLOSED' AND left_at IS NOT NULL;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_left_is_protected_on_leaving AFTER UPDATE ON core_duty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN ((OLD.ended_at, OLD.break_started_at)
          IS DISTINCT FROM (NEW.ended_at, NEW.break_started_at))
    EXECUTE FUNCTION dispatch_owner_protected();
CREATE CONSTRAINT TRIGGER incident_left_is_protected_on_removal AFTER DELETE ON core_duty
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dispatch_owner_protected();
"""
UNDO = """
DROP FUNCTION dispatch_owner_protected() CASCADE;
DROP FUNCTION dispatch_subject_protected() CASCADE;
DROP FUNCTION dispatch_incident_protected() CASCADE;
DROP FUNCTION dispatch_assignment_protected() CASCADE;
DROP FUNCTION dispatch_check_protected(bigint) CASCADE;
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
