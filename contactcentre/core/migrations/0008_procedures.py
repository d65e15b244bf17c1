"""Procedures in versions, and who confirmed that they read one."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_reviews_and_waiting'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProcedureReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AlterField(
            model_name='apikey',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('act_for', 'act_for'), ('admin_people', 'admin_people'), ('admin_reference', 'admin_reference'), ('alert_acknowledge', 'alert_acknowledge'), ('alert_view', 'alert_view'), ('board_calls', 'board_calls'), ('board_dispatch', 'board_dispatch'), ('board_supervisor', 'board_supervisor'), ('contact_receive', 'contact_receive'), ('contact_take', 'contact_take'), ('contact_view', 'contact_view'), ('crew_report', 'crew_report'), ('demo_ring', 'demo_ring'), ('divert_override', 'divert_override'), ('divert_review', 'divert_review'), ('divert_view', 'divert_view'), ('duty_hold', 'duty_hold'), ('incident_close', 'incident_close'), ('incident_downgrade_approve', 'incident_downgrade_approve'), ('incident_grade', 'incident_grade'), ('incident_log', 'incident_log'), ('incident_open', 'incident_open'), ('incident_result', 'incident_result'), ('incident_view', 'incident_view'), ('metrics_view', 'metrics_view'), ('non_attendance_approve', 'non_attendance_approve'), ('procedure_read', 'procedure_read'), ('procedure_readers', 'procedure_readers'), ('restricted_view', 'restricted_view'), ('unit_book', 'unit_book'), ('unit_dispatch', 'unit_dispatch'), ('unit_view', 'unit_view'), ('waiting_decide', 'waiting_decide')], max_length=30), size=None),
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20)),
                ('version', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=80)),
                ('text', models.TextField()),
                ('in_force_from', models.DateTimeField()),
            ],
            options={
                'ordering': ['code', '-version'],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='procedure_version_once'), models.UniqueConstraint(fields=('code', 'in_force_from'), name='procedure_one_begins_at_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('title', ''), _negated=True)), name='procedure_says_something')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='procedure',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3bbda21f7a23829309a487a5fc685ad507fbab5c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2f744', table='core_procedure', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='procedure',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='cb8ce4b80be1e54f9923e4241f013472271cef13', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_3b9fd', table='core_procedure', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='procedurereceipt',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='procedurereceipt',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='core.procedure'),
        ),
        migrations.AddConstraint(
            model_name='procedurereceipt',
            constraint=models.UniqueConstraint(fields=('person', 'procedure'), name='receipt_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='procedurereceipt',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5bfb7b14ee7708421df16a6cccd512af82fd7f80', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d93dc', table='core_procedurereceipt', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='procedurereceipt',
            trigger=pgtrigger.compiler.Trigger(name='never_truncated', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'The record is append-only: % on % is refused.', TG_OP, TG_TABLE_NAME;", hash='8d555f18d09db91de5ec0325fd173f5d137b17da', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_never_truncated_392fd', table='core_procedurereceipt', when='BEFORE')),
        ),
    ]
