"""Messages between the desks, and how long whoever they are for may take to read them."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("message_to_calls", "", 60, [100], None),
    ("message_to_calls", "I", 30, [100], None),
    ("message_to_dispatch", "", 60, [100], None),
    ("message_to_dispatch", "I", 30, [100], None),
]


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0008_reassess'),
        ('countdowns', '0005_for_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='logentry',
            name='kind',
            field=models.CharField(choices=[('OPENED', 'Opened'), ('WORDS', 'First words'), ('NOTE', 'Note'), ('GRADE', 'Grade'), ('RISK', 'Risk'), ('UNIT', 'Unit'), ('DIVERT', 'Divert'), ('ALERT', 'Alert'), ('CLOCK', 'Clock'), ('OWNER', 'Owner'), ('RESULT', 'Result'), ('CONTACT', 'Contact'), ('MESSAGE', 'Message')], max_length=10),
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(choices=[('CALLS', 'Call handling'), ('DISPATCH', 'Dispatch')], max_length=8)),
                ('text', models.CharField(max_length=1000)),
                ('at', models.DateTimeField()),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('for_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incidents.incident')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('acknowledged_at', None)), fields=['incident'], name='message_unread')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='message_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by', None)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False), models.Q(('acknowledged_by', models.F('by')), _negated=True)), _connector='OR'), name='message_acknowledged_by_another')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_sent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."incident_id" IS DISTINCT FROM (NEW."incident_id") OR OLD."to" IS DISTINCT FROM (NEW."to") OR OLD."for_person_id" IS DISTINCT FROM (NEW."for_person_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."at" IS DISTINCT FROM (NEW."at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='167b3ba1bf1244ab520ce6ec714912e89c707550', operation='UPDATE', pgid='pgtrigger_stays_as_sent_38120', table='incidents_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='acknowledged_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acknowledged_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b1a5de03f4ded17f4420ac0be7eb3e3004320574', operation='UPDATE', pgid='pgtrigger_acknowledged_once_657d9', table='incidents_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f4302d0174458ca2c09029bb49748ccbe4878748', operation='DELETE', pgid='pgtrigger_never_deleted_c8035', table='incidents_message', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='c50ba69b3dab90f1ee3877d9c2519a870e407af8', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_15260', table='incidents_message', when='BEFORE')),
        ),
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
