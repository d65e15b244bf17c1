"""By which ISSI a unit's radio is known, and as of when what it says of itself holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0014_warnings")]
    operations = [
        migrations.AddField(
            "unit",
            "issi",
            models.PositiveIntegerField("ISSI", unique=True, null=True, blank=True),
        ),
        migrations.AddField("unit", "status_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddConstraint(
            "unit",
            models.CheckConstraint(
                condition=models.Q(issi=None) | models.Q(issi__range=(1, 2**24 - 1)),
                name="unit_issi_of_tetra",
            ),
        ),
        migrations.RunSQL("UPDATE dispatch_unit SET status_at = state_since", ""),
    ]
