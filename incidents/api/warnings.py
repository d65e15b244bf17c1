"""Warnings for crews, over the API."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import clock
from contactcentre.core.api import orders
from contactcentre.core.api.orders import ReasonInput
from contactcentre.core.permissions import Permission
from incidents import details
from incidents.actions import warnings
from incidents.api.serializers import WarningInput
from incidents.api.views import Order


class Warn(Order):
    """Crews are warned about an incident."""

    permission = Permission.INCIDENT_LOG
    takes = WarningInput

    @extend_schema(
        request=WarningInput, responses={201: OpenApiTypes.OBJECT}, operation_id="incidents_warn"
    )
    def post(self, request, ref: str):
        """Warn every crew of the incident, and whoever is sent later, until each knows (G7)."""
        incident, given = self.incident(request, ref), self.data(request)
        made = warnings.give(incident_id=incident.pk, by=request.user, at=clock.now(), **given)
        return Response(details.warning_line(made), status=201)


class WithdrawWarning(orders.Order):
    """A warning no longer holds."""

    permission = Permission.INCIDENT_LOG
    takes = ReasonInput

    @extend_schema(
        request=ReasonInput, responses=OpenApiTypes.OBJECT, operation_id="warnings_withdraw"
    )
    def post(self, request, warning_id: int):
        """Withdraw a warning, with the reason; it stays on record (G7)."""
        given = {"warning_id": warning_id, **self.data(request)}
        made = warnings.withdraw(by=request.user, at=clock.now(), **given)
        return Response(details.warning_line(made))
