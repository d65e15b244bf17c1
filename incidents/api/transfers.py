"""Giving incidents over to other forces and agencies, over the API (docs/api-transfers.md)."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from contactcentre.contacts import queries as contact_queries
from contactcentre.contacts.models import Contact
from contactcentre.core import audit, clock
from contactcentre.core.api import orders
from contactcentre.core.api.endpoints import Endpoint
from contactcentre.core.api.fields import Text
from contactcentre.core.api.pages import PAGED, Listed
from contactcentre.core.permissions import Permission
from incidents import access, passing, transfer_details
from incidents.actions import transfers
from incidents.actions.transfers import Receipt
from incidents.api.views import Order
from incidents.enums import TransferState
from incidents.models import Agency, IncomingTransfer, Transfer
from incidents.transferring import cap

CAP = "application/cap+xml"
ANSWERS = [each for each in TransferState.choices if each[0] != TransferState.SENT]


class TransferInput(serializers.Serializer):
    """To whom an incident is given over, by its code, and why."""

    agency = Text(max_length=12)
    reason = Text(max_length=300)


class ReceiptInput(serializers.Serializer):
    """What came of it: who accepted it there under which number, or why not."""

    state = serializers.ChoiceField(choices=ANSWERS)
    their_reference = Text(max_length=60, required=False, allow_blank=True, default="")
    accepted_by = Text(max_length=120, required=False, allow_blank=True, default="")
    note = Text(max_length=300, required=False, allow_blank=True, default="")


class DecisionInput(serializers.Serializer):
    """What we do now that it was answered."""

    decision = Text(max_length=300)


class TransferFilter(django_filters.FilterSet):
    """Which transfers are wanted."""

    state = django_filters.ChoiceFilter(choices=TransferState.choices)
    agency = django_filters.CharFilter(field_name="agency_id", max_length=12)

    class Meta:
        model = Transfer
        fields = ["state", "agency"]


def _seen(person) -> QuerySet[Transfer]:
    """Return the transfers this person may see; a machine that carries them sees them all."""
    rows = Transfer.objects.select_related("incident", "agency")
    if _carries(person):
        return rows
    return rows.filter(incident__in=access.visible_to(person))


def _given_to_us(person) -> QuerySet[IncomingTransfer]:
    """Return what was given over to us, as far as this person may see what it became."""
    rows = IncomingTransfer.objects.select_related(
        "agency", "contact__handler", "contact__incident_link__incident"
    )
    if _carries(person):
        return rows
    return rows.filter(contact__in=contact_queries.narrowed(Contact.objects.all(), person))


def _carries(person) -> bool:
    return person.is_service and not person.acting_through


def shown(made: Transfer) -> dict:
    """Return a transfer as it is after an order about it."""
    everybody = ("sent_by", "answer_taken_by", "decided_by")
    rows = Transfer.objects.select_related("incident", "agency", *everybody)
    return transfer_details.line(rows.get(pk=made.pk))


class GiveOver(Order):
    """An incident is given over."""

    permission = Permission.INCIDENT_TRANSFER
    takes = TransferInput

    @extend_schema(
        request=TransferInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="incidents_give_over",
    )
    def post(self, request, ref: str):
        """Give an incident over, with its grade and why; it stays ours until it is accepted."""
        incident, given = self.incident(request, ref), self.data(request)
        made = transfers.give_over(
            incident_id=incident.pk, by=request.user, at=clock.now(), **given
        )
        return Response(shown(made), status=201)


class Transfers(Listed, Endpoint):
    """What was given over."""

    permission = Permission.TRANSFER_CARRY
    filterset_class = TransferFilter

    @extend_schema(
        responses=OpenApiTypes.OBJECT, operation_id="transfers_list", parameters=[*PAGED]
    )
    def get(self, request):
        """Return what was given over, newest first; `state=SENT` is what is to be carried."""
        return self.listed(request, _seen(request.user), transfer_details.row)


class TransferMessage(Endpoint):
    """What is told of an incident that is given over."""

    permission = Permission.TRANSFER_CARRY

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="transfers_message")
    def get(self, request, transfer_id: int):
        """Return what was told when it was sent, or that it is taken back; audited."""
        made = _seen(request.user).get(pk=transfer_id)
        audit.read(made, by=request.user, at=clock.now(), what="message")
        return Response(passing.message_of(made))


class SettleTransfer(orders.Order):
    """They have answered, or it is withdrawn."""

    permission = Permission.INCIDENT_TRANSFER
    takes = ReceiptInput

    @extend_schema(
        request=ReceiptInput, responses=OpenApiTypes.OBJECT, operation_id="transfers_settle"
    )
    def post(self, request, transfer_id: int):
        """Record who accepted it under which number, that it was refused, or is withdrawn."""
        receipt = Receipt(**self.data(request))
        made = transfers.settle(
            transfer_id=transfer_id, receipt=receipt, by=request.user, at=clock.now()
        )
        return Response(shown(made))


class DecideTransfer(orders.Order):
    """Somebody says what we do now."""

    permission = Permission.INCIDENT_TRANSFER
    takes = DecisionInput

    @extend_schema(
        request=DecisionInput, responses=OpenApiTypes.OBJECT, operation_id="transfers_decide"
    )
    def post(self, request, transfer_id: int):
        """Say what we do now that it was accepted or refused; nothing closes by itself."""
        given = {"transfer_id": transfer_id, **self.data(request)}
        return Response(shown(transfers.decide(by=request.user, at=clock.now(), **given)))


class Agencies(Endpoint):
    """Other forces and agencies."""

    permission = Permission.INCIDENT_TRANSFER

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="agencies_list")
    def get(self, request):
        """Return to whom an incident can be given over."""
        known = Agency.objects.filter(is_current=True)
        return Response({"agencies": [transfer_details.agency(one) for one in known]})


class TransferAlert(Endpoint):
    """What is told of an incident that is given over, as an alert of CAP 1.2."""

    permission = Permission.TRANSFER_CARRY

    @extend_schema(
        responses={(200, CAP): OpenApiTypes.STR}, operation_id="transfers_message_as_cap"
    )
    def get(self, request, transfer_id: int):
        """Return the same message as an alert of CAP 1.2; the reading is audited."""
        made = _seen(request.user).get(pk=transfer_id)
        audit.read(made, by=request.user, at=clock.now(), what="message as CAP")
        return HttpResponse(cap.write(passing.message_of(made)), content_type=CAP)


class Incoming(Listed, Endpoint):
    """What was given over to us."""

    permission = Permission.TRANSFER_CARRY

    @extend_schema(
        responses=OpenApiTypes.OBJECT, operation_id="transfers_incoming", parameters=[*PAGED]
    )
    def get(self, request):
        """Return what was given over to us, newest first, and who took it on as which incident."""
        listed = _given_to_us(request.user)
        return self.listed(request, listed, transfer_details.incoming_row)
