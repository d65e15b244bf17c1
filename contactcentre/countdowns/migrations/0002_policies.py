from django.db import migrations

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("acknowledge_alert", "", 60, [100, 200], 60),
    ("alert_lease", "I", 600, [100], None),
    ("alert_lease", "S", 1800, [100], None),
]


class Migration(migrations.Migration):
    dependencies = [("countdowns", "0001_initial")]
    operations = [migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop)]
