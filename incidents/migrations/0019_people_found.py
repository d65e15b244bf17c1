"""People in incidents are found by name, number and vehicle."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from incidents import naming

BATCH = 1000


def find_names(apps, _schema_editor) -> None:
    """Write the words of the names that are there, a batch at a time."""
    parties = apps.get_model("incidents", "Party").objects
    named = parties.exclude(name="").only("name").order_by("pk")
    batch = []
    for party in named.iterator(BATCH):
        party.name_words = naming.words(party.name)
        batch.append(party)
        if len(batch) == BATCH:
            parties.bulk_update(batch, ["name_words"])
            batch = []
    parties.bulk_update(batch, ["name_words"])


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0018_markers'),
    ]

    operations = [
        migrations.AddField(
            model_name='party',
            name='name_words',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='party',
            name='vehicle',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.RunPython(find_names, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('number', ''), _negated=True), fields=['number', '-id'], name='party_number'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('vehicle', ''), _negated=True), fields=['vehicle', '-id'], name='party_vehicle'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=django.contrib.postgres.indexes.GinIndex(fields=['name_words'], name='party_name'),
        ),
    ]
