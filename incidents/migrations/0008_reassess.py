"""How long whoever is asked may take to assess the risk again after a divert."""

from django.db import migrations

from contactcentre.countdowns.loading import load

DEFAULTS = [("reassess", "", 300, [100], None)]


class Migration(migrations.Migration):
    dependencies = [("incidents", "0007_place_number"), ("countdowns", "0005_for_person")]
    operations = [migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop)]
