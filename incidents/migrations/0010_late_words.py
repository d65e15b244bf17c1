"""A closed incident is to be closed again when something comes late; how long that may take."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from contactcentre.countdowns.loading import load

DEFAULTS = [
    ("late_word", "", 900, [100, 200], 900),
    ("late_word", "I", 300, [100, 200], 300),
]


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0009_messages'),
        ('countdowns', '0005_for_person'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='incident',
            name='status_moves',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incident',
            trigger=pgtrigger.compiler.Trigger(name='status_moves', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))', func="\nIF (OLD.status || '>' || NEW.status) = ANY (ARRAY['ASSIGNED>AT_SCENE', 'ASSIGNED>AWAITING_UNIT', 'AT_SCENE>ASSIGNED', 'AT_SCENE>AWAITING_UNIT', 'AT_SCENE>RESULTED', 'AWAITING_UNIT>ASSIGNED', 'AWAITING_UNIT>REFERRED', 'AWAITING_UNIT>RESULTED', 'CLOSED>RESULTED', 'OPEN>AWAITING_UNIT', 'OPEN>REFERRED', 'REFERRED>AWAITING_UNIT', 'REFERRED>RESULTED', 'RESULTED>ASSIGNED', 'RESULTED>AWAITING_UNIT', 'RESULTED>CLOSED']) IS NOT TRUE\nTHEN\n    RAISE EXCEPTION '% % cannot move from % to %.',\n        TG_TABLE_NAME, OLD.id, OLD.status, NEW.status\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'status_moves';\nEND IF;\nRETURN NEW;\n", hash='5b83a8c70f25d5032e2f189f4d022818310601ec', operation='UPDATE OF "status"', pgid='pgtrigger_status_moves_386c5', table='incidents_incident', when='BEFORE')),
        ),
        migrations.RunPython(load(DEFAULTS), migrations.RunPython.noop),
    ]
