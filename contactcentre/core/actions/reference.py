"""How the city is divided: command units and boroughs."""

from contactcentre.core import audit, permissions, scope
from contactcentre.core.errors import Invalid
from contactcentre.core.models import Borough, CommandUnit
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action


@action
def set_command_unit(*, code: str, name: str, by, at) -> CommandUnit:
    """
    Add a command unit, or give it another name.

    :raises Invalid: for the code that stands for the whole force on every board
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    if code.upper() == scope.WHOLE_FORCE:
        raise Invalid(f"{scope.WHOLE_FORCE} stands for the whole force. Choose another code.")
    unit, _made = CommandUnit.objects.update_or_create(code=code, defaults={"name": name})
    audit.record("command_unit.set", unit, by=by, at=at, name=name)
    return unit


@action
def set_borough(*, code: str, name: str, command_unit: str, by, at) -> Borough:
    """Add a borough, or move it to another command unit."""
    permissions.check(by, Permission.ADMIN_REFERENCE)
    values = {"name": name, "command_unit": CommandUnit.objects.get(pk=command_unit)}
    borough, _made = Borough.objects.update_or_create(code=code, defaults=values)
    audit.record("borough.set", borough, by=by, at=at, command_unit=command_unit)
    return borough
