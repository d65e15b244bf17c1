"""Texts to callers, callers to be rung back, and how long either may take."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("confirm_text", "", 300, [100], None),
    ("ring_the_caller", "", 600, [50, 100], 300),
    ("ring_the_caller", "AGAIN", 300, [100], 300),
]


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0002_policies'),
        ('countdowns', '0005_for_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RingBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('subject', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('news', models.CharField(choices=[('DISPATCHED', 'A unit is on its way'), ('DIVERTED', 'Its unit was sent elsewhere'), ('LEFT', 'Its unit is not coming'), ('DELAYED', 'Nobody has come in time'), ('ARRIVED', 'A unit has arrived')], max_length=10)),
                ('because', models.CharField(choices=[('RESTRICTED', 'the incident is restricted'), ('DOMESTIC', 'domestic: the suspect may read it'), ('DO_NOT_TEXT', 'the caller is not to be texted'), ('NO_NUMBER', 'no number is known'), ('NO_MOBILE', 'the number takes no texts'), ('REFUSED', 'the text service refused it'), ('UNDELIVERED', 'the network could not deliver it'), ('NOT_CONFIRMED', 'nobody confirmed it in time'), ('NO_SENDER', 'no text service is set up'), ('OVERTAKEN', 'there was newer news before it was sent')], max_length=13)),
                ('number', models.CharField(blank=True, max_length=20)),
                ('state', models.CharField(choices=[('WAITING', 'To be rung back'), ('DONE', 'Rung back')], default='WAITING', max_length=7)),
                ('unanswered', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('TOLD', 'Told'), ('NO_ANSWER', 'No answer: ring again'), ('NOT_NEEDED', 'Not needed any more')], max_length=10)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AlterField(
            model_name='contact',
            name='flags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('DOMESTIC', 'Domestic'), ('VULNERABLE', 'Vulnerable'), ('MARKER', 'Marker on number or place'), ('SILENT', 'Silent call'), ('REPEAT_CALLER', 'Same number again'), ('DROPPED', 'Cut off'), ('NO_TEXT', 'Do not text')], max_length=15), blank=True, default=list, size=None),
        ),
        migrations.CreateModel(
            name='OutboundMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('subject', models.CharField(max_length=20)),
                ('subject_id', models.BigIntegerField()),
                ('news', models.CharField(choices=[('DISPATCHED', 'A unit is on its way'), ('DIVERTED', 'Its unit was sent elsewhere'), ('LEFT', 'Its unit is not coming'), ('DELAYED', 'Nobody has come in time'), ('ARRIVED', 'A unit has arrived')], max_length=10)),
                ('happened_at', models.DateTimeField()),
                ('number', models.CharField(max_length=20)),
                ('text', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('QUEUED', 'Waiting to be sent'), ('SENDING', 'Being sent'), ('SENT', 'Sent, not confirmed yet'), ('DELIVERED', 'Delivered'), ('FAILED', 'Failed')], default='QUEUED', max_length=9)),
                ('failure', models.CharField(blank=True, choices=[('RESTRICTED', 'the incident is restricted'), ('DOMESTIC', 'domestic: the suspect may read it'), ('DO_NOT_TEXT', 'the caller is not to be texted'), ('NO_NUMBER', 'no number is known'), ('NO_MOBILE', 'the number takes no texts'), ('REFUSED', 'the text service refused it'), ('UNDELIVERED', 'the network could not deliver it'), ('NOT_CONFIRMED', 'nobody confirmed it in time'), ('NO_SENDER', 'no text service is set up'), ('OVERTAKEN', 'there was newer news before it was sent')], max_length=13)),
                ('failure_words', models.CharField(blank=True, max_length=300)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(blank=True, null=True)),
                ('sender', models.CharField(blank=True, max_length=20)),
                ('sender_reference', models.CharField(blank=True, max_length=100)),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['QUEUED', 'SENDING'])), fields=['next_try_at'], name='text_to_send')],
                'constraints': [models.UniqueConstraint(fields=('subject', 'subject_id', 'news', 'happened_at'), name='text_once_a_fact'), models.CheckConstraint(condition=models.Q(('state', 'FAILED'), ('failure', ''), _connector='XOR'), name='text_fails_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('next_try_at', None), ('state__in', ['DELIVERED', 'FAILED'])), models.Q(models.Q(('state__in', ['DELIVERED', 'FAILED']), _negated=True), ('ended_at', None)), _connector='OR'), name='text_ends_with_its_state'), models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='text_goes_to_a_number')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outboundmessage',
            trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))', func="\nIF (OLD.state || '>' || NEW.state) = ANY (ARRAY['QUEUED>DELIVERED', 'QUEUED>FAILED', 'QUEUED>SENDING', 'QUEUED>SENT', 'SENDING>DELIVERED', 'SENDING>FAILED', 'SENDING>QUEUED', 'SENDING>SENT', 'SENT>DELIVERED', 'SENT>FAILED']) IS NOT TRUE\nTHEN\n    RAISE EXCEPTION '% % cannot move from % to %.',\n        TG_TABLE_NAME, OLD.id, OLD.state, NEW.state\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'state_moves';\nEND IF;\nRETURN NEW;\n", hash='4d923b332ebd928ea06c03b678f12682bce0221e', operation='UPDATE OF "state"', pgid='pgtrigger_state_moves_74ea7', table='contacts_outboundmessage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outboundmessage',
            trigger=pgtrigger.compiler.Trigger(name='end_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IN (\'DELIVERED\', \'FAILED\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d540b7e257cfe2f3923727d246e8f17d86d62f40', operation='UPDATE', pgid='pgtrigger_end_stays_c0c04', table='contacts_outboundmessage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outboundmessage',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fcb35ca4cbf7cd80e3ba604b427d43c1f27e908d', operation='DELETE', pgid='pgtrigger_never_deleted_e7f69', table='contacts_outboundmessage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outboundmessage',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_written', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."subject_id" IS DISTINCT FROM (NEW."subject_id") OR OLD."news" IS DISTINCT FROM (NEW."news") OR OLD."happened_at" IS DISTINCT FROM (NEW."happened_at") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='213a5bbde04ed986f12d26b32b59b2fc8fff78a7', operation='UPDATE', pgid='pgtrigger_stays_as_written_9fd74', table='contacts_outboundmessage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outboundmessage',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='225046ab5aba564d48b6d9e372ee8d33661d7c0a', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_e97a2', table='contacts_outboundmessage', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='ringback',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ringback',
            name='message',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='contacts.outboundmessage'),
        ),
        migrations.AddIndex(
            model_name='ringback',
            index=models.Index(fields=['subject', 'subject_id'], name='ring_back_about'),
        ),
        migrations.AddConstraint(
            model_name='ringback',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'WAITING')), fields=('subject', 'subject_id'), name='ring_back_one_waits'),
        ),
        migrations.AddConstraint(
            model_name='ringback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('done_by__isnull', True), ('outcome', ''), ('state', 'WAITING')), models.Q(('done_at__isnull', False), ('done_by__isnull', False), ('outcome__in', ['NOT_NEEDED', 'TOLD']), ('state', 'DONE')), _connector='OR'), name='ring_back_done_with_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='ringback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'NOT_NEEDED'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='ring_back_not_needed_for_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ringback',
            trigger=pgtrigger.compiler.Trigger(name='state_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))', func="\nIF (OLD.state || '>' || NEW.state) = ANY (ARRAY['WAITING>DONE']) IS NOT TRUE\nTHEN\n    RAISE EXCEPTION '% % cannot move from % to %.',\n        TG_TABLE_NAME, OLD.id, OLD.state, NEW.state\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'state_moves';\nEND IF;\nRETURN NEW;\n", hash='62679e6abc8b440944a61cb458128bb2bae56346', operation='UPDATE OF "state"', pgid='pgtrigger_state_moves_3f6ad', table='contacts_ringback', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ringback',
            trigger=pgtrigger.compiler.Trigger(name='end_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'DONE\' AND OLD."state" = \'DONE\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0fe6c74768a12c5f5a9480acc14a7d41bce93e9c', operation='UPDATE', pgid='pgtrigger_end_stays_be6c4', table='contacts_ringback', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ringback',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='be1598804d9809c93899a78b0d3f1f5a964af7ea', operation='DELETE', pgid='pgtrigger_never_deleted_fa11c', table='contacts_ringback', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ringback',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_asked', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."subject_id" IS DISTINCT FROM (NEW."subject_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='650026bf597b819d901cd44f1bb4fa978d1f5812', operation='UPDATE', pgid='pgtrigger_stays_as_asked_cbcb0', table='contacts_ringback', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ringback',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='657fb531f82a470f173d265298f1af12cf8792a2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_6741f', table='contacts_ringback', when='BEFORE')),
        ),
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
