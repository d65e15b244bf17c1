"""Orders about one incident: one class each."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import audit, clock
from contactcentre.core.api import orders
from contactcentre.core.api.endpoints import Endpoint, check_match
from contactcentre.core.api.orders import Nothing, ReasonInput
from contactcentre.core.permissions import Permission
from incidents import boards, details, linked, queries, thrive
from incidents.actions import grading, keeping, notes, places, results
from incidents.actions.incidents import Opening
from incidents.api import serializers as inputs
from incidents.models import Incident
from incidents.places import Where


def shown(incident_id: int) -> dict:
    """Return the row of an incident as boards show it, closed or not."""
    return boards.row(queries.for_board(Incident.objects.filter(pk=incident_id)).get())


class Order(orders.Order):
    """An order about the incident in the address, made against the version last seen."""

    def incident(self, request, ref: str) -> Incident:
        """Return the incident in the address, if this person may see it."""
        incident = queries.by_slug(ref, request.user)
        if "If-Match" in request.headers:
            incident = Incident.objects.held(incident.pk)
            check_match(request, incident)
        return incident

    def do(self, action, request, ref: str, **arguments):
        """Do the action on the incident in the address, and answer with its row."""
        incident = self.incident(request, ref)
        action(incident_id=incident.pk, by=request.user, at=clock.now(), **arguments)
        return Response(shown(incident.pk))


class OneIncident(Order):
    """One incident with its log."""

    permission = Permission.INCIDENT_VIEW

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="incidents_read")
    def get(self, request, ref: str):
        """Return an incident with log, people, assessments and clocks; the reading is audited."""
        known = queries.by_slug(ref, request.user)
        incident = queries.with_details(request.user).get(pk=known.pk)
        audit.read(incident, by=request.user, at=clock.now(), what="incident")
        links = linked.lines(incident, request.user)
        said = details.to_read(incident, at=clock.now())
        return Response(details.of(incident) | {"links": links, "to_read": said})


class Timeline(Order):
    """What happened, in order."""

    permission = Permission.INCIDENT_VIEW

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="incidents_timeline")
    def get(self, request, ref: str):
        """Return the log of an incident, oldest first."""
        incident = queries.by_slug(ref, request.user)
        audit.read(incident, by=request.user, at=clock.now(), what="timeline")
        return Response({"entries": [details.log_line(entry) for entry in incident.log.all()]})


class Assess(Order):
    """Assess the risk of an incident."""

    permission = Permission.INCIDENT_GRADE
    takes = inputs.AssessmentInput

    @extend_schema(
        request=inputs.AssessmentInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="incidents_assess",
    )
    def post(self, request, ref: str):
        """Keep a THRIVE assessment; answer with the suggestion and every rule that fired."""
        incident = self.incident(request, ref)
        made = grading.assess(
            incident_id=incident.pk, by=request.user, at=clock.now(), **self.data(request)
        )
        answer = {"id": made.pk, "suggested_grade": made.suggested_grade, "reasons": made.reasons}
        return Response({**answer, "incident": shown(incident.pk)}, status=201)


class Grade(Order):
    """Grade an incident."""

    permission = Permission.INCIDENT_GRADE
    takes = inputs.GradeInput

    @extend_schema(
        request=inputs.GradeInput, responses=OpenApiTypes.OBJECT, operation_id="incidents_grade"
    )
    def post(self, request, ref: str):
        """Grade an incident; below the suggestion only with a reason."""
        return self.do(grading.grade, request, ref, **self.data(request))


class AddToLog(Order):
    """Write on the log."""

    permission = Permission.INCIDENT_LOG
    takes = inputs.LogInput

    @extend_schema(
        request=inputs.LogInput, responses={201: OpenApiTypes.OBJECT}, operation_id="incidents_log"
    )
    def post(self, request, ref: str):
        """Add a line to the log of an incident."""
        incident = self.incident(request, ref)
        entry = notes.add(
            incident_id=incident.pk, by=request.user, at=clock.now(), **self.data(request)
        )
        return Response(details.log_line(entry), status=201)


class CorrectPlace(Order):
    """Correct where it is."""

    permission = Permission.INCIDENT_OPEN
    takes = inputs.LocationInput

    @extend_schema(
        request=inputs.LocationInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="incidents_correct_place",
    )
    def post(self, request, ref: str):
        """Correct the place of an incident; in another area it goes to that area's board."""
        return self.do(places.correct, request, ref, location=Where(**self.data(request)))


class Result(Order):
    """Record how it ended."""

    permission = Permission.INCIDENT_RESULT
    takes = inputs.ResultInput

    @extend_schema(
        request=inputs.ResultInput, responses=OpenApiTypes.OBJECT, operation_id="incidents_result"
    )
    def post(self, request, ref: str):
        """Record the result of an incident with a closing code."""
        return self.do(results.result, request, ref, **self.data(request))


class KeepWaiting(Order):
    """Decide that what a unit has left goes on waiting."""

    permission = Permission.WAITING_DECIDE
    takes = ReasonInput

    @extend_schema(
        request=ReasonInput, responses=OpenApiTypes.OBJECT, operation_id="incidents_keep_waiting"
    )
    def post(self, request, ref: str):
        """Let what a unit has left wait on, for a reason; it is asked again in time (H5)."""
        return self.do(keeping.keep_waiting, request, ref, **self.data(request))


class AskNonAttendance(Order):
    """Ask that nobody attend."""

    permission = Permission.INCIDENT_RESULT
    takes = ReasonInput

    @extend_schema(
        request=ReasonInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="incidents_ask_non_attendance",
    )
    def post(self, request, ref: str):
        """Ask for non-attendance, with a reason that somebody else must approve."""
        return self.do(results.ask_non_attendance, request, ref, **self.data(request))


class ApproveNonAttendance(Order):
    """Decide on non-attendance."""

    permission = Permission.NON_ATTENDANCE_APPROVE
    takes = inputs.ApprovalInput

    @extend_schema(
        request=inputs.ApprovalInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="incidents_approve_non_attendance",
    )
    def post(self, request, ref: str):
        """Approve or refuse non-attendance that somebody else asked for."""
        data = self.data(request)
        action = results.approve_non_attendance
        if not data["approve"]:
            action = results.refuse_non_attendance
        return self.do(action, request, ref, note=data["reason"])


class Close(Order):
    """Close an incident."""

    permission = Permission.INCIDENT_CLOSE

    @extend_schema(request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="incidents_close")
    def post(self, request, ref: str):
        """Close an incident that is resulted, attended or excused, with nothing left open."""
        return self.do(results.close, request, ref)


def opening_from(data: dict) -> Opening:
    """Return an opening from checked input."""
    place = data.get("location") or {}
    return Opening(
        opening_code=data["opening_code"],
        summary=data["summary"],
        location=Where(**place),
        first_words=data["first_words"],
        suspect_identity=data["suspect_identity"],
        suspect_reason=data["suspect_reason"],
        vulnerable=data["vulnerable"],
        restricted=data["restricted"],
        people=tuple(dict(person) for person in data.get("people", ())),
        **{name: data[name] for name in ("demeanour", "background", "key_word")},
    )


class Questions(Endpoint):
    """The THRIVE questions."""

    permission = Permission.INCIDENT_GRADE

    @extend_schema(
        responses={200: {"type": "array", "items": {"type": "object"}}},
        operation_id="incidents_questions",
    )
    def get(self, request):
        """Return the THRIVE questions with their choices."""
        return Response(
            [
                {
                    **item,
                    "choices": [
                        {"value": value, "label": label} for value, label in item["choices"]
                    ],
                }
                for item in thrive.QUESTIONS
            ]
        )
