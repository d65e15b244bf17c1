from django.db import migrations

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("answer_from_bt", "", 10, [100], None),
    ("answer_from_ring", "", 10, [100], None),
    ("offer_lease", "", 15, [100], None),
    ("no_disposition", "", 600, [100], 600),
]


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial"), ("countdowns", "0001_initial")]
    operations = [migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop)]
