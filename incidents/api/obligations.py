"""What was promised by a time, over the API."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import clock
from contactcentre.core.api import orders
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission
from incidents import access, details, localtimes
from incidents.actions import obligations
from incidents.api.serializers import EndingInput, ObligationInput
from incidents.api.views import Order
from incidents.models import Obligation


class Obligations(Listed, Endpoint):
    """What is promised and not done yet."""

    permission = Permission.INCIDENT_VIEW

    @extend_schema(
        responses=OpenApiTypes.OBJECT, operation_id="obligations_list", parameters=[*PAGED]
    )
    def get(self, request):
        """Return what is still to be done of what was promised, the newest promise first (I8)."""
        seen = access.visible_to(request.user)
        listed = Obligation.objects.open().filter(incident__in=seen)
        listed = listed.select_related("incident", "made_by", "ended_by")
        return self.listed(request, listed, details.obligation_line)


class Promise(Order):
    """Something is promised about an incident."""

    permission = Permission.INCIDENT_LOG
    takes = ObligationInput

    @extend_schema(
        request=ObligationInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="incidents_promise",
    )
    def post(self, request, ref: str):
        """Promise something by a time, which has its own clock, also once it is closed (I8)."""
        incident, given = self.incident(request, ref), self.data(request)
        due_at = localtimes.read(given.pop("due"), which=given.pop("which"))
        about = {"incident_id": incident.pk, "due_at": due_at, **given}
        made = obligations.make(by=request.user, at=clock.now(), **about)
        return Response(details.obligation_line(made), status=201)


class EndObligation(orders.Order):
    """What was promised is done, or withdrawn."""

    permission = Permission.INCIDENT_LOG
    takes = EndingInput

    @extend_schema(
        request=EndingInput, responses=OpenApiTypes.OBJECT, operation_id="obligations_end"
    )
    def post(self, request, obligation_id: int):
        """Say that what was promised was kept, or is withdrawn and why (I8)."""
        given = {"obligation_id": obligation_id, **self.data(request)}
        ended = obligations.end(by=request.user, at=clock.now(), **given)
        return Response(details.obligation_line(ended))
