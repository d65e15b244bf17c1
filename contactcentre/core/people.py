"""Finding people: the system itself, and who is on shift where."""

from contactcentre.core.models import Duty, Person
from contactcentre.core.permissions import Role

SYSTEM, COMMAND_LINE, AIRWAVE, AGENCIES = "system", "command-line", "airwave", "agencies"
# Ours, for what nobody signs in to do: they get no key and no other role.
OWN = (SYSTEM, COMMAND_LINE, AIRWAVE, AGENCIES)
# Everybody knows it, so it opens nothing outside a demonstration.
DEMO_PASSWORD = "demonstration-only-999"  # noqa: S105


def system() -> Person:
    """Return the service account that sweeps and timers act as."""
    return Person.service(SYSTEM, "System", [])


def command_line() -> Person:
    """Return the account of whoever runs management commands here; it has no way to sign in."""
    return Person.service(COMMAND_LINE, "Command line", [role.value for role in Role])


def airwave() -> Person:
    """Return the service account that takes in what the radio gateway brings."""
    return Person.service(AIRWAVE, "Airwave", [Role.GATEWAY.value])


def agencies() -> Person:
    """Return the service account that takes in what other forces and agencies tell."""
    return Person.service(AGENCIES, "Other agencies", [Role.GATEWAY.value])


def duty_of(person) -> Duty | None:
    """Return the person's current duty, or None when they are not on shift."""
    return Duty.objects.current().filter(person=person).first()
