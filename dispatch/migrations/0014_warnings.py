"""Up to which of its incident's warnings a crew knows them, and was sent them; with its clock."""

from django.db import migrations, models

from contactcentre.countdowns.loading import load

DEFAULTS = [("crew_warning", "", 60, [100], 60)]


class Migration(migrations.Migration):
    dependencies = [
        ("dispatch", "0013_urgent_call_back"),
        ("incidents", "0012_warnings"),
        ("countdowns", "0005_for_person"),
    ]
    operations = [
        migrations.AddField(
            "assignment", "warnings_known", models.PositiveIntegerField(default=0)
        ),
        migrations.AddField("assignment", "warnings_told", models.PositiveIntegerField(default=0)),
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
