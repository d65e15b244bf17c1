"""Loading an app's default targets from its migration."""

from datetime import UTC, datetime

FIRST = datetime(2000, 1, 1, tzinfo=UTC)


def load(defaults: list[tuple]):
    """
    Return a migration function that adds these targets: (kind, key, seconds, steps, repeat).

    Those that are there stay: clocks keep the target they were started under, so going back leaves
    them.
    """

    def add(apps, _schema_editor) -> None:
        policies = apps.get_model("countdowns", "Policy")
        policies.objects.bulk_create(
            (
                policies(
                    kind=kind,
                    key=key,
                    seconds=seconds,
                    steps=steps,
                    repeat_seconds=repeat,
                    effective_from=FIRST,
                )
                for kind, key, seconds, steps, repeat in defaults
            ),
            ignore_conflicts=True,
        )

    return add
