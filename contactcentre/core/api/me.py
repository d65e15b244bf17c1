"""Who am I, and what may I do."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import people, permissions
from contactcentre.core.api.doors import SignedIn
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.permissions import Permission


class Me(Endpoint):
    """The person who is asking."""

    permission_classes = [SignedIn]
    permission = None

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="me")
    def get(self, request):
        """Return name, roles, permissions, area and shift of the person who is asking."""
        person = request.user
        duty = people.duty_of(person)
        return Response(
            {
                "id": person.pk,
                "username": person.username,
                "name": person.short_name,
                "roles": person.roles,
                "permissions": sorted(item for item in Permission if permissions.has(person, item)),
                "whole_force": person.whole_force,
                "command_units": [unit.code for unit in person.command_units.all()],
                "acting_through": person.acting_through or None,
                "duty": {
                    "desk": duty.desk,
                    "command_unit": duty.command_unit_id,
                    "started_at": duty.started_at,
                    "on_break": duty.break_started_at is not None,
                }
                if duty
                else None,
            }
        )
