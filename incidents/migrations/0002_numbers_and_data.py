from django.db import migrations

from contactcentre.countdowns.loading import load

MINUTE, HOUR = 60, 3600
STEPS = [50, 75, 90, 100, 150, 200]
DEFAULTS = [
    ("attend", "I", 15 * MINUTE, STEPS, 15 * MINUTE),
    ("attend", "S", 60 * MINUTE, STEPS, 30 * MINUTE),
    ("attend", "E", 48 * HOUR, STEPS, 24 * HOUR),
    ("re_resource", "I", MINUTE, [100, 200], MINUTE),
    ("re_resource", "S", 5 * MINUTE, [100, 200], 5 * MINUTE),
    ("re_resource", "E", 30 * MINUTE, [100, 200], 30 * MINUTE),
    ("grade_due", "", 2 * MINUTE, [100], 3 * MINUTE),
    ("complete_assessment", "", 5 * MINUTE, [100, 200], 5 * MINUTE),
    ("close_or_send", "", 30 * MINUTE, [100, 200], 30 * MINUTE),
    ("ownership", "", MINUTE, [100], 15),
]
CODES = {
    "OPENING": {
        "DOM": "Domestic incident",
        "VIOLENCE": "Violence against a person",
        "BURGLARY": "Burglary",
        "THEFT": "Theft",
        "RTC": "Road traffic collision",
        "HIGHWAY": "Highway disruption",
        "ASB": "Antisocial behaviour",
        "CONCERN": "Concern for safety",
        "MISSING": "Missing person",
        "SUSPICIOUS": "Suspicious circumstances",
        "ABANDONED": "Abandoned or silent call",
        "HATE": "Hate incident",
        "HOAX": "Hoax call",
        "ALARM": "Alarm",
        "OTHER": "Other",
    },
    "CLOSING": {
        "ARREST": "Arrest made",
        "CRIME": "Crime recorded",
        "ADVICE": "Advice given",
        "NOTRACE": "No trace",
        "PEACE": "Peace restored",
        "REFERRED": "Referred to another service",
        "DUPLICATE": "Duplicate of another incident",
        "FALSE": "False call, good intent",
        "HOAX": "Hoax",
        "PHONE": "Resolved by telephone",
    },
}
NUMBERED = """
CREATE FUNCTION incidents_has_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM incidents_incident WHERE id = NEW.id AND cad_number IS NULL) THEN
        RAISE EXCEPTION 'Incident % has no CAD number.', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'incident_has_number';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incident_has_number AFTER INSERT ON incidents_incident
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION incidents_has_number();

CREATE FUNCTION incidents_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Incident %: % is refused.', NEW.id, TG_ARGV[0]
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER number_stays BEFORE UPDATE OF cad_day, cad_number ON incidents_incident
    FOR EACH ROW WHEN (OLD.cad_number IS NOT NULL
        AND (OLD.cad_day, OLD.cad_number) IS DISTINCT FROM (NEW.cad_day, NEW.cad_number))
    EXECUTE FUNCTION incidents_stays('another CAD number');
CREATE TRIGGER due_at_stays BEFORE UPDATE OF due_at ON incidents_incident
    FOR EACH ROW WHEN (OLD.due_at IS DISTINCT FROM NEW.due_at
        AND (OLD.grade, OLD.graded_at) IS NOT DISTINCT FROM (NEW.grade, NEW.graded_at))
    EXECUTE FUNCTION incidents_stays('another due time without another grade');
"""
UNDO = """
DROP FUNCTION incidents_stays() CASCADE;
DROP FUNCTION incidents_has_number() CASCADE;
"""


def add_codes(apps, _schema_editor):
    codes = apps.get_model("incidents", "Code")
    codes.objects.bulk_create(
        codes(kind=kind, code=code, label=label)
        for kind, listed in CODES.items()
        for code, label in listed.items()
    )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial"), ("countdowns", "0002_policies")]
    operations = [
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
        migrations.RunPython(add_codes, migrations.RunPython.noop),
        migrations.RunSQL(NUMBERED, UNDO),
    ]
