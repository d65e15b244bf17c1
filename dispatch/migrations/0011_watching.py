"""Where a unit stands still, and how long a crew may be silent on its way and at a scene."""

from django.db import migrations, models

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("no_movement", "", 300, [100], 60),
    ("crew_welfare", "", 1800, [100], 60),
    ("crew_welfare", "AT_RISK", 900, [100], 60),
]


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0010_place_known"), ("countdowns", "0005_for_person")]
    operations = [
        migrations.AddField("unit", "still_lat", models.FloatField(null=True, blank=True)),
        migrations.AddField("unit", "still_lon", models.FloatField(null=True, blank=True)),
        migrations.AddField("unit", "still_since", models.DateTimeField(null=True, blank=True)),
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
