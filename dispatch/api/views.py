"""Orders about one unit: one class each."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import clock
from contactcentre.core.api import orders
from contactcentre.core.api.endpoints import check_match
from contactcentre.core.api.orders import Nothing, ReasonInput
from contactcentre.core.permissions import Permission
from dispatch import access, boards, queries
from dispatch.actions import assignments, diverts, units, watching
from dispatch.actions.holding import hold
from dispatch.api import serializers as inputs
from dispatch.models import Unit
from incidents import queries as incident_queries


def shown(unit_id: int) -> dict:
    """Return a unit's row as boards show it."""
    return boards.row(queries.for_board(Unit.objects.filter(pk=unit_id)).get())


class Order(orders.Order):
    """An order about the unit in the address, made against the version last seen."""

    def seen(self, request, callsign: str) -> QuerySet[Unit]:
        """Return the unit in the address, if this person may see it, else nothing."""
        return access.visible_to(request.user).filter(callsign=callsign.upper())

    def do(self, action, request, callsign: str, **arguments):
        """Do the action on the unit in the address, and answer with its row."""
        unit_id = self.seen(request, callsign).values_list("pk", flat=True).get()
        if "If-Match" in request.headers:
            check_match(request, hold(unit_id=unit_id, by=request.user).unit)
        action(unit_id=unit_id, by=request.user, at=clock.now(), **arguments)
        return Response(shown(unit_id))


class Assign(Order):
    """Send a unit."""

    permission = Permission.UNIT_DISPATCH
    takes = inputs.AssignInput

    @extend_schema(
        request=inputs.AssignInput, responses=OpenApiTypes.OBJECT, operation_id="units_assign"
    )
    def post(self, request, callsign: str):
        """Send a free unit to an incident; 409 names who has it when somebody was first."""
        incident_id = incident_queries.id_by_slug(self.data(request)["incident"], request.user)
        return self.do(assignments.assign, request, callsign, incident_id=incident_id)


class DivertUnit(Order):
    """Divert a unit."""

    permission = Permission.UNIT_DISPATCH
    takes = inputs.DivertInput

    @extend_schema(
        request=inputs.DivertInput, responses=OpenApiTypes.OBJECT, operation_id="units_divert"
    )
    def post(self, request, callsign: str):
        """Take a unit from its incident to a more urgent one; the first one is protected."""
        data = self.data(request)
        incident_id = incident_queries.id_by_slug(data.pop("incident"), request.user)
        return self.do(diverts.divert, request, callsign, to_incident_id=incident_id, **data)


class DivertPreview(Order):
    """What a divert would leave behind, and what it would join."""

    permission = Permission.UNIT_DISPATCH

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="units_divert_preview",
        parameters=[OpenApiParameter("to", str, required=True, description="a CAD number")],
    )
    def get(self, request, callsign: str):
        """Return what is being left before what is being joined (H7)."""
        unit = self.seen(request, callsign).get()
        incident = incident_queries.by_slug(request.query_params.get("to", ""), request.user)
        return Response(
            diverts.preview(unit=unit, to_incident=incident, by=request.user, at=clock.now())
        )


class StandDown(Order):
    """Stand a unit down."""

    permission = Permission.UNIT_DISPATCH
    takes = ReasonInput

    @extend_schema(
        request=ReasonInput, responses=OpenApiTypes.OBJECT, operation_id="units_stand_down"
    )
    def post(self, request, callsign: str):
        """Take a unit off its incident, for a reason."""
        return self.do(assignments.stand_down, request, callsign, **self.data(request))


class Unable(Order):
    """A crew cannot attend."""

    permission = Permission.CREW_REPORT
    takes = ReasonInput

    @extend_schema(request=ReasonInput, responses=OpenApiTypes.OBJECT, operation_id="units_unable")
    def post(self, request, callsign: str):
        """Record that the crew cannot attend; the incident is protected."""
        return self.do(assignments.unable, request, callsign, **self.data(request))


class Acknowledge(Order):
    """A crew has received its assignment."""

    permission = Permission.CREW_REPORT
    takes = inputs.AcknowledgeInput

    @extend_schema(
        request=inputs.AcknowledgeInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="units_acknowledge",
    )
    def post(self, request, callsign: str):
        """Acknowledge the current assignment, the place it was corrected to, or its warnings."""
        return self.do(assignments.acknowledge, request, callsign, **self.data(request))


class Status(Order):
    """A status code from the radio."""

    permission = Permission.CREW_REPORT
    takes = inputs.StatusInput

    @extend_schema(
        request=inputs.StatusInput, responses=OpenApiTypes.OBJECT, operation_id="units_status"
    )
    def post(self, request, callsign: str):
        """Take an Airwave code as a move of the unit or its assignment."""
        return self.do(units.press, request, callsign, **self.data(request))


class Position(Order):
    """Where a unit is."""

    permission = Permission.CREW_REPORT
    takes = inputs.PositionInput

    @extend_schema(
        request=inputs.PositionInput, responses=OpenApiTypes.OBJECT, operation_id="units_position"
    )
    def post(self, request, callsign: str):
        """Take a unit's position."""
        return self.do(units.locate, request, callsign, **self.data(request))


class Well(Order):
    """A crew at a scene is well."""

    permission = Permission.CREW_REPORT

    @extend_schema(request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="units_well")
    def post(self, request, callsign: str):
        """Record that the crew at a scene is well; it is asked about again in time (G11)."""
        return self.do(watching.well, request, callsign)


class Crew(Order):
    """Who is in a unit."""

    permission = Permission.UNIT_BOOK
    takes = inputs.CrewInput

    @extend_schema(
        request=inputs.CrewInput, responses=OpenApiTypes.OBJECT, operation_id="units_crew"
    )
    def post(self, request, callsign: str):
        """Say who crews a unit from now on; they see what it is sent to."""
        return self.do(units.crew, request, callsign, **self.data(request))


class BookOn(Order):
    """Book a unit on duty."""

    permission = Permission.UNIT_BOOK
    takes = inputs.BookOnInput

    @extend_schema(
        request=inputs.BookOnInput, responses=OpenApiTypes.OBJECT, operation_id="units_book_on"
    )
    def post(self, request, callsign: str):
        """Book a unit on duty and free."""
        return self.do(units.book_on, request, callsign, **self.data(request))


class BookOff(Order):
    """Book a unit off duty."""

    permission = Permission.UNIT_BOOK

    @extend_schema(request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="units_book_off")
    def post(self, request, callsign: str):
        """Book a unit off duty; what it was assigned to is cleared or left, never forgotten."""
        return self.do(units.book_off, request, callsign)
