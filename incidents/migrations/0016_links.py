"""Links between incidents, and what was looked at before one of them is closed."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# A link may let the time count from an earlier call, and then due earlier; nothing moves it later.
EARLIER = """
CREATE OR REPLACE TRIGGER due_at_stays BEFORE UPDATE OF due_at ON incidents_incident
    FOR EACH ROW WHEN (OLD.due_at IS DISTINCT FROM NEW.due_at
        AND (OLD.grade, OLD.graded_at) IS NOT DISTINCT FROM (NEW.grade, NEW.graded_at)
        AND (NEW.clock_start_at < OLD.clock_start_at AND NEW.due_at < OLD.due_at) IS NOT TRUE)
    EXECUTE FUNCTION incidents_stays('another due time without another grade');
CREATE TRIGGER clock_start_stays BEFORE UPDATE OF clock_start_at ON incidents_incident
    FOR EACH ROW WHEN (NEW.clock_start_at > OLD.clock_start_at)
    EXECUTE FUNCTION incidents_stays('a clock that starts later');
"""
AS_IT_WAS = """
DROP TRIGGER clock_start_stays ON incidents_incident;
CREATE OR REPLACE TRIGGER due_at_stays BEFORE UPDATE OF due_at ON incidents_incident
    FOR EACH ROW WHEN (OLD.due_at IS DISTINCT FROM NEW.due_at
        AND (OLD.grade, OLD.graded_at) IS NOT DISTINCT FROM (NEW.grade, NEW.graded_at))
    EXECUTE FUNCTION incidents_stays('another due time without another grade');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0015_advice'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(EARLIER, AS_IT_WAS),
        migrations.AddIndex(
            model_name='incident',
            index=models.Index(fields=['opened_at'], name='incident_opened'),
        ),
        migrations.AlterField(
            model_name='logentry',
            name='kind',
            field=models.CharField(choices=[('OPENED', 'Opened'), ('WORDS', 'First words'), ('NOTE', 'Note'), ('GRADE', 'Grade'), ('RISK', 'Risk'), ('UNIT', 'Unit'), ('DIVERT', 'Divert'), ('ALERT', 'Alert'), ('CLOCK', 'Clock'), ('OWNER', 'Owner'), ('RESULT', 'Result'), ('CONTACT', 'Contact'), ('MESSAGE', 'Message'), ('PROMISE', 'Promise'), ('WARNING', 'Warning'), ('LINK', 'Link')], max_length=10),
        ),
        migrations.CreateModel(
            name='LinkedLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='incidents.incident')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.incident')),
            ],
        ),
        migrations.CreateModel(
            name='IncidentLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('DUPLICATE', 'Duplicate'), ('CONTINUATION', 'Continuation'), ('SAME_VICTIM', 'Same victim'), ('SAME_SUSPECT', 'Same suspect')], max_length=12)),
                ('linked_at', models.DateTimeField()),
                ('why', models.CharField(blank=True, max_length=300)),
                ('unlinked_at', models.DateTimeField(blank=True, null=True)),
                ('unlinked_why', models.CharField(blank=True, max_length=300)),
                ('from_incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_to_earlier', to='incidents.incident')),
                ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_to_later', to='incidents.incident')),
                ('unlinked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('from_incident__gt', models.F('to_incident'))), name='link_goes_to_an_earlier_one'), models.UniqueConstraint(condition=models.Q(('unlinked_at', None)), fields=('from_incident', 'to_incident', 'kind'), name='link_holds_once'), models.CheckConstraint(condition=models.Q(models.Q(('unlinked_at', None), ('unlinked_by', None), ('unlinked_why', '')), models.Q(('unlinked_at__isnull', False), ('unlinked_by__isnull', False), models.Q(('unlinked_why', ''), _negated=True)), _connector='OR'), name='link_ends_for_a_reason')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentlink',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_given', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."from_incident_id" IS DISTINCT FROM (NEW."from_incident_id") OR OLD."to_incident_id" IS DISTINCT FROM (NEW."to_incident_id") OR OLD."linked_by_id" IS DISTINCT FROM (NEW."linked_by_id") OR OLD."linked_at" IS DISTINCT FROM (NEW."linked_at") OR OLD."why" IS DISTINCT FROM (NEW."why"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0b3b894ec55a2eca1681910c23019765825349b0', operation='UPDATE', pgid='pgtrigger_stays_as_given_0d509', table='incidents_incidentlink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentlink',
            trigger=pgtrigger.compiler.Trigger(name='unlinked_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."unlinked_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0c2e347af279a88a834c00ac182265b5e3f7b442', operation='UPDATE', pgid='pgtrigger_unlinked_once_40f20', table='incidents_incidentlink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentlink',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4fddd9d80746ca89ee7539051c38690efe4ec77e', operation='DELETE', pgid='pgtrigger_never_deleted_ee0a3', table='incidents_incidentlink', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incidentlink',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='1d4462a1b70b15395dc695974c8d958da2973577', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_6dcac', table='incidents_incidentlink', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='linkedlook',
            constraint=models.CheckConstraint(condition=models.Q(('incident', models.F('other')), _negated=True), name='look_is_at_another_incident'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linkedlook',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2ac2d83b428d2cf8e5f9661bbdf85dc86a0311a1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b79c7', table='incidents_linkedlook', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='linkedlook',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='15d82999b5d5aff09518b7c6bc550198a8063612', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_5a949', table='incidents_linkedlook', when='BEFORE')),
        ),
    ]
