"""Small records the machinery keeps: idempotent answers, heartbeats, the moved clock."""

from datetime import UTC

from django.db import connection, models

from contactcentre.core.models.people import Person

MOVE = """
    INSERT INTO core_virtualclock AS c (id, virtual_at, real_at, speed, anchor)
    VALUES (1, %s, clock_timestamp(), %s, '')
    ON CONFLICT (id) DO UPDATE SET
        virtual_at = EXCLUDED.virtual_at, real_at = EXCLUDED.real_at, speed = EXCLUDED.speed
"""
# Without an anchor the clock begins at the present. One that has begun there goes on from where it
# is; only when its speed changes does it need a new line.
BEGIN = """
    INSERT INTO core_virtualclock AS c (id, virtual_at, real_at, speed, anchor)
    SELECT 1, coalesce(%(to)s, real), real, %(speed)s, %(anchor)s
    FROM (SELECT clock_timestamp() AS real) AS now
    ON CONFLICT (id) DO UPDATE SET
        virtual_at = CASE WHEN EXCLUDED.anchor IN ('', c.anchor)
            THEN c.virtual_at + (EXCLUDED.real_at - c.real_at) * c.speed
            ELSE EXCLUDED.virtual_at END,
        real_at = EXCLUDED.real_at,
        speed = EXCLUDED.speed,
        anchor = CASE WHEN EXCLUDED.anchor = '' THEN c.anchor ELSE EXCLUDED.anchor END
    WHERE (EXCLUDED.anchor <> '' AND EXCLUDED.anchor <> c.anchor) OR EXCLUDED.speed <> c.speed
"""


class IdempotencyRecord(models.Model):
    """The answer given to a request, so that the same request gets the same answer."""

    person = models.ForeignKey(Person, models.CASCADE)
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="idempotency_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.key}"


class Heartbeat(models.Model):
    """When a sweep last did its work, by the database's own clock."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at}"

    @staticmethod
    def stamp(name: str) -> None:
        """Say that the named sweep has just run."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_heartbeat (name, at) VALUES (%s, clock_timestamp()) "
                "ON CONFLICT (name) DO UPDATE SET at = EXCLUDED.at",
                [name],
            )

    @staticmethod
    def age(name: str) -> float | None:
        """Return how many real seconds ago the named sweep ran, or None if it never did."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT extract(epoch FROM clock_timestamp() - at) FROM core_heartbeat "
                "WHERE name = %s",
                [name],
            )
            found = cursor.fetchone()
        return float(found[0]) if found else None


class VirtualClock(models.Model):
    """How far the contact centre's clock has been moved, in DEMO and TEST only; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    virtual_at = models.DateTimeField()
    real_at = models.DateTimeField()
    speed = models.FloatField(default=1.0)
    anchor = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="clock_is_one")]

    def __str__(self) -> str:
        return f"{self.virtual_at} at speed {self.speed}"

    @staticmethod
    def move(*, to, speed: float = 1.0) -> None:
        """Make it this moment now, for every process, and let time run at this speed."""
        with connection.cursor() as cursor:
            cursor.execute(MOVE, [to, speed])

    @staticmethod
    def begin(*, anchor, speed: float) -> None:
        """
        Begin at an anchor, or just here without one, unless that was done before.

        Any number of processes may say the same at every start: with the anchor they began at, time
        runs on from where it is, at this speed. Another anchor moves it.
        """
        with connection.cursor() as cursor:
            cursor.execute(BEGIN, {"to": anchor, "speed": speed, "anchor": _written(anchor)})


def _written(anchor) -> str:
    """Return an anchor as it is kept, the same in whichever time zone it was given."""
    return anchor.astimezone(UTC).isoformat() if anchor else ""
