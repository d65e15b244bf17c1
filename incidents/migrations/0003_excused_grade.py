"""The grade for which non-attendance was approved: what was graded at that moment."""

from django.db import migrations, models

BACKFILL = """
UPDATE incidents_incident i SET non_attendance_grade = coalesce((
    SELECT d.grade FROM incidents_gradedecision d
    WHERE d.incident_id = i.id AND d.at <= (
        SELECT max(a.at) FROM core_auditentry a
        WHERE a.name = 'incident.non_attendance_approved'
        AND a.subject = 'incidents.incident' AND a.subject_id = i.id::text)
    ORDER BY d.id DESC LIMIT 1), i.grade)
WHERE i.non_attendance_approved_by_id IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_numbers_and_data")]
    operations = [
        migrations.AddField(
            "incident",
            "non_attendance_grade",
            models.CharField(
                blank=True,
                choices=[
                    ("I", "Immediate"),
                    ("S", "Significant"),
                    ("E", "Extended"),
                    ("R", "Referred"),
                ],
                default="",
                max_length=1,
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
