"""
Two questions about grades, answered in one place for every wall and action that asks them.

Grades in order of urgency are I, S, E, R; none is less urgent than any.
"""

from django.db import migrations

ASK = """
CREATE FUNCTION incidents_is_more_urgent(grade text, than text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(
        position(nullif(grade, '') IN 'ISER') < position(nullif(than, '') IN 'ISER'), false)
$$;

-- A grade that no decision gave is as good as a raise of this moment.
CREATE FUNCTION incidents_raised_since(incident incidents_incident, moment timestamptz)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM incidents_gradedecision d
                   WHERE d.incident_id = incident.id AND d.at > moment
                     AND incidents_is_more_urgent(d.grade, d.before))
        OR incidents_is_more_urgent(incident.grade, (
            SELECT d.grade FROM incidents_gradedecision d
            WHERE d.incident_id = incident.id ORDER BY d.id DESC LIMIT 1))
$$;
"""
FORGET = """
DROP FUNCTION incidents_raised_since(incidents_incident, timestamptz);
DROP FUNCTION incidents_is_more_urgent(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0003_excused_grade")]
    operations = [migrations.RunSQL(ASK, FORGET)]
