"""Reviews of diverts, and how long whoever reviews one may take: twelve hours, or one."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("divert_review", "", 43200, [100], 43200),
    ("divert_review", "URGENT", 3600, [100], 3600),
]


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0011_watching'),
        ('countdowns', '0005_for_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DivertReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('UNREVIEWED', 'Not reviewed'), ('URGENT', 'Urgent review asked for'), ('REVIEWED', 'Reviewed')], max_length=10)),
                ('outcome', models.CharField(blank=True, choices=[('IN_ORDER', 'In order: what was left was looked after'), ('LEARNING', 'Learning, for a person or for the room'), ('REFERRED', 'Referred to professional standards')], max_length=10)),
                ('note', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('divert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='dispatch.divert')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('divert', 'state'), name='review_each_state_once'), models.CheckConstraint(condition=models.Q(('state', 'REVIEWED'), ('outcome', ''), _connector='XOR'), name='review_has_an_outcome_when_done'), models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='review_says_why')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='divertreview',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b60248705ad4fe6c93cebd6c020115f88e4a3a4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_49b8d', table='dispatch_divertreview', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='divertreview',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='ae1c5b5f2262741f0641455eed5fc3d70909d939', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_226cb', table='dispatch_divertreview', when='BEFORE')),
        ),
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
