"""An alert is as old as its first sounding; those there are keep the moment that is known."""

from django.db import migrations, models
from django.utils import timezone

KNOWN = "UPDATE countdowns_alert SET first_raised_at = raised_at"


class Migration(migrations.Migration):
    dependencies = [("countdowns", "0003_promises_stay")]
    operations = [
        migrations.AddField(
            "alert",
            "first_raised_at",
            models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
