"""A contact that another force graded I says so."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0006_operator_handover'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contact',
            name='flags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('DOMESTIC', 'Domestic'), ('VULNERABLE', 'Vulnerable'), ('MARKER', 'Marker on number or place'), ('SILENT', 'Silent call'), ('REPEAT_CALLER', 'Same number again'), ('DROPPED', 'Cut off'), ('NO_TEXT', 'Do not text'), ('ENDED_EARLY', 'Ended within a minute of its answer'), ('GRADED_I', 'Graded I by another force')], max_length=15), blank=True, default=list, size=None),
        ),
    ]
