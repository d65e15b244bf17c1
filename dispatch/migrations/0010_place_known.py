"""Which place of its incident a crew knows, and which one it is to be told: numbers, no moments."""

from django.db import migrations, models

FILL = """
UPDATE dispatch_assignment a SET place_known = i.place_number
FROM incidents_incident i
WHERE i.id = a.incident_id AND i.place_number > 0
AND i.place_changed_at <= coalesce(a.place_known_at, a.assigned_at)
"""


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0009_place_known_at"), ("incidents", "0007_place_number")]
    operations = [
        migrations.AddField("assignment", "place_known", models.PositiveIntegerField(default=0)),
        migrations.AddField("assignment", "place_told", models.PositiveIntegerField(default=0)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
