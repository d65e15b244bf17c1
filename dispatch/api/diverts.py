"""Orders about one divert: its review."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.core import clock
from contactcentre.core.api import orders
from contactcentre.core.permissions import Permission
from dispatch import divert_list
from dispatch.actions import reviews
from dispatch.api import serializers as inputs
from dispatch.api.lists import shown_divert
from incidents import access as incident_access


class Order(orders.Order):
    """An order about the divert in the address."""

    def do(self, action, request, divert_id: int):
        """Do the action on the divert in the address, and answer with its row of the list."""
        given = self.data(request)
        action(divert_id=divert_id, by=request.user, at=clock.now(), **given)
        seen = incident_access.visible_to(request.user)
        return Response(shown_divert(divert_list.listed(seen).get(pk=divert_id)))


class Review(Order):
    """The review of a divert."""

    permission = Permission.DIVERT_REVIEW
    takes = inputs.DivertReviewInput

    @extend_schema(
        request=inputs.DivertReviewInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="diverts_review",
    )
    def post(self, request, divert_id: int):
        """Record what a review found; whoever made the divert cannot (H10)."""
        return self.do(reviews.review, request, divert_id)


class UrgentReview(Order):
    """A review that cannot wait."""

    permission = Permission.DIVERT_VIEW
    takes = inputs.UrgentReviewInput

    @extend_schema(
        request=inputs.UrgentReviewInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="diverts_urgent_review",
    )
    def post(self, request, divert_id: int):
        """Ask a supervisor to review a divert now (H10)."""
        return self.do(reviews.ask_urgently, request, divert_id)
