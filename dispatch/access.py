"""Whose units a person may see and move."""

from django.db.models import Q, QuerySet

from contactcentre.core import permissions, scope
from contactcentre.core.permissions import Permission, Role
from dispatch.models import Unit


def visible_to(person) -> QuerySet[Unit]:
    """Return the units this person may see: their area's, and their own."""
    units = Unit.objects.all()
    codes = scope.codes(person)
    if codes is None:
        return units
    return units.filter(Q(command_unit__in=codes) | Q(crew=person)).distinct()


def can_move(unit: Unit, person) -> bool:
    """Test whether this person may move a unit: its own crew, its dispatchers, a gateway."""
    if is_only_crew(person):
        return unit.crew.filter(pk=person.pk).exists()
    codes = scope.codes(person)
    return codes is None or unit.command_unit_id in codes


def is_only_crew(person) -> bool:
    """Test whether a person may report for a unit, but not send one."""
    if Role.GATEWAY in person.roles:
        return False
    return not permissions.has(person, Permission.UNIT_DISPATCH)
