"""Markers and the orders of courts, over the API."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import audit, clock
from contactcentre.core.api import orders
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.orders import ReasonInput
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission
from incidents import marker_details, markers
from incidents.actions import markers as keeping
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.api import serializers as inputs
from incidents.models import CourtOrder, Marker
from incidents.places import Where

ABOUT = ("number", "person_name", "handle", "vehicle")


def _entering(given: dict) -> dict:
    """Return what an action that enters something takes: its subject, and the rest as it is."""
    about = {name: given.pop(name) for name in ABOUT}
    where = Where(**given.pop("location", {}))
    return {"subject": Subject(location=where, **about), **given}


class Markers(Listed, orders.Order):
    """The markers of an area; entering one."""

    permission = Permission.MARKER_KEEP
    takes = inputs.MarkerInput

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="markers_list", parameters=PAGED)
    def get(self, request):
        """Return markers, live and withdrawn, newest first; rows do not say whom they are about."""
        listed = markers.visible_to(Marker, request.user)
        return self.listed(request, listed, marker_details.marker_row)

    @extend_schema(
        request=inputs.MarkerInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="markers_enter",
    )
    def post(self, request):
        """Enter a marker about a number, a place, a name, a handle or a vehicle (F7)."""
        given = _entering(self.data(request))
        made = keeping.enter(**given, by=request.user, at=clock.now())
        return Response(marker_details.marker_line(made), status=201)


class OneMarker(Endpoint):
    """One marker."""

    permission = Permission.MARKER_KEEP

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="markers_read")
    def get(self, request, marker_id: int):
        """Return a marker with whom it is about; the reading is audited."""
        found = markers.one(Marker, marker_id, request.user)
        audit.read(found, by=request.user, at=clock.now(), what="marker")
        return Response(marker_details.marker_line(found))


class WithdrawMarker(orders.Order):
    """A marker holds no more."""

    permission = Permission.MARKER_KEEP
    takes = inputs.WithdrawalInput

    @extend_schema(
        request=inputs.WithdrawalInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="markers_withdraw",
    )
    def post(self, request, marker_id: int):
        """Withdraw a marker, and say whether and how the victim was informed (J8)."""
        given = Withdrawal(**self.data(request))
        made = keeping.withdraw(marker_id=marker_id, given=given, by=request.user, at=clock.now())
        return Response(marker_details.marker_line(made))


class CourtOrders(Listed, orders.Order):
    """The orders of courts in an area; entering one."""

    permission = Permission.MARKER_KEEP
    takes = inputs.CourtOrderInput

    @extend_schema(
        responses=OpenApiTypes.OBJECT, operation_id="court_orders_list", parameters=PAGED
    )
    def get(self, request):
        """Return orders, newest first; rows do not say whom they are about."""
        at, listed = clock.now(), markers.visible_to(CourtOrder, request.user)
        return self.listed(request, listed, lambda row: marker_details.order_row(row, at))

    @extend_schema(
        request=inputs.CourtOrderInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="court_orders_enter",
    )
    def post(self, request):
        """Enter what a court has ordered, and until when it holds (F7)."""
        given, at = _entering(self.data(request)), clock.now()
        made = keeping.enter_order(**given, by=request.user, at=at)
        return Response(marker_details.order_line(made, at), status=201)


class OneCourtOrder(Endpoint):
    """One order of a court."""

    permission = Permission.MARKER_KEEP

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="court_orders_read")
    def get(self, request, order_id: int):
        """Return an order with whom it is about; the reading is audited."""
        at, found = clock.now(), markers.one(CourtOrder, order_id, request.user)
        audit.read(found, by=request.user, at=at, what="order")
        return Response(marker_details.order_line(found, at))


class DischargeOrder(orders.Order):
    """An order holds no more before its day."""

    permission = Permission.MARKER_KEEP
    takes = ReasonInput

    @extend_schema(
        request=ReasonInput, responses=OpenApiTypes.OBJECT, operation_id="court_orders_discharge"
    )
    def post(self, request, order_id: int):
        """Say that an order was discharged, and why; it stays on record."""
        given, at = self.data(request), clock.now()
        made = keeping.discharge(order_id=order_id, by=request.user, at=at, **given)
        return Response(marker_details.order_line(made, at))
