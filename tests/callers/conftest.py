"""Callers who wait: what they are told, and who is to be rung."""

import pytest

from contactcentre.contacts.models import OutboundMessage, RingBack


class Told:
    """What the callers of incidents have been told, read as it stands."""

    def texts(self, incident) -> list[str]:
        """Return the news and states of the texts about an incident, the oldest first."""
        rows = OutboundMessage.objects.filter(subject="incident", subject_id=incident.pk)
        return [f"{row.news} {row.state}" for row in rows.order_by("pk")]

    def text(self, incident) -> OutboundMessage:
        """Return the last text about an incident."""
        rows = OutboundMessage.objects.filter(subject="incident", subject_id=incident.pk)
        return rows.latest("pk")

    def ring_back(self, incident) -> RingBack:
        """Return the last ring-back about an incident."""
        return RingBack.objects.filter(subject="incident", subject_id=incident.pk).latest("pk")

    def rings(self, incident) -> list[str]:
        """Return why the caller of an incident is to be rung back, or was, the oldest first."""
        rows = RingBack.objects.filter(subject="incident", subject_id=incident.pk)
        return [f"{row.because} {row.state}" for row in rows.order_by("pk")]

    def log(self, incident) -> str:
        """Return the log of an incident, oldest first."""
        return "\n".join(incident.log.order_by("seq").values_list("text", flat=True))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def diverted(world):
    """Divert a unit from a new incident, opened as named; return that incident."""

    def divert(number: str = "07700 900123", **opening):
        first = world.incident(world.call(number), **opening)
        world.grade(first, "S")
        second = world.graded("I")
        unit = world.unit(f"PC{20 + first.pk}")
        world.assign(unit, first)
        world.divert(unit, to=second)
        first.refresh_from_db()
        return first

    return divert
