"""A crew that asks to be called back urgently is heard: code 14 is more than a message."""

from django.db import migrations, models


def be_heard(apps, _schema_editor) -> None:
    """Let code 14 alert, where it is still the message it came as."""
    codes = apps.get_model("dispatch", "AirwaveCode")
    codes.objects.filter(code=14, effect="MESSAGE").update(effect="CALL_BACK")


def be_a_message(apps, _schema_editor) -> None:
    """Let what alerts be a message again."""
    codes = apps.get_model("dispatch", "AirwaveCode")
    codes.objects.filter(effect="CALL_BACK").update(effect="MESSAGE")


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0012_divert_reviews'),
    ]

    operations = [
        migrations.AlterField(
            model_name='airwavecode',
            name='effect',
            field=models.CharField(choices=[('EMERGENCY', 'Emergency button'), ('AVAILABLE', 'The unit is free'), ('UNAVAILABLE', 'The unit cannot be sent'), ('OFF_DUTY', 'The unit books off'), ('EN_ROUTE', 'On its way'), ('AT_SCENE', 'At the scene'), ('DEPLOYABLE', 'Committed, can be diverted'), ('NOT_DEPLOYABLE', 'Committed, cannot be diverted'), ('ACKNOWLEDGE', 'Received'), ('MESSAGE', 'A message to the control room'), ('CALL_BACK', 'To be called back urgently')], max_length=15),
        ),
        migrations.RunPython(be_heard, be_a_message),
    ]
