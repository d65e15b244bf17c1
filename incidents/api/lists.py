"""Lists and look-ups: incidents, places, what is known of a contact; opening one; shifts."""

import django_filters
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.contacts import queries as contact_queries
from contactcentre.core import audit, clock
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.orders import Nothing
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission
from incidents import access, addresses, boards, figures, gazetteer, knowing, queries
from incidents.actions import duty, incidents
from incidents.api import serializers as inputs
from incidents.api.views import opening_from
from incidents.enums import Grade, Status
from incidents.models import Incident, IncidentContact


class IncidentFilter(django_filters.FilterSet):
    """Filters of the list of incidents; `figure` opens the list behind a number on a screen."""

    status = django_filters.ChoiceFilter(choices=Status.choices)
    grade = django_filters.ChoiceFilter(choices=Grade.choices)
    command_unit = django_filters.CharFilter(max_length=4)
    figure = django_filters.ChoiceFilter(
        choices=[(name, name) for name in figures.FIGURES], method="by_figure"
    )
    contact = django_filters.NumberFilter(
        field_name="contact_links__contact", min_value=1, max_value=2**63 - 1
    )
    handler = django_filters.ChoiceFilter(choices=[("me", "me")], method="by_handler")

    class Meta:
        model = Incident
        fields = ["status", "grade", "command_unit", "figure", "contact", "handler"]

    def by_figure(self, queryset, _name, value):
        """Keep the incidents that a figure counts."""
        return figures.listed(value, queryset)

    def by_handler(self, queryset, _name, _value):
        """Keep the unclosed incidents opened from contacts that this person took."""
        own = IncidentContact.objects.filter(contact__handler=self.request.user)
        return queryset.unclosed().filter(pk__in=own.values("incident"))


class Incidents(Listed, Endpoint):
    """The incidents a person may see; opening one."""

    permission = Permission.INCIDENT_VIEW
    permissions = {"POST": Permission.INCIDENT_OPEN}
    filterset_class = IncidentFilter

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="incidents_list",
        parameters=[
            OpenApiParameter("status", str, enum=Status.values),
            OpenApiParameter("grade", str, enum=Grade.values),
            OpenApiParameter("command_unit", str),
            OpenApiParameter("figure", str, enum=list(figures.FIGURES)),
            OpenApiParameter("contact", int, description="opened from this contact"),
            OpenApiParameter("handler", str, enum=["me"], description="from contacts I took"),
            *PAGED,
        ],
    )
    def get(self, request):
        """Return incidents, newest first, a page at a time."""
        seen = queries.for_board(access.visible_to(request.user))
        return self.listed(request, seen, boards.row)

    @extend_schema(
        request=inputs.OpenInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="incidents_open",
    )
    def post(self, request):
        """Open an incident from a contact; it gets the next CAD number of the day."""
        given = inputs.OpenInput(data=request.data)
        given.is_valid(raise_exception=True)
        incident = incidents.open_from(
            contact_id=given.validated_data["contact"],
            opening=opening_from(given.validated_data),
            by=request.user,
            at=clock.now(),
        )
        return Response(
            {
                "id": incident.pk,
                "reference": incident.reference,
                "slug": incident.slug,
                "state": incident.status,
                "version": incident.version,
            },
            status=201,
        )


class Places(Endpoint):
    """The gazetteer."""

    permission = Permission.INCIDENT_OPEN

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="places_search",
        parameters=[
            OpenApiParameter("q", str, description="words of an address"),
            OpenApiParameter("lat", float, description="where the caller is, with `lon`"),
            OpenApiParameter("lon", float, description="where the caller is, with `lat`"),
        ],
    )
    def get(self, request):
        """
        Return at most eight places that fit the words typed, best first; of equals the nearest.

        `meant` lists those that are called as was typed: with more than one, ask which. None is to
        be taken because it stands first.
        """
        typed = _typed(request, "q")
        near = inputs.NearInput(data=request.query_params.dict())
        near.is_valid(raise_exception=True)
        found = gazetteer.search(typed, **near.validated_data)
        return Response(
            {
                "results": [_place(place, typed) for place in found.places],
                "meant": [place.pk for place in found.meant],
                "ambiguous": found.is_ambiguous,
                "more": found.is_more,
            }
        )


class Known(Endpoint):
    """What is known of a contact's caller and place."""

    permission = Permission.CONTACT_VIEW

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="contacts_known",
        parameters=[
            OpenApiParameter("name", str, description="what the caller says they are called"),
            OpenApiParameter("vehicle", str, description="a registration they have said"),
        ],
    )
    def get(self, request, contact_id: int):
        """Return markers, orders, earlier contacts and incidents; the reading is audited."""
        at = clock.now()
        contact = contact_queries.visible_to(request.user).get(pk=contact_id)
        said = {name: _typed(request, name) for name in ("name", "vehicle")}
        asked = {name: words for name, words in said.items() if words}
        audit.read(contact, by=request.user, at=at, what="known", asked=asked)
        return Response(knowing.about(contact, person=request.user, at=at, **said))


class DutyView(Endpoint):
    """A person's own shift."""

    permission = Permission.DUTY_HOLD

    @extend_schema(
        request=inputs.DutyInput, responses=OpenApiTypes.OBJECT, operation_id="duty_sign_on"
    )
    def post(self, request):
        """Sign on at a desk."""
        given = inputs.DutyInput(data=request.data)
        given.is_valid(raise_exception=True)
        made = duty.sign_on(by=request.user, at=clock.now(), **given.validated_data)
        return Response({"desk": made.desk, "command_unit": made.command_unit_id})


class DutyOrder(Endpoint):
    """Sign off, take a break, come back from one."""

    permission = Permission.DUTY_HOLD
    ORDERS = {
        "sign-off": duty.sign_off,
        "break": duty.start_break,
        "return": duty.end_break,
    }

    @extend_schema(request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="duty_order")
    def post(self, request, order: str):
        """Do it; what the person owns passes on in the same transaction."""
        self.ORDERS[order](by=request.user, at=clock.now())
        return Response({"done": order})


def _typed(request, name: str) -> str:
    return request.query_params.get(name, "").replace("\x00", "")[:120]


def _place(place, typed: str) -> dict:
    return {
        "id": place.pk,
        "text": str(place),
        "name": place.name,
        "address": addresses.addressed(typed, place.name, str(place)),
        "apart": gazetteer.apart(place),
        "kind": place.kind,
        "postcode": place.postcode,
        "borough": place.borough.name,
        "borough_code": place.borough_id,
        "command_unit": place.borough.command_unit_id,
        "lat": place.lat,
        "lon": place.lon,
    }
