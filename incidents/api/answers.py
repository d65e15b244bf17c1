"""What callers are told will happen, and whether the police are the right service, over the API."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import clock
from contactcentre.core.permissions import Permission
from incidents import details
from incidents.actions import answers
from incidents.api.serializers import AnswerInput, RcrpInput
from incidents.api.views import Order


class ReadOut(Order):
    """A caller is told what will happen."""

    permission = Permission.INCIDENT_LOG
    takes = AnswerInput

    @extend_schema(
        request=AnswerInput, responses={201: OpenApiTypes.OBJECT}, operation_id="incidents_answer"
    )
    def post(self, request, ref: str):
        """Say that the sentence in `to_read` was read to the caller, word for word (C7)."""
        incident, given = self.incident(request, ref), self.data(request)
        made = answers.read_out(incident_id=incident.pk, by=request.user, at=clock.now(), **given)
        return Response(details.answer_line(made), status=201)


class DecideRcrp(Order):
    """Whether the police are the right service."""

    permission = Permission.INCIDENT_GRADE
    takes = RcrpInput

    @extend_schema(
        request=RcrpInput, responses={201: OpenApiTypes.OBJECT}, operation_id="incidents_rcrp"
    )
    def post(self, request, ref: str):
        """Decide by Right Care, Right Person whether the police come; the caller must hear (D7)."""
        incident, given = self.incident(request, ref), self.data(request)
        made = answers.decide(incident_id=incident.pk, by=request.user, at=clock.now(), **given)
        return Response(details.rcrp_line(made), status=201)
