"""When the place of an incident was last corrected while units were sent to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0005_position_source")]
    operations = [
        migrations.AddField(
            "incident", "place_changed_at", models.DateTimeField(blank=True, null=True)
        ),
    ]
