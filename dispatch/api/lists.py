"""Lists: units, candidates for an incident, the DIVERT list."""

import django_filters
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import clock
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.filters import Moment
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission
from dispatch import access, boards, divert_list, queries, recommending, travel
from dispatch.enums import ReviewState, UnitState
from dispatch.models import Divert, DivertReview, Unit
from incidents import access as incident_access
from incidents import queries as incident_queries


class UnitFilter(django_filters.FilterSet):
    """Filters of the list of units."""

    state = django_filters.ChoiceFilter(choices=UnitState.choices)
    command_unit = django_filters.CharFilter(max_length=4)

    class Meta:
        model = Unit
        fields = ["state", "command_unit"]


class Units(Listed, Endpoint):
    """The units a person may see."""

    permission = Permission.UNIT_VIEW
    filterset_class = UnitFilter

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="units_list",
        parameters=[
            OpenApiParameter("state", str, enum=UnitState.values),
            OpenApiParameter("command_unit", str),
            *PAGED,
        ],
    )
    def get(self, request):
        """Return units, a page at a time."""
        return self.listed(request, queries.for_board(access.visible_to(request.user)), shown_unit)


class Candidates(Endpoint):
    """The units that could go to an incident."""

    permission = Permission.UNIT_DISPATCH

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="incidents_candidates")
    def get(self, request, ref: str):
        """Return the nearest fitting units with reasons, and those left out with why."""
        incident = incident_queries.by_slug(ref, request.user)
        seen = access.visible_to(request.user)
        fitting, left_out = recommending.candidates(incident, seen, by=request.user, at=clock.now())
        return Response(
            {
                "candidates": [_candidate(one) for one in fitting],
                "left_out": [{"callsign": unit.callsign, "why": why} for unit, why in left_out],
                "note": recommending.note(incident),
                "error": travel.ERROR,
            }
        )


class DivertFilter(django_filters.FilterSet):
    """Filters of the DIVERT list."""

    review = django_filters.ChoiceFilter(field_name="review_state", choices=ReviewState.choices)
    overdue_at = Moment(field_name="review_due_at", lookup_expr="lte")
    command_unit = django_filters.CharFilter(field_name="from_incident__command_unit", max_length=4)
    since = Moment(field_name="at", lookup_expr="gte")
    until = Moment(field_name="at", lookup_expr="lt")

    class Meta:
        model = Divert
        fields: list[str] = []


class Diverts(Listed, Endpoint):
    """The DIVERT list: a live query."""

    permission = Permission.DIVERT_VIEW
    filterset_class = DivertFilter

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="diverts_list",
        parameters=[
            OpenApiParameter("review", str, enum=ReviewState.values),
            OpenApiParameter(
                "overdue_at", OpenApiTypes.DATETIME, description="to be reviewed before this moment"
            ),
            OpenApiParameter("command_unit", str),
            OpenApiParameter("since", OpenApiTypes.DATETIME),
            OpenApiParameter("until", OpenApiTypes.DATETIME),
            *PAGED,
        ],
    )
    def get(self, request):
        """Return diverts from incidents this person may see, newest first."""
        seen = incident_access.visible_to(request.user)
        return self.listed(request, divert_list.listed(seen), shown_divert)


def shown_unit(unit: Unit) -> dict:
    """Return a unit of the list: its row, and by what the radio network knows it."""
    return {**boards.row(unit), "issi": unit.issi}


def _candidate(one) -> dict:
    unit, current = one.unit, one.current
    return {
        "callsign": unit.callsign,
        "minutes": one.minutes,
        "km": one.km,
        "skills": unit.skills,
        "state_label": unit.get_state_display(),
        "position_at": unit.position_at,
        "reasons": one.reasons,
        "needs_supervisor": one.needs_supervisor,
        "leaves": _left(current.incident) if current else None,
    }


def _left(incident) -> dict:
    if incident.restricted:
        named = {"reference": "restricted", "slug": None, "tags": ["RESTRICTED"]}
    else:
        named = {"reference": incident.reference, "slug": incident.slug, "tags": incident.tags}
    return {**named, "grade": incident.grade}


def shown_divert(divert: Divert) -> dict:
    """Return a divert of the DIVERT list, with how its review stands and what it did."""
    at = clock.now()
    return {
        "id": divert.pk,
        "unit": divert.unit.callsign,
        "from": divert.from_incident.reference,
        "from_slug": divert.from_incident.slug,
        "to": _joined(divert.to_incident),
        "reason": divert.reason_shown,
        "what_was_left": divert.what_was_left,
        "by": divert.by.short_name,
        "at": divert.at,
        "seconds_without_unit": round(divert_list.without_unit(divert, at=at).total_seconds()),
        "attended_in_time": divert_list.in_time(divert, at=at),
        "assessed_again": divert.is_assessed_again,
        "caller_told": divert.is_caller_told,
        "review": divert.review_state,
        "review_due_at": divert.review_due_at,
        "reviews": [_review(step) for step in divert.steps],
    }


def _joined(incident) -> str:
    return "restricted" if incident.restricted else incident.reference


def _review(step: DivertReview) -> dict:
    return {
        "state": step.state,
        "outcome": step.outcome,
        "note": step.note,
        "by": step.by.short_name,
        "at": step.at,
    }
