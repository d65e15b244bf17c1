"""Contacts are found by the handle they came from."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0004_telling_and_ending'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('handle', ''), _negated=True), fields=['handle', '-received_at'], name='contact_handle'),
        ),
    ]
