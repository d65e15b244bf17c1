"""Answers to callers, RCRP decisions, who calls for whom, and what was heard first."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0004_telling_and_ending'),
        ('incidents', '0016_links'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('coming', models.CharField(blank=True, choices=[('ATTENDING', 'Officers are to come'), ('NOT_ATTENDING', 'No officers come'), ('ANOTHER', 'No officers come; another service does')], max_length=13)),
                ('words', models.CharField(blank=True, max_length=900)),
                ('why_not', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RcrpDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('LIFE', 'Real and immediate risk to life'), ('SERIOUS_HARM', 'Real and immediate risk of serious harm'), ('CRIME', 'A crime has happened or is happening'), ('NONE', 'None of these')], max_length=12)),
                ('reason', models.CharField(max_length=500)),
                ('instead', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'RCRP decision',
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='incident',
            name='background',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='incident',
            name='demeanour',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='incident',
            name='key_word',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='party',
            name='relation',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='party',
            name='whereabouts',
            field=models.CharField(blank=True, max_length=200),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='first_words_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."first_words" <> \'\' AND OLD."first_words" IS DISTINCT FROM NEW."first_words")', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "first_words" rows from % table\', TG_TABLE_NAME;', hash='6ddc8b051ccbadc12d9b25df46c42ede939e8a24', operation='UPDATE OF "first_words"', pgid='pgtrigger_first_words_stays_d4866', table='incidents_incident', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='demeanour_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."demeanour" <> \'\' AND OLD."demeanour" IS DISTINCT FROM NEW."demeanour")', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "demeanour" rows from % table\', TG_TABLE_NAME;', hash='b9c46337ca12f0a0426639961bebef395747280b', operation='UPDATE OF "demeanour"', pgid='pgtrigger_demeanour_stays_e9fff', table='incidents_incident', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='background_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."background" <> \'\' AND OLD."background" IS DISTINCT FROM NEW."background")', func='RAISE EXCEPTION \'pgtrigger: Cannot update of "background" rows from % table\', TG_TABLE_NAME;', hash='2c84d78656050313eb6881691adc25c212bfab98', operation='UPDATE OF "background"', pgid='pgtrigger_background_stays_ca264', table='incidents_incident', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='answer',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answer',
            name='contact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='contacts.contact'),
        ),
        migrations.AddField(
            model_name='answer',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='incidents.incident'),
        ),
        migrations.AddField(
            model_name='rcrpdecision',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rcrpdecision',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rcrp_decisions', to='incidents.incident'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('why_not', ''), models.Q(('words', ''), _negated=True), models.Q(('coming', ''), _negated=True)), models.Q(('coming', ''), ('words', ''), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='answer_read_or_not_for_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answer',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='27742233ed84739524218e57afa8d0bec9bcea96', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8fe84', table='incidents_answer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answer',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='b001a5821c21a69daed6326f854238aa5b48d7f2', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_372ea', table='incidents_answer', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rcrpdecision',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rcrp_says_why'),
        ),
        migrations.AddConstraint(
            model_name='rcrpdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground', 'NONE'), _negated=True), models.Q(('instead', ''), _negated=True), _connector='OR'), name='rcrp_says_who_instead'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rcrpdecision',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7d7a7afc72c17fd907c4ce53e0de1eccbf20b0cc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2e4c5', table='incidents_rcrpdecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rcrpdecision',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='9f6da173e587ec63c97f7c4bce79f5e14732c6e0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_2ecfc', table='incidents_rcrpdecision', when='BEFORE')),
        ),
    ]
