"""Links between incidents, and what a call is probably about already, over the API."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.contacts import queries as contact_queries
from contactcentre.core import clock
from contactcentre.core.api import orders
from contactcentre.core.api.endpoints import check_match
from contactcentre.core.api.orders import ReasonInput
from contactcentre.core.permissions import Permission
from incidents import duplicates, queries
from incidents.actions import links
from incidents.api.serializers import LinkInput, LookInput, TypedInput
from incidents.api.views import Order, shown


class Link(Order):
    """One incident has to do with another."""

    permission = Permission.INCIDENT_LOG
    takes = LinkInput

    @extend_schema(
        request=LinkInput, responses={201: OpenApiTypes.OBJECT}, operation_id="incidents_link"
    )
    def post(self, request, ref: str):
        """Link an incident with another; of duplicates the earliest carries on for all (F4)."""
        given = self.data(request)
        other = queries.id_by_slug(given.pop("to"), request.user)
        about = {"incident_id": self.incident(request, ref).pk, "to_incident_id": other}
        made = links.link(**about, **given, by=request.user, at=clock.now())
        rows = {"from": shown(made.from_incident_id), "to": shown(made.to_incident_id)}
        return Response({"id": made.pk, "kind": made.kind, **rows}, status=201)


class LookedAt(Order):
    """A linked incident was looked at, before one is closed."""

    permission = Permission.INCIDENT_CLOSE
    takes = LookInput

    @extend_schema(
        request=LookInput, responses=OpenApiTypes.OBJECT, operation_id="incidents_looked_at"
    )
    def post(self, request, ref: str):
        """Say that a linked incident was looked at and stays open; closing asks for it (F5)."""
        given = self.data(request)
        other = queries.id_by_slug(given["other"], request.user)
        return self.do(links.stays_open, request, ref, other_id=other, words=given["words"])


class Unlink(orders.Order):
    """Two incidents have nothing to do with each other after all."""

    permission = Permission.INCIDENT_LOG
    takes = ReasonInput

    @extend_schema(request=ReasonInput, responses=OpenApiTypes.OBJECT, operation_id="links_unlink")
    def post(self, request, link_id: int):
        """Unlink two incidents, with the reason; grades and clocks stay as they are (F4)."""
        why = self.data(request)["reason"]
        made = links.unlink(link_id=link_id, why=why, by=request.user, at=clock.now())
        rows = {"from": shown(made.from_incident_id), "to": shown(made.to_incident_id)}
        return Response({"id": made.pk, "kind": made.kind, **rows})


class Duplicates(orders.Order):
    """Incidents that a call is probably about already."""

    permission = Permission.INCIDENT_OPEN
    takes = TypedInput

    @extend_schema(
        request=TypedInput, responses=OpenApiTypes.OBJECT, operation_id="contacts_duplicates"
    )
    def post(self, request, contact_id: int):
        """Return at most five probable duplicates of what is being typed, with reasons (F4)."""
        contact = contact_queries.visible_to(request.user).get(pk=contact_id)
        check_match(request, contact)
        typed = duplicates.Typed(**self.data(request))
        found = duplicates.of(contact, typed, person=request.user, at=clock.now())
        return Response({"results": found})
