"""Giving incidents over to other forces and agencies, with the minute in which they accept."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("accept_transfer", "", 60, [100], 300),
    ("decide_transfer", "", 600, [100], 600),
    ("decide_transfer", "REFUSED", 120, [100], 300),
]


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0021_question_sets'),
        ('countdowns', '0006_read_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
        migrations.AlterField(
            model_name='logentry',
            name='kind',
            field=models.CharField(choices=[('OPENED', 'Opened'), ('WORDS', 'First words'), ('NOTE', 'Note'), ('GRADE', 'Grade'), ('RISK', 'Risk'), ('UNIT', 'Unit'), ('DIVERT', 'Divert'), ('ALERT', 'Alert'), ('CLOCK', 'Clock'), ('OWNER', 'Owner'), ('RESULT', 'Result'), ('CONTACT', 'Contact'), ('MESSAGE', 'Message'), ('PROMISE', 'Promise'), ('WARNING', 'Warning'), ('LINK', 'Link'), ('TRANSFER', 'Transfer')], max_length=10),
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('POLICE', 'Police force'), ('AMBULANCE', 'Ambulance service'), ('FIRE', 'Fire and rescue service'), ('COASTGUARD', 'Coastguard'), ('COUNCIL', 'Council'), ('OTHER', 'Other agency')], max_length=10)),
                ('reach', models.CharField(choices=[('TELEPHONE', 'By telephone'), ('MESSAGES', 'By messages, and by telephone')], default='TELEPHONE', max_length=9)),
                ('number', models.CharField(max_length=40)),
                ('is_current', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('number', ''), _negated=True)), name='agency_can_be_rung')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4)),
                ('reason', models.CharField(max_length=300)),
                ('grade', models.CharField(choices=[('I', 'Immediate'), ('S', 'Significant'), ('E', 'Extended'), ('R', 'Referred')], max_length=1)),
                ('grade_reason', models.CharField(max_length=500)),
                ('message', models.JSONField()),
                ('sent_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('SENT', 'Given over, not accepted yet'), ('ACCEPTED', 'Accepted'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn')], default='SENT', max_length=9)),
                ('their_reference', models.CharField(blank=True, max_length=60)),
                ('accepted_by', models.CharField(blank=True, max_length=120)),
                ('answer_note', models.CharField(blank=True, max_length=300)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.agency')),
                ('answer_taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='incidents.incident')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'SENT'), models.Q(('decided_at', None), ('state__in', ['ACCEPTED', 'REFUSED'])), _connector='OR'), fields=['incident'], name='transfer_open'), models.Index(condition=models.Q(('state', 'SENT')), fields=['-id'], name='transfer_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('grade', ''), _negated=True), models.Q(('grade_reason', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='transfer_carries_grade_and_reason'), models.UniqueConstraint(fields=('key',), name='transfer_known_by_its_key'), models.UniqueConstraint(condition=models.Q(('state', 'SENT')), fields=('incident', 'agency'), name='transfer_waits_once_at_an_agency'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'SENT'), ('accepted_by', ''), ('answer_note', ''), ('answer_taken_by', None), ('answered_at', None), ('their_reference', '')), models.Q(models.Q(('state', 'SENT'), _negated=True), ('answer_taken_by__isnull', False), ('answered_at__isnull', False), ('answered_at__gte', models.F('sent_at'))), _connector='OR'), name='transfer_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ACCEPTED'), _negated=True), models.Q(models.Q(('their_reference', ''), _negated=True), models.Q(('accepted_by', ''), _negated=True)), _connector='OR'), name='transfer_accepted_with_a_receipt'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['REFUSED', 'WITHDRAWN']), _negated=True), models.Q(('answer_note', ''), _negated=True), _connector='OR'), name='transfer_refused_or_withdrawn_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('answered_at__isnull', False), ('decided_at__isnull', False), ('decided_by__isnull', False), ('decided_at__gte', models.F('answered_at')), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='transfer_decided_once_answered')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))', func="\nIF (OLD.state || '>' || NEW.state) = ANY (ARRAY['SENT>ACCEPTED', 'SENT>REFUSED', 'SENT>WITHDRAWN']) IS NOT TRUE\nTHEN\n    RAISE EXCEPTION '% % cannot move from % to %.',\n        TG_TABLE_NAME, OLD.id, OLD.state, NEW.state\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'state_moves';\nEND IF;\nRETURN NEW;\n", hash='c9177d2afd93d76101ae5be36e23280215e4d717', operation='UPDATE OF "state"', pgid='pgtrigger_state_moves_80d2d', table='incidents_transfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_sent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."grade" IS DISTINCT FROM (NEW."grade") OR OLD."grade_reason" IS DISTINCT FROM (NEW."grade_reason") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='63eeb028ff36e4b95a1ae327b136b1463cf4554b', operation='UPDATE', pgid='pgtrigger_stays_as_sent_8d5e3', table='incidents_transfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_answered', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."answered_at" IS NOT NULL AND (OLD."their_reference" IS DISTINCT FROM NEW."their_reference" OR OLD."accepted_by" IS DISTINCT FROM NEW."accepted_by" OR OLD."answer_note" IS DISTINCT FROM NEW."answer_note" OR OLD."answered_at" IS DISTINCT FROM NEW."answered_at" OR OLD."answer_taken_by_id" IS DISTINCT FROM NEW."answer_taken_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c8488acafa31d301cb32ede87fc6f74cf60d1aa7', operation='UPDATE', pgid='pgtrigger_stays_as_answered_d8f0c', table='incidents_transfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='decided_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."decided_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='49367602f768b70f32a4b02aa749156b95a4285e', operation='UPDATE', pgid='pgtrigger_decided_once_94a6c', table='incidents_transfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='60ea6c76d54e479a90cac24d33cb1cb689ab2492', operation='DELETE', pgid='pgtrigger_never_deleted_fc1f5', table='incidents_transfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='9c7676e3e03c57faa36db44fc4115d3f089f7c62', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_e12af', table='incidents_transfer', when='BEFORE')),
        ),
    ]
