"""Checking a number that is said to be flagged, asking for a marker, answering: over the API."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.contacts.api.views import ContactOrder
from contactcentre.core import clock
from contactcentre.core.api import orders
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.orders import Nothing
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission
from incidents import marker_details, markers
from incidents.actions import flagged
from incidents.api.serializers import FlaggedInput, MarkerAnswerInput


class CheckMarker(ContactOrder):
    """A caller says that their number is flagged."""

    takes = FlaggedInput

    @extend_schema(
        request=FlaggedInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="contacts_check_marker",
    )
    def post(self, request, contact_id: int):
        """Look what is true, record it, and return the sentence to read out (J9)."""
        contact = self.contact(request, contact_id)
        given = {"contact_id": contact.pk, **self.data(request)}
        made = flagged.check(by=request.user, at=clock.now(), **given)
        return Response(marker_details.check_line(made), status=201)


class AskedFor(Listed, Endpoint):
    """The markers that callers have asked for."""

    permission = Permission.MARKER_KEEP

    @extend_schema(
        responses=OpenApiTypes.OBJECT, operation_id="marker_checks_list", parameters=PAGED
    )
    def get(self, request):
        """Return what callers asked for and nobody has answered; rows name no caller (J9)."""
        return self.listed(request, markers.asked_for(), marker_details.check_line)


class AskForMarker(orders.Order):
    """A caller wants a marker."""

    permission = Permission.CONTACT_TAKE

    @extend_schema(request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="marker_checks_ask")
    def post(self, request, check_id: int):
        """Ask a supervisor for a marker; it is an alert until somebody answers (J9)."""
        made = flagged.ask(check_id=check_id, by=request.user, at=clock.now())
        return Response(marker_details.check_line(made))


class AnswerAsked(orders.Order):
    """A supervisor has decided."""

    permission = Permission.MARKER_KEEP
    takes = MarkerAnswerInput

    @extend_schema(
        request=MarkerAnswerInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="marker_checks_answer",
    )
    def post(self, request, check_id: int):
        """Say what came of it: entered, or why not (J9)."""
        given = {"check_id": check_id, **self.data(request)}
        made = flagged.answer(by=request.user, at=clock.now(), **given)
        return Response(marker_details.check_line(made))
