"""When a crew last said that it knows where it is sent to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0008_dealt_with_since"),
        ("incidents", "0006_place_changed_at"),
    ]
    operations = [
        migrations.AddField(
            "assignment", "place_known_at", models.DateTimeField(blank=True, null=True)
        ),
    ]
