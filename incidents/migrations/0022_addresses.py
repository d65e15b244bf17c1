"""Addresses have one normal form, and the gazetteer is searched by its words, each with an index."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.expressions
import pgtrigger
from django.db import migrations, models
from incidents import addresses

BATCH = 1000
# What was entered stays as it was; only the form in which it is compared is another.
STAYS = [f"incidents.{model}:{name}" for model in ("Marker", "CourtOrder") for name in ("stays_as_entered", "ends_once")]


def compare_places(apps, _schema_editor) -> None:
    """Write the normal form of every place of the gazetteer."""
    rows = apps.get_model("incidents", "Place").objects
    _write(rows, rows.only("name", "words"), "words", lambda row: addresses.words(row.name)[:160])


def compare_incidents(apps, _schema_editor) -> None:
    """Write the normal form of where each incident was, with the borough that is certain."""
    rows = apps.get_model("incidents", "Incident").objects
    read = rows.exclude(place="").select_related("borough")
    fields = ("place", "place_words", "position_source", "borough__name")
    _write(rows, read.only(*fields), "place_words", _where)


def compare_what_was_entered(apps, _schema_editor) -> None:
    """Write the normal form of the place of each marker and order; a picked one has its borough."""
    places = apps.get_model("incidents", "Place").objects.select_related("borough")

    def form(row) -> str:
        is_picked = row.lat is not None
        picked = places.filter(lat=row.lat, lon=row.lon).first() if is_picked else None
        return addresses.within(row.place, picked.borough.name if picked else "")[:240]

    for name in ("Marker", "CourtOrder"):
        rows = apps.get_model("incidents", name).objects
        read = rows.exclude(place="").only("place", "place_words", "lat", "lon")
        with pgtrigger.ignore(*STAYS):
            _write(rows, read, "place_words", form)


def _where(incident) -> str:
    borough = incident.borough.name if incident.borough and not incident.position_source else ""
    return addresses.within(incident.place, borough)[:240]


def _write(rows, read, column: str, form) -> None:
    """Write what has another form now, a batch at a time."""
    batch = []
    for row in read.order_by("pk").iterator(BATCH):
        before = getattr(row, column)
        setattr(row, column, form(row))
        if getattr(row, column) != before:
            batch.append(row)
        if len(batch) == BATCH:
            rows.bulk_update(batch, [column])
            batch = []
    rows.bulk_update(batch, [column])


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0021_question_sets'),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='postcode',
            field=models.CharField(blank=True, default='', max_length=8),
        ),
        migrations.RemoveConstraint(model_name='place', name='place_once_a_borough'),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('name', 'borough', 'postcode'), name='place_once_a_borough'),
        ),
        migrations.RemoveIndex(model_name='place', name='place_words'),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['words'], name='place_words', opclasses=['varchar_pattern_ops']),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['lat', 'lon'], name='place_where'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('words', config='simple'), condition=models.Q(('kind', 'address'), _negated=True), fastupdate=False, name='place_found_by'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=django.contrib.postgres.indexes.GistIndex(models.Func(django.db.models.expressions.CombinedExpression(models.F('lon'), '*', models.Value(0.62)), models.F('lat'), function='point', output_field=models.FloatField()), condition=models.Q(('kind', 'address'), _negated=True), name='place_nearest'),
        ),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(condition=models.Q(('restricted', True)), fields=['id'], name='incident_restricted'),
        ),
        migrations.RemoveIndex(model_name='party', name='party_name'),
        migrations.AddIndex(
            model_name='party',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['name_words'], name='party_name'),
        ),
        migrations.RunPython(compare_places, migrations.RunPython.noop),
        migrations.RunPython(compare_incidents, migrations.RunPython.noop),
        migrations.RunPython(compare_what_was_entered, migrations.RunPython.noop),
    ]
