"""Warnings for crews: weapons, children, orders, dogs; numbered in their incident."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0011_obligations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='incident',
            name='warning_number',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='logentry',
            name='kind',
            field=models.CharField(choices=[('OPENED', 'Opened'), ('WORDS', 'First words'), ('NOTE', 'Note'), ('GRADE', 'Grade'), ('RISK', 'Risk'), ('UNIT', 'Unit'), ('DIVERT', 'Divert'), ('ALERT', 'Alert'), ('CLOCK', 'Clock'), ('OWNER', 'Owner'), ('RESULT', 'Result'), ('CONTACT', 'Contact'), ('MESSAGE', 'Message'), ('PROMISE', 'Promise'), ('WARNING', 'Warning')], max_length=10),
        ),
        migrations.CreateModel(
            name='CrewWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('WEAPON', 'Weapon'), ('CHILD', 'Child'), ('ORDER', 'Order'), ('MARKER', 'Marker'), ('DOG', 'Dog'), ('VIOLENCE', 'Violence'), ('OTHER', 'Other')], max_length=10)),
                ('text', models.CharField(max_length=300)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_why', models.CharField(blank=True, max_length=300)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='warnings', to='incidents.incident')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('incident', 'number'), name='warning_number_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='warning_says_what'), models.CheckConstraint(condition=models.Q(('expires_on', None), ('kind', 'ORDER'), _connector='OR'), name='warning_only_an_order_expires'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_why', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_why', ''), _negated=True)), _connector='OR'), name='warning_withdrawn_for_a_reason')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crewwarning',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_given', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."given_by_id" IS DISTINCT FROM (NEW."given_by_id") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4a51d2395486b275536a5619cbf550c45c93e807', operation='UPDATE', pgid='pgtrigger_stays_as_given_99200', table='incidents_crewwarning', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crewwarning',
            trigger=pgtrigger.compiler.Trigger(name='withdrawn_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."withdrawn_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5513e9afd9a4bd4c53d2c189450b9b87f5d47ca0', operation='UPDATE', pgid='pgtrigger_withdrawn_once_8dc49', table='incidents_crewwarning', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crewwarning',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='33ff21b68200d6164dda94edebb83338f215c333', operation='DELETE', pgid='pgtrigger_never_deleted_89030', table='incidents_crewwarning', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crewwarning',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='c42dcfdda520a77fc3d3efbfeaeffc10ff0c3266', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_73b58', table='incidents_crewwarning', when='BEFORE')),
        ),
    ]
