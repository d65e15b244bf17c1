"""How long the risk of what nobody attends stays assessed: three and a half hours (Kent)."""

from django.db import migrations

from contactcentre.countdowns.loading import load

DEFAULTS = [("unattended", "", 12600, [100], 12600)]


class Migration(migrations.Migration):
    dependencies = [("incidents", "0013_signs")]
    operations = [migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop)]
