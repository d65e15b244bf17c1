"""Alerts over HTTP."""

from django.db.models import Q
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from contactcentre.core import clock, scope
from contactcentre.core.api.endpoints import Endpoint, check_match
from contactcentre.core.api.fields import Text
from contactcentre.core.api.orders import Order
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission
from contactcentre.countdowns import boards, queries
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert


def visible_to(person):
    """Return the live alerts of this person's area and of the whole force."""
    found = queries.live_alerts()
    codes = scope.codes(person)
    return found if codes is None else found.filter(Q(area__in=codes) | Q(area=None))


class Alerts(Listed, Endpoint):
    """The alerts whose cause has not ended."""

    permission = Permission.ALERT_VIEW

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="alerts_list", parameters=PAGED)
    def get(self, request):
        """Return live alerts, newest first, a page at a time."""
        return self.listed(request, visible_to(request.user).order_by("-id"), boards.row)


class TakeOnInput(serializers.Serializer):
    """What whoever takes an alert on reads back; without it, the sentence that it offers."""

    read_back = Text(max_length=200, required=False, allow_blank=True)


class AcknowledgeAlert(Order):
    """Take an alert on."""

    permission = Permission.ALERT_ACKNOWLEDGE
    takes = TakeOnInput

    @extend_schema(
        request=TakeOnInput, responses=OpenApiTypes.OBJECT, operation_id="alerts_acknowledge"
    )
    def post(self, request, alert_id: int):
        """
        Acknowledge an alert as a lease, with what is read back; it returns when the lease is over.

        With If-Match only as it was read: 409 when it says something else by now.
        """
        given = self.data(request)
        if "If-Match" in request.headers:
            self._check_as_read(request, alert_id)
        alert = alerts.acknowledge(alert_id=alert_id, by=request.user, at=clock.now(), **given)
        return Response(
            boards.row(Alert.objects.select_related("acknowledged_by").get(pk=alert.pk))
        )

    def _check_as_read(self, request, alert_id: int) -> None:
        seen = visible_to(request.user).filter(pk=alert_id).exists()
        alert = alerts.hold(alert_id, wait=True) if seen else None
        if alert is not None:
            check_match(request, alert)
