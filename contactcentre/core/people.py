"""Finding people: the system itself, and who is on shift where."""

from contactcentre.core.models import Duty, Person

SYSTEM = "system"


def system() -> Person:
    """Return the service account that sweeps and timers act as."""
    person, _made = Person.objects.get_or_create(
        username=SYSTEM,
        defaults={"is_service": True, "last_name": "System", "roles": []},
    )
    return person


def duty_of(person) -> Duty | None:
    """Return the person's current duty, or None when they are not on shift."""
    return Duty.objects.current().filter(person=person).first()
