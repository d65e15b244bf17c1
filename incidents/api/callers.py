"""Texts to callers, and callers to be rung back."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import audit, clock
from contactcentre.core.api import orders
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.orders import Nothing
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission
from incidents import callers
from incidents.actions import telling
from incidents.api import serializers as inputs
from incidents.api.views import Order


class RingBacks(Listed, Endpoint):
    """Who is to be rung back."""

    permission = Permission.CONTACT_TAKE

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="ring_backs_list", parameters=PAGED)
    def get(self, request):
        """Return whose callers wait to be rung back, newest first; rows name no caller (H9)."""
        waiting = callers.ring_backs(request.user).select_related("done_by")
        return self.listed(request, waiting, callers.ring_back_row)


class OneRingBack(Endpoint):
    """One caller to be rung back."""

    permission = Permission.CONTACT_TAKE

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="ring_backs_read")
    def get(self, request, ring_back_id: int):
        """Return a ring-back with the number; the reading is audited."""
        found = callers.ring_back(ring_back_id, request.user)
        audit.read(found, by=request.user, at=clock.now(), what="ring-back")
        return Response(callers.ring_back_row(found) | {"number": found.number})


class ReportRingBack(orders.Order):
    """What came of ringing somebody back."""

    permission = Permission.CONTACT_TAKE
    takes = inputs.RingBackInput

    @extend_schema(
        request=inputs.RingBackInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="ring_backs_report",
    )
    def post(self, request, ring_back_id: int):
        """Say that the caller was told, did not answer, or need not be told any more (H9)."""
        given = self.data(request)
        who = {"by": request.user, "at": clock.now()}
        done = telling.report(ring_back_id=ring_back_id, **given, **who)
        return Response(callers.ring_back_row(done))


class DoNotText(Order):
    """Callers who are not to be texted."""

    permission = Permission.INCIDENT_OPEN

    @extend_schema(
        request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="incidents_do_not_text"
    )
    def post(self, request, ref: str):
        """Mark the callers of an incident as not to be texted, in any later call too."""
        return self.do(telling.do_not_text, request, ref)


class Texts(Listed, Endpoint):
    """What callers were told by text."""

    permission = Permission.BOARD_SUPERVISOR

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="texts_list", parameters=PAGED)
    def get(self, request):
        """Return the texts to callers, newest first; rows name no caller (G8)."""
        return self.listed(request, callers.texts(request.user), callers.text_row)
