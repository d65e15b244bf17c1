"""Question sets over the API: what is asked, and what was answered about an incident."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import clock
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.permissions import Permission
from incidents import details
from incidents.actions import question_sets
from incidents.api.serializers import SetAnswersInput
from incidents.api.views import Order
from incidents.models import QuestionSet


class QuestionSets(Endpoint):
    """What may be asked."""

    permission = Permission.INCIDENT_GRADE

    @extend_schema(
        responses={200: {"type": "array", "items": {"type": "object"}}},
        operation_id="question_sets_list",
    )
    def get(self, request):
        """Return the version in force of each question set, with its questions and levels."""
        asked = QuestionSet.objects.in_force(clock.now()).order_by("code")
        return Response([details.question_set(each) for each in asked])


class AnswerSet(Order):
    """A question set is answered about an incident."""

    permission = Permission.INCIDENT_GRADE
    takes = SetAnswersInput

    @extend_schema(
        request=SetAnswersInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="incidents_answer_set",
    )
    def post(self, request, ref: str):
        """Keep the answers to the version in force; answer with the level they come to (D6)."""
        incident, given = self.incident(request, ref), self.data(request)
        made = question_sets.answer(
            incident_id=incident.pk, by=request.user, at=clock.now(), **given
        )
        return Response(details.answered_set(made), status=201)
