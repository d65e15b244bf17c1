"""How calls end and what callers are told: a call-back within two minutes of one cut short."""

import django.contrib.postgres.fields
from django.db import migrations, models

from contactcentre.countdowns.loading import load


DEFAULTS = [("ring_the_caller", "EARLY", 120, [50, 100], 120)]


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0003_telling'),
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
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
