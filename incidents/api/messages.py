"""Messages between the desks, over the API."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import clock
from contactcentre.core.api import orders
from contactcentre.core.api.orders import Nothing
from contactcentre.core.permissions import Permission
from incidents import details
from incidents.actions import messages
from incidents.api.serializers import MessageInput
from incidents.api.views import Order


class Messages(Order):
    """Messages about an incident."""

    permission = Permission.INCIDENT_LOG
    takes = MessageInput

    @extend_schema(
        request=MessageInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="incidents_send_message",
    )
    def post(self, request, ref: str):
        """Send a message about an incident to the other desk, which has to acknowledge it (E7)."""
        incident = self.incident(request, ref)
        sent = messages.send(
            incident_id=incident.pk, by=request.user, at=clock.now(), **self.data(request)
        )
        return Response(details.message_line(sent), status=201)


class AcknowledgeMessage(orders.Order):
    """A message was read."""

    permission = Permission.INCIDENT_LOG

    @extend_schema(
        request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="messages_acknowledge"
    )
    def post(self, request, message_id: int):
        """Say that a message was read, at the desk it was sent to or by who is above it (E7)."""
        read = messages.acknowledge(message_id=message_id, by=request.user, at=clock.now())
        return Response(details.message_line(read))
