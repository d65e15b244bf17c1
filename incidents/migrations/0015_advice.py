"""What a caller was told of the scene and of prevention is kept with the assessment (THRIVE-SP)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0014_unattended")]
    operations = [
        migrations.AddField("assessment", "advice", models.JSONField(default=list)),
    ]
