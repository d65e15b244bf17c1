"""What the handler hears beside THRIVE is kept with the assessment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0012_warnings")]
    operations = [
        migrations.AddField("assessment", "signs", models.JSONField(default=list)),
    ]
