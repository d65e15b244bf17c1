"""How calls end, what callers are told, and what handlers write on their pad."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from contactcentre.countdowns.loading import load


DEFAULTS = [
    ("ring_the_caller", "EARLY", 120, [50, 100], 120),
    ("pad_alone", "", 600, [100], 600),
]


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0003_telling'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='contact',
            name='flags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('DOMESTIC', 'Domestic'), ('VULNERABLE', 'Vulnerable'), ('MARKER', 'Marker on number or place'), ('SILENT', 'Silent call'), ('REPEAT_CALLER', 'Same number again'), ('DROPPED', 'Cut off'), ('NO_TEXT', 'Do not text'), ('ENDED_EARLY', 'Ended within a minute of its answer')], max_length=15), blank=True, default=list, size=None),
        ),
        migrations.AlterField(
            model_name='outboundmessage',
            name='failure',
            field=models.CharField(blank=True, choices=[('RESTRICTED', 'the incident is restricted'), ('DOMESTIC', 'domestic: the suspect may read it'), ('DO_NOT_TEXT', 'the caller is not to be texted'), ('NO_NUMBER', 'no number is known'), ('NO_MOBILE', 'the number takes no texts'), ('REFUSED', 'the text service refused it'), ('UNDELIVERED', 'the network could not deliver it'), ('NOT_CONFIRMED', 'nobody confirmed it in time'), ('NO_SENDER', 'no text service is set up'), ('OVERTAKEN', 'there was newer news before it was sent'), ('BY_VOICE', 'this is said by voice, never by text')], max_length=13),
        ),
        migrations.AlterField(
            model_name='outboundmessage',
            name='news',
            field=models.CharField(choices=[('DISPATCHED', 'A unit is on its way'), ('DIVERTED', 'Its unit was sent elsewhere'), ('LEFT', 'Its unit is not coming'), ('DELAYED', 'Nobody has come in time'), ('ARRIVED', 'A unit has arrived'), ('CUT_SHORT', 'Why they rang: their call was cut short'), ('NOT_COMING', 'That nobody is coming, and why')], max_length=10),
        ),
        migrations.AlterField(
            model_name='ringback',
            name='because',
            field=models.CharField(choices=[('RESTRICTED', 'the incident is restricted'), ('DOMESTIC', 'domestic: the suspect may read it'), ('DO_NOT_TEXT', 'the caller is not to be texted'), ('NO_NUMBER', 'no number is known'), ('NO_MOBILE', 'the number takes no texts'), ('REFUSED', 'the text service refused it'), ('UNDELIVERED', 'the network could not deliver it'), ('NOT_CONFIRMED', 'nobody confirmed it in time'), ('NO_SENDER', 'no text service is set up'), ('OVERTAKEN', 'there was newer news before it was sent'), ('BY_VOICE', 'this is said by voice, never by text')], max_length=13),
        ),
        migrations.AlterField(
            model_name='ringback',
            name='news',
            field=models.CharField(choices=[('DISPATCHED', 'A unit is on its way'), ('DIVERTED', 'Its unit was sent elsewhere'), ('LEFT', 'Its unit is not coming'), ('DELAYED', 'Nobody has come in time'), ('ARRIVED', 'A unit has arrived'), ('CUT_SHORT', 'Why they rang: their call was cut short'), ('NOT_COMING', 'That nobody is coming, and why')], max_length=10),
        ),
        migrations.CreateModel(
            name='Pad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('text', models.TextField(blank=True)),
                ('number', models.PositiveIntegerField(default=0)),
                ('opened_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('settled_note', models.CharField(blank=True, max_length=300)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pads', to='contacts.contact')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pads', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PadVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('pad', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='contacts.pad')),
            ],
            options={
                'ordering': ['pad', 'number'],
            },
        ),
        migrations.AddIndex(
            model_name='pad',
            index=models.Index(condition=models.Q(('contact', None), ('settled_at', None)), fields=['opened_at'], name='pad_alone'),
        ),
        migrations.AddConstraint(
            model_name='pad',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('person',), name='pad_one_open_per_person'),
        ),
        migrations.AddConstraint(
            model_name='pad',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_note', '')), models.Q(('settled_at__isnull', False), models.Q(('settled_note', ''), _negated=True)), _connector='OR'), name='pad_settled_with_words'),
        ),
        migrations.AddConstraint(
            model_name='padversion',
            constraint=models.UniqueConstraint(fields=('pad', 'number'), name='pad_version_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='padversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0de7daba8582cd72b121f52a7b15af31c53cff98', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_10562', table='contacts_padversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='padversion',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='43477299135ea3d99acd203fee784d84213d7ff7', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_37e8e', table='contacts_padversion', when='BEFORE')),
        ),
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
