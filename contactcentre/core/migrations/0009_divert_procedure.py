"""The divert procedure, version 1: no centre is without one on its first day (H14)."""

from datetime import UTC, datetime

from django.db import migrations

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
TEXT = """\
Why this is written. On 31 May 2018 a woman called 999. A unit was sent to her and then taken \
for another call. Nobody in the control room noticed, nobody else was sent, and she was assaulted. \
(IOPC 2018/104370)

Before you divert a unit
1. Look at what it would leave: the grade, how much of its time is used, who is there, whether it \
is domestic, and how often a unit has left it before. The preview shows this.
2. Divert only to something more urgent. A supervisor may decide otherwise.
3. Do not wait for approval. Give the reason, and divert.

When you divert
4. Tell the crew by radio. It is not done until the crew has acknowledged it and understood it.
5. Divert here, on the system, at once. Never let a unit change incidents by word alone.

What it leaves is still yours
6. Its clock goes on. The person who called is still waiting, and the danger may be worse by now.
7. Acknowledge the alert. Say what you have taken on: "CAD 123 is without a unit; I have it."
8. Send another unit: within 1 minute for grade I, 5 for S, 30 for E. If you have none, tell your \
supervisor now.
9. Assess the risk again. Ring the caller back when you are asked to, and tell them the truth.
10. If the alert reaches you as supervisor or duty officer, it is yours: find a unit, or decide \
why it waits and write the reason down.

A crew that leaves an incident without having dealt with it, for whatever reason, says so at once: \
unable to attend, going off duty or sent elsewhere by somebody else. The incident is protected in \
the same way.

Afterwards. Every divert is reviewed by somebody who did not make it. If one troubles you, ask for \
an urgent review.
"""


def write(apps, _schema_editor) -> None:
    """Add version 1, unless a centre has one of its own."""
    procedures = apps.get_model("core", "Procedure")
    if not procedures.objects.filter(code="DIVERT").exists():
        procedures.objects.create(
            code="DIVERT",
            version=1,
            title="Divert procedure",
            text=TEXT.strip(),
            in_force_from=FIRST,
        )


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0008_procedures"),
    ]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
