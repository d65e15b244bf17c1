"""Question sets in versions, what is answered to them, and the first version of six of them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


FIRST = datetime(2000, 1, 1, tzinfo=UTC)
DELIVERED = Path(__file__).parents[1] / "question_sets"


def deliver(apps, _schema_editor) -> None:
    """Add version 1 of each set, unless a centre has one of its own."""
    sets = apps.get_model("incidents", "QuestionSet")
    for path in sorted(DELIVERED.glob("*.json")):
        content = json.loads(path.read_text())
        about = {name: content.pop(name) for name in ("code", "title", "source")}
        if not sets.objects.filter(code=about["code"]).exists():
            sets.objects.create(version=1, content=content, in_force_from=FIRST, **about)


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0020_marker_checks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='QuestionSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12)),
                ('version', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=80)),
                ('source', models.CharField(max_length=300)),
                ('content', models.JSONField()),
                ('in_force_from', models.DateTimeField()),
            ],
            options={
                'ordering': ['code', '-version'],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='set_version_once'), models.UniqueConstraint(fields=('code', 'in_force_from'), name='set_one_begins_at_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='set_says_whence')],
            },
        ),
        migrations.CreateModel(
            name='AnsweredSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField()),
                ('points', models.PositiveSmallIntegerField()),
                ('level', models.CharField(choices=[('NO_APPARENT', 'No apparent risk'), ('LOW', 'Low'), ('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=11)),
                ('judged_level', models.CharField(blank=True, choices=[('NO_APPARENT', 'No apparent risk'), ('LOW', 'Low'), ('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=11)),
                ('judged_reason', models.CharField(blank=True, max_length=300)),
                ('signs', models.JSONField(default=list)),
                ('referral', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answered_sets', to='incidents.incident')),
                ('question_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.questionset')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionset',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='49a9e410b89a74250ea066cc5f79dffe620f82bf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ff822', table='incidents_questionset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='questionset',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='be82cc33145884c142cacd698e54bc6c1e027ec3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_556ae', table='incidents_questionset', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='answeredset',
            constraint=models.CheckConstraint(condition=models.Q(('judged_level', ''), models.Q(('judged_reason', ''), _negated=True), _connector='OR'), name='set_judged_for_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answeredset',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd29f82ffaccb5d8c2e55198db4f47cee36db84a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_182de', table='incidents_answeredset', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answeredset',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='76eff3d0c9419f6f09bdcbf683581ac713ef9bb6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_b816b', table='incidents_answeredset', when='BEFORE')),
        ),
        migrations.RunPython(deliver, migrations.RunPython.noop),
    ]
