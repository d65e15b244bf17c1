"""Markers and the orders of courts: what was known before the call."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_markers'),
        ('incidents', '0017_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Marker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_name', models.CharField(blank=True, max_length=120)),
                ('name_words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('number', models.CharField(blank=True, max_length=20)),
                ('number_raw', models.CharField(blank=True, max_length=80)),
                ('handle', models.CharField(blank=True, max_length=200)),
                ('vehicle', models.CharField(blank=True, max_length=12)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('place_words', models.CharField(blank=True, max_length=240)),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lon', models.FloatField(blank=True, null=True)),
                ('text', models.CharField(max_length=300)),
                ('entered_at', models.DateTimeField()),
                ('live_from', models.DateField()),
                ('review_on', models.DateField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawn_why', models.CharField(blank=True, max_length=300)),
                ('victim_informed', models.CharField(blank=True, choices=[('YES', 'Yes'), ('NO', 'No'), ('ATTEMPTED', 'Attempted')], max_length=9)),
                ('informed_how', models.CharField(blank=True, max_length=300)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('command_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.commandunit')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CourtOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_name', models.CharField(blank=True, max_length=120)),
                ('name_words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                ('number', models.CharField(blank=True, max_length=20)),
                ('number_raw', models.CharField(blank=True, max_length=80)),
                ('handle', models.CharField(blank=True, max_length=200)),
                ('vehicle', models.CharField(blank=True, max_length=12)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('place_words', models.CharField(blank=True, max_length=240)),
                ('lat', models.FloatField(blank=True, null=True)),
                ('lon', models.FloatField(blank=True, null=True)),
                ('text', models.CharField(max_length=300)),
                ('entered_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('NON_MOLESTATION', 'Non-molestation order'), ('OCCUPATION', 'Occupation order'), ('RESTRAINING', 'Restraining order'), ('STALKING', 'Stalking protection order'), ('PROTECTION', 'Domestic abuse protection order'), ('OTHER', 'Other order')], max_length=15)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('discharged_why', models.CharField(blank=True, max_length=300)),
                ('discharged_at', models.DateTimeField(blank=True, null=True)),
                ('command_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.commandunit')),
                ('discharged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('number', ''), _negated=True), fields=['number'], name='courtorder_number'), models.Index(condition=models.Q(('handle', ''), _negated=True), fields=['handle'], name='courtorder_handle'), models.Index(condition=models.Q(('vehicle', ''), _negated=True), fields=['vehicle'], name='courtorder_vehicle'), models.Index(condition=models.Q(('place_words', ''), _negated=True), fields=['place_words'], name='courtorder_place'), models.Index(fields=['lat', 'lon'], name='courtorder_where'), django.contrib.postgres.indexes.GinIndex(fields=['name_words'], name='courtorder_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='courtorder_says_what'), models.CheckConstraint(condition=models.Q(('handle', ''), ('number', ''), ('person_name', ''), ('place', ''), ('vehicle', ''), _negated=True), name='courtorder_is_about_something'), models.CheckConstraint(condition=models.Q(models.Q(('discharged_at', None), ('discharged_by', None), ('discharged_why', '')), models.Q(('discharged_at__isnull', False), ('discharged_by__isnull', False), models.Q(('discharged_why', ''), _negated=True)), _connector='OR'), name='courtorder_discharged_for_a_reason')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtorder',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_entered', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."handle" IS DISTINCT FROM (NEW."handle") OR OLD."vehicle" IS DISTINCT FROM (NEW."vehicle") OR OLD."person_name" IS DISTINCT FROM (NEW."person_name") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."number_raw" IS DISTINCT FROM (NEW."number_raw") OR OLD."name_words" IS DISTINCT FROM (NEW."name_words") OR OLD."place_words" IS DISTINCT FROM (NEW."place_words") OR OLD."command_unit_id" IS DISTINCT FROM (NEW."command_unit_id") OR OLD."lat" IS DISTINCT FROM (NEW."lat") OR OLD."lon" IS DISTINCT FROM (NEW."lon") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='432531ff0943ba9a66c564bd39072a0ea3a60059', operation='UPDATE', pgid='pgtrigger_stays_as_entered_87e96', table='incidents_courtorder', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtorder',
            trigger=pgtrigger.compiler.Trigger(name='ends_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."discharged_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e4e15368c7271a5b85b2adb7ca0d1eeb68e43e85', operation='UPDATE', pgid='pgtrigger_ends_once_27013', table='incidents_courtorder', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtorder',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1bce2afb36c61749d16aca64aa1e3c65b1ef37b3', operation='DELETE', pgid='pgtrigger_never_deleted_f61b7', table='incidents_courtorder', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='courtorder',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='7c19af080255b526bf1c33e8e7165b6038ae2d51', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_45093', table='incidents_courtorder', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='marker',
            index=models.Index(condition=models.Q(('number', ''), _negated=True), fields=['number'], name='marker_number'),
        ),
        migrations.AddIndex(
            model_name='marker',
            index=models.Index(condition=models.Q(('handle', ''), _negated=True), fields=['handle'], name='marker_handle'),
        ),
        migrations.AddIndex(
            model_name='marker',
            index=models.Index(condition=models.Q(('vehicle', ''), _negated=True), fields=['vehicle'], name='marker_vehicle'),
        ),
        migrations.AddIndex(
            model_name='marker',
            index=models.Index(condition=models.Q(('place_words', ''), _negated=True), fields=['place_words'], name='marker_place'),
        ),
        migrations.AddIndex(
            model_name='marker',
            index=models.Index(fields=['lat', 'lon'], name='marker_where'),
        ),
        migrations.AddIndex(
            model_name='marker',
            index=django.contrib.postgres.indexes.GinIndex(fields=['name_words'], name='marker_name'),
        ),
        migrations.AddConstraint(
            model_name='marker',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='marker_says_what'),
        ),
        migrations.AddConstraint(
            model_name='marker',
            constraint=models.CheckConstraint(condition=models.Q(('handle', ''), ('number', ''), ('person_name', ''), ('place', ''), ('vehicle', ''), _negated=True), name='marker_is_about_something'),
        ),
        migrations.AddConstraint(
            model_name='marker',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('informed_how', ''), ('victim_informed', ''), ('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_on', None), ('withdrawn_why', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), ('withdrawn_on__gte', models.F('live_from')), models.Q(('withdrawn_why', ''), _negated=True), models.Q(('victim_informed', ''), _negated=True), models.Q(('informed_how', ''), _negated=True)), _connector='OR'), name='marker_withdrawn_says_if_informed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='marker',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_entered', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."handle" IS DISTINCT FROM (NEW."handle") OR OLD."vehicle" IS DISTINCT FROM (NEW."vehicle") OR OLD."person_name" IS DISTINCT FROM (NEW."person_name") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."number_raw" IS DISTINCT FROM (NEW."number_raw") OR OLD."name_words" IS DISTINCT FROM (NEW."name_words") OR OLD."place_words" IS DISTINCT FROM (NEW."place_words") OR OLD."command_unit_id" IS DISTINCT FROM (NEW."command_unit_id") OR OLD."lat" IS DISTINCT FROM (NEW."lat") OR OLD."lon" IS DISTINCT FROM (NEW."lon") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."live_from" IS DISTINCT FROM (NEW."live_from") OR OLD."review_on" IS DISTINCT FROM (NEW."review_on"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f8b272acf970cf4d33bba9921d82040ffbfcf8e5', operation='UPDATE', pgid='pgtrigger_stays_as_entered_f4e42', table='incidents_marker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='marker',
            trigger=pgtrigger.compiler.Trigger(name='ends_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."withdrawn_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='70918c51bd761354881d8f70396e105774da90f2', operation='UPDATE', pgid='pgtrigger_ends_once_1da1f', table='incidents_marker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='marker',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f4264d3fef7f50ab25dea15679109bd28c20f53f', operation='DELETE', pgid='pgtrigger_never_deleted_380a4', table='incidents_marker', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='marker',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='323ffc4050707eab5c06dc10d75ab6d6f1ea6f05', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_e3faf', table='incidents_marker', when='BEFORE')),
        ),
    ]
