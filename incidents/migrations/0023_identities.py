"""That two records are one person's, or are not."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0022_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IdentityLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.CharField(db_collation='C', max_length=220)),
                ('other', models.CharField(db_collation='C', max_length=220)),
                ('verdict', models.CharField(choices=[('SAME', 'Same person'), ('NOT_SAME', 'Not the same person')], max_length=8)),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('said_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_why', models.CharField(blank=True, max_length=300)),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('undone_at', None)), fields=['other'], name='identity_other')],
                'constraints': [models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='identity_is_of_two_in_one_order'), models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('one', 'other'), name='identity_stands_once'), models.CheckConstraint(condition=models.Q(('verdict', 'NOT_SAME'), models.Q(('reasons', []), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='identity_same_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None), ('undone_why', '')), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='identity_undone_by_somebody')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identitylink',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_said', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."one" IS DISTINCT FROM (NEW."one") OR OLD."other" IS DISTINCT FROM (NEW."other") OR OLD."verdict" IS DISTINCT FROM (NEW."verdict") OR OLD."reasons" IS DISTINCT FROM (NEW."reasons") OR OLD."why" IS DISTINCT FROM (NEW."why") OR OLD."said_by_id" IS DISTINCT FROM (NEW."said_by_id") OR OLD."said_at" IS DISTINCT FROM (NEW."said_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b2546e4eb0b24c249f5d3c43ef2b244658a32659', operation='UPDATE', pgid='pgtrigger_stays_as_said_2594b', table='incidents_identitylink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identitylink',
            trigger=pgtrigger.compiler.Trigger(name='undone_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."undone_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7593738999addfed5642820d090066b64367679a', operation='UPDATE', pgid='pgtrigger_undone_once_ce258', table='incidents_identitylink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identitylink',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c6c7e55896f6d2904514001ef6b3527a81329c68', operation='DELETE', pgid='pgtrigger_never_deleted_2d4fe', table='incidents_identitylink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='identitylink',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='5026e6e9e652c2748ca227fc26df2ce179123df7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_16f6d', table='incidents_identitylink', when='BEFORE')),
        ),
    ]
