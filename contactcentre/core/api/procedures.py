"""What everybody on the floor is to read, and who has, over the API."""

import django_filters
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.response import Response

from contactcentre.core import clock, procedures
from contactcentre.core.actions import procedures as orders
from contactcentre.core.api.converters import is_id
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.orders import Order
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.models import Person, Procedure, ProcedureReceipt
from contactcentre.core.permissions import Permission

HIGHEST = 32767
VERSION = OpenApiParameter("version", {"type": "integer", "minimum": 1, "maximum": HIGHEST})


class ConfirmInput(serializers.Serializer):
    """Which version was read."""

    version = serializers.IntegerField(min_value=1, max_value=HIGHEST)


class OneProcedure(Endpoint):
    """A procedure, in the version in force."""

    permission = Permission.PROCEDURE_READ

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="procedures_read")
    def get(self, request, code: str):
        """Return the version in force with its text, and when the asker confirmed it (H14)."""
        return Response(_row(procedures.current(code, clock.now()), request.user))


class ConfirmProcedure(Order):
    """Somebody has read a procedure."""

    permission = Permission.PROCEDURE_READ
    takes = ConfirmInput

    @extend_schema(
        request=ConfirmInput, responses=OpenApiTypes.OBJECT, operation_id="procedures_confirm"
    )
    def post(self, request, code: str):
        """Confirm that one has read the version in force; 409 when it is another one by now."""
        made = orders.confirm(code=code, by=request.user, at=clock.now(), **self.data(request))
        return Response(_row(made.procedure, request.user))


class ReaderFilter(django_filters.FilterSet):
    """Who has confirmed, or who has not."""

    confirmed = django_filters.ChoiceFilter(
        choices=[("yes", "yes"), ("no", "no")], method="by_receipt"
    )
    version = django_filters.NumberFilter(method="as_it_is")

    class Meta:
        model = Person
        fields = ["confirmed", "version"]

    def by_receipt(self, found, _name, wanted):
        """Narrow to those who have confirmed, or have not."""
        return found.filter(confirmed_at__isnull=wanted == "no")

    def as_it_is(self, found, _name, _value):
        """Leave the list as it is: the version was chosen before."""
        return found


class Readers(Listed, Endpoint):
    """Who is to read a version of a procedure."""

    permission = Permission.PROCEDURE_READERS
    filterset_class = ReaderFilter

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="procedures_readers",
        parameters=[OpenApiParameter("confirmed", str, enum=["yes", "no"]), VERSION, *PAGED],
    )
    def get(self, request, code: str):
        """Return who on the floor is to read a version, and when each confirmed it (H14)."""
        found = procedures.version(code, self._version(request), clock.now())
        return self.listed(request, procedures.readers(found, seen_by=request.user), _reader)

    def _version(self, request) -> int | None:
        asked = request.query_params.get("version")
        if not asked:
            return None
        if not is_id(asked):
            raise ParseError(f"version is a number from 1 to {HIGHEST}.")
        return int(asked)


def _row(procedure: Procedure, person) -> dict:
    receipt = ProcedureReceipt.objects.filter(procedure=procedure, person=person).first()
    return {
        "code": procedure.code,
        "version": procedure.version,
        "title": procedure.title,
        "text": procedure.text,
        "in_force_from": procedure.in_force_from,
        "confirmed_at": receipt.at if receipt else None,
    }


def _reader(person: Person) -> dict:
    return {
        "person_id": person.pk,
        "name": person.short_name,
        "roles": person.roles,
        "confirmed_at": person.confirmed_at,
    }
