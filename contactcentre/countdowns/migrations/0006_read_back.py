"""What whoever takes an alert on is offered to read back, and what they did."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('countdowns', '0005_for_person'),
    ]

    operations = [
        migrations.AddField(
            model_name='alert',
            name='read_back',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='alert',
            name='read_back_offered',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name='alert',
            constraint=models.CheckConstraint(condition=models.Q(('read_back', ''), ('acknowledged_by__isnull', False), _connector='OR'), name='alert_read_back_by_who_has_it'),
        ),
    ]
