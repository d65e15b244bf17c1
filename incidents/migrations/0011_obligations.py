"""What was promised by a time, with its clocks: the time itself, and half an hour before."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("obligation_due", "", 86400, [100], 1800),
    ("obligation_reminder", "", 86400, [100], None),
]


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0010_late_words'),
        ('countdowns', '0005_for_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='logentry',
            name='kind',
            field=models.CharField(choices=[('OPENED', 'Opened'), ('WORDS', 'First words'), ('NOTE', 'Note'), ('GRADE', 'Grade'), ('RISK', 'Risk'), ('UNIT', 'Unit'), ('DIVERT', 'Divert'), ('ALERT', 'Alert'), ('CLOCK', 'Clock'), ('OWNER', 'Owner'), ('RESULT', 'Result'), ('CONTACT', 'Contact'), ('MESSAGE', 'Message'), ('PROMISE', 'Promise')], max_length=10),
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=300)),
                ('desk', models.CharField(choices=[('CALLS', 'Call handling'), ('DISPATCH', 'Dispatch'), ('SUPERVISION', 'Supervision'), ('DUTY_OFFICE', 'Duty office')], max_length=12)),
                ('due_at', models.DateTimeField()),
                ('made_at', models.DateTimeField()),
                ('ended_as', models.CharField(blank=True, choices=[('KEPT', 'Kept'), ('WITHDRAWN', 'Withdrawn')], max_length=10)),
                ('end_note', models.CharField(blank=True, max_length=300)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='incidents.incident')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_at', 'pk'],
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['incident'], name='obligation_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='obligation_says_what'), models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('made_at'))), name='obligation_is_still_to_come'), models.CheckConstraint(condition=models.Q(models.Q(('end_note', ''), ('ended_as', ''), ('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('ended_as', ''), _negated=True), models.Q(('end_note', ''), _negated=True)), _connector='OR'), name='obligation_ends_with_words')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obligation',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_made', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."what" IS DISTINCT FROM (NEW."what") OR OLD."desk" IS DISTINCT FROM (NEW."desk") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='94b31c6fe208737bed40d78575cb236aff99bc16', operation='UPDATE', pgid='pgtrigger_stays_as_made_6a523', table='incidents_obligation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obligation',
            trigger=pgtrigger.compiler.Trigger(name='ended_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4eb990ba132acf35d3e9c93f0485e77468d7cc54', operation='UPDATE', pgid='pgtrigger_ended_once_02e0f', table='incidents_obligation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obligation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='362c8577a45e29926cbdeefc838d2e7ed27b199b', operation='DELETE', pgid='pgtrigger_never_deleted_cb733', table='incidents_obligation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='obligation',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='5b71417af1b134e00c878053b86f954e2e0b07eb', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_340a0', table='incidents_obligation', when='BEFORE')),
        ),
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
