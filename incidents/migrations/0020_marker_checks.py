"""What callers were told who said that their number is flagged."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0005_handles'),
        ('incidents', '0019_people_found'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MarkerCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=20)),
                ('found', models.CharField(choices=[('LIVE', 'Live marker'), ('WITHDRAWN', 'Withdrawn marker'), ('NONE', 'No marker')], max_length=9)),
                ('sentence', models.CharField(max_length=400)),
                ('checked_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marker_checks', to='contacts.contact')),
                ('marker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.marker')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at', None), ('asked_at__isnull', False)), fields=['asked_at'], name='marker_check_asked')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('asked_at', None), ('asked_by', None)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False)), _connector='OR'), name='marker_check_asked_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('asked_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='marker_check_answered_with_words')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='markercheck',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_checked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."contact_id" IS DISTINCT FROM (NEW."contact_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."found" IS DISTINCT FROM (NEW."found") OR OLD."marker_id" IS DISTINCT FROM (NEW."marker_id") OR OLD."sentence" IS DISTINCT FROM (NEW."sentence") OR OLD."checked_by_id" IS DISTINCT FROM (NEW."checked_by_id") OR OLD."checked_at" IS DISTINCT FROM (NEW."checked_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5b022b166d805a51bce69b61d42a3d1888b17286', operation='UPDATE', pgid='pgtrigger_stays_as_checked_c9412', table='incidents_markercheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='markercheck',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a9f9a3c7fef7de2caa455cba86ebed4ef46ae5f8', operation='DELETE', pgid='pgtrigger_never_deleted_08569', table='incidents_markercheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='markercheck',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='98b483e09bc02844bff37122c98ada87efdc87d3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_acbed', table='incidents_markercheck', when='BEFORE')),
        ),
    ]
