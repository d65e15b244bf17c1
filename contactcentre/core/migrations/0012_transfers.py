"""Keys may give incidents over to other forces, and carry what is given over."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0011_identity_link'),
    ]

    operations = [
        migrations.AlterField(
            model_name='apikey',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('act_for', 'act_for'), ('admin_people', 'admin_people'), ('admin_reference', 'admin_reference'), ('alert_acknowledge', 'alert_acknowledge'), ('alert_view', 'alert_view'), ('board_calls', 'board_calls'), ('board_dispatch', 'board_dispatch'), ('board_supervisor', 'board_supervisor'), ('contact_receive', 'contact_receive'), ('contact_take', 'contact_take'), ('contact_view', 'contact_view'), ('crew_report', 'crew_report'), ('demo_ring', 'demo_ring'), ('divert_override', 'divert_override'), ('divert_review', 'divert_review'), ('divert_view', 'divert_view'), ('duty_hold', 'duty_hold'), ('identity_link', 'identity_link'), ('incident_close', 'incident_close'), ('incident_downgrade_approve', 'incident_downgrade_approve'), ('incident_grade', 'incident_grade'), ('incident_log', 'incident_log'), ('incident_open', 'incident_open'), ('incident_result', 'incident_result'), ('incident_transfer', 'incident_transfer'), ('incident_view', 'incident_view'), ('marker_keep', 'marker_keep'), ('metrics_view', 'metrics_view'), ('non_attendance_approve', 'non_attendance_approve'), ('procedure_read', 'procedure_read'), ('procedure_readers', 'procedure_readers'), ('restricted_view', 'restricted_view'), ('transfer_carry', 'transfer_carry'), ('unit_book', 'unit_book'), ('unit_dispatch', 'unit_dispatch'), ('unit_view', 'unit_view'), ('waiting_decide', 'waiting_decide')], max_length=30), size=None),
        ),
    ]
