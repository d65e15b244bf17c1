"""Lists of contacts, handlers and broken payloads; receiving a contact."""

import django_filters
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.contacts import boards, details, figures, queries, queueing
from contactcentre.contacts.actions import intake
from contactcentre.contacts.api import serializers as inputs
from contactcentre.contacts.enums import Channel, State
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact
from contactcentre.core import clock, spool
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.filters import Moment
from contactcentre.core.api.orders import Order
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission

QUEUE_SHOWN = 500


class ContactFilter(django_filters.FilterSet):
    """Filters of the list of contacts; `figure` opens the list behind a number on a screen."""

    state = django_filters.ChoiceFilter(choices=State.choices)
    channel = django_filters.ChoiceFilter(choices=Channel.choices)
    handler = django_filters.CharFilter(field_name="handler__username", max_length=150)
    received_from = Moment(field_name="received_at", lookup_expr="gte")
    received_to = Moment(field_name="received_at", lookup_expr="lte")
    figure = django_filters.ChoiceFilter(
        choices=[(name, name) for name in figures.FIGURES], method="by_figure"
    )

    class Meta:
        model = Contact
        fields = ["state", "channel", "handler", "received_from", "received_to", "figure"]

    def by_figure(self, queryset, _name, value):
        """Keep the contacts that a figure counts."""
        return figures.listed(value, clock.now(), queryset)


class Contacts(Listed, Order):
    """The contacts; receiving one."""

    permission = Permission.CONTACT_VIEW
    permissions = {"POST": Permission.CONTACT_RECEIVE}
    filterset_class = ContactFilter
    takes = inputs.ReceiveInput

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="contacts_list",
        parameters=[
            OpenApiParameter("state", str, enum=State.values),
            OpenApiParameter("channel", str, enum=Channel.values),
            OpenApiParameter("handler", str, description="user name of who has it"),
            OpenApiParameter("received_from", OpenApiTypes.DATETIME),
            OpenApiParameter("received_to", OpenApiTypes.DATETIME),
            OpenApiParameter("figure", str, enum=list(figures.FIGURES)),
            *PAGED,
        ],
    )
    def get(self, request):
        """Return contacts, newest first, a page at a time; rows name no caller."""
        return self.listed(request, queries.visible_to(request.user), boards.contact_row)

    @extend_schema(
        request=inputs.ReceiveInput,
        responses={200: OpenApiTypes.OBJECT, 201: OpenApiTypes.OBJECT},
        operation_id="contacts_receive",
    )
    def post(self, request):
        """Receive a contact: 201 when it is new, 200 when this source has brought it before."""
        facts, at = self.data(request), clock.now()
        arrived_at = spool.arrived_at(request, at=at)
        location = facts.pop("location", None)
        contact = intake.receive(
            location=Fix(**location) if location else None,
            source=queries.source_of(request.user),
            source_id=facts.pop("source_id", None) or spool.order_id(request),
            received_at=queueing.believed(facts.pop("received_at", None), arrived_at=arrived_at)
            or arrived_at,
            connected_at=queueing.believed(facts.pop("connected_at", None), arrived_at=arrived_at),
            by=request.user,
            at=at,
            **facts,
        )
        return Response(boards.contact_row(contact), status=201 if contact.just_arrived else 200)


class Queue(Endpoint):
    """Who waits, in the order in which they are answered."""

    permission = Permission.CONTACT_VIEW

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="contacts_queue")
    def get(self, request):
        """Return whom nobody has answered: 999 before 101 before digital, risk and age within."""
        rows = [boards.contact_row(one) for one in queries.waiting()[:QUEUE_SHOWN]]
        return Response({"results": rows})


class Handlers(Listed, Endpoint):
    """Who takes contacts, and what they are doing."""

    permission = Permission.CONTACT_VIEW

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="handlers_list", parameters=PAGED)
    def get(self, request):
        """Return everybody who has ever taken contacts, a page at a time."""
        return self.listed(request, queries.handlers(), boards.handler_row)


class Payloads(Listed, Endpoint):
    """What could not be read."""

    permission = Permission.BOARD_SUPERVISOR

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="payloads_list", parameters=PAGED)
    def get(self, request):
        """Return what nobody has looked at yet, newest first, a page at a time."""
        waiting = queries.payloads_to_review().order_by("-id")
        return self.listed(request, waiting, details.payload_row)
