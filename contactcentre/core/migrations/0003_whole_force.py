"""Whoever saw the whole force for want of a command unit sees it because it is said from now on."""

from django.db import migrations, models


def say_so(apps, _schema_editor):
    """Give the whole force to those who have no command unit."""
    person = apps.get_model("core", "Person")
    person.objects.filter(command_units=None).update(whole_force=True)


class Migration(migrations.Migration):
    """Add the field, and fill it for those who are here already."""

    dependencies = [("core", "0002_usernames")]

    operations = [
        migrations.AddField("person", "whole_force", models.BooleanField(default=False)),
        migrations.RunPython(say_so, migrations.RunPython.noop),
    ]
