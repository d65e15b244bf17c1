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
        ('contacts', '0007_graded_elsewhere'),
        ('incidents', '0023_identities'),
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
            name='IncomingTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('their_reference', models.CharField(blank=True, max_length=60)),
                ('grade', models.CharField(blank=True, choices=[('I', 'Immediate'), ('S', 'Significant'), ('E', 'Extended'), ('R', 'Referred')], max_length=1)),
                ('grade_reason', models.CharField(blank=True, max_length=500)),
                ('received_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.agency')),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='incoming', to='contacts.contact')),
            ],
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
            },
        ),
        migrations.CreateModel(
            name='TransferMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=300)),
                ('kind', models.CharField(max_length=10)),
                ('body', models.BinaryField()),
                ('body_hash', models.CharField(max_length=64)),
                ('received_at', models.DateTimeField()),
                ('answer', models.JSONField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.agency')),
                ('incoming', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.incomingtransfer')),
                ('transfer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.transfer')),
            ],
        ),
        migrations.AddConstraint(
            model_name='incomingtransfer',
            constraint=models.UniqueConstraint(fields=('agency', 'key'), name='incoming_known_by_its_key'),
        ),
        migrations.AddConstraint(
            model_name='incomingtransfer',
            constraint=models.CheckConstraint(condition=models.Q(('grade', ''), models.Q(('grade_reason', ''), _negated=True), _connector='OR'), name='incoming_grade_has_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incomingtransfer',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_given', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."contact_id" IS DISTINCT FROM (NEW."contact_id") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='257f9dfd31c59004848b606f18165d87a8b78ae0', operation='UPDATE', pgid='pgtrigger_stays_as_given_16380', table='incidents_incomingtransfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incomingtransfer',
            trigger=pgtrigger.compiler.Trigger(name='grade_never_falls', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (strpos(\' RESI\', NEW."grade") < strpos(\' RESI\', OLD."grade"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7938b62289df6cb1539ff7a4e8ca7d9527516801', operation='UPDATE', pgid='pgtrigger_grade_never_falls_1b19a', table='incidents_incomingtransfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incomingtransfer',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='385e571acf2c2aab156d3861aea252dc8a780e9a', operation='DELETE', pgid='pgtrigger_never_deleted_4b383', table='incidents_incomingtransfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incomingtransfer',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='2400e6f75904a9ab2c9a8fcae9937ac82b6803d7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_49465', table='incidents_incomingtransfer', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(condition=models.Q(('state', 'SENT'), models.Q(('decided_at', None), ('state__in', ['ACCEPTED', 'REFUSED'])), _connector='OR'), fields=['incident'], name='transfer_open'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(condition=models.Q(('state', 'SENT')), fields=['-id'], name='transfer_waiting'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('grade', ''), _negated=True), models.Q(('grade_reason', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='transfer_carries_grade_and_reason'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(fields=('key',), name='transfer_known_by_its_key'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'SENT')), fields=('incident', 'agency'), name='transfer_waits_once_at_an_agency'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'SENT'), ('accepted_by', ''), ('answer_note', ''), ('answer_taken_by', None), ('answered_at', None), ('their_reference', '')), models.Q(models.Q(('state', 'SENT'), _negated=True), ('answer_taken_by__isnull', False), ('answered_at__isnull', False), ('answered_at__gte', models.F('sent_at'))), _connector='OR'), name='transfer_answered_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ACCEPTED'), _negated=True), models.Q(models.Q(('their_reference', ''), _negated=True), models.Q(('accepted_by', ''), _negated=True)), _connector='OR'), name='transfer_accepted_with_a_receipt'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['REFUSED', 'WITHDRAWN']), _negated=True), models.Q(('answer_note', ''), _negated=True), _connector='OR'), name='transfer_refused_or_withdrawn_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', '')), models.Q(('answered_at__isnull', False), ('decided_at__isnull', False), ('decided_by__isnull', False), ('decided_at__gte', models.F('answered_at')), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='transfer_decided_once_answered'),
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
        migrations.AddConstraint(
            model_name='transfermessage',
            constraint=models.UniqueConstraint(fields=('agency', 'message_id'), name='transfer_message_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='transfermessage',
            constraint=models.CheckConstraint(condition=models.Q(('incoming', None), ('transfer', None), _connector='XOR'), name='transfer_message_is_about_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfermessage',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9f5808f0a64f5954e4a00fbc84c2d20325bec7f1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a8084', table='incidents_transfermessage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfermessage',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='473f8966d85117a08a9853501fa5ccf80c21915d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_7ce61', table='incidents_transfermessage', when='BEFORE')),
        ),
    ]
