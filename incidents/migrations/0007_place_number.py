"""How often the place of an incident was corrected, and whether a picked one was taken back."""

from django.db import migrations, models

# What was corrected before is counted once; dispatch/0010 says which crews know of it.
FILL = "UPDATE incidents_incident SET place_number = 1 WHERE place_changed_at IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("incidents", "0006_place_changed_at")]
    operations = [
        migrations.AddField("incident", "place_number", models.PositiveIntegerField(default=0)),
        migrations.AddField("incident", "place_taken_back", models.BooleanField(default=False)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
