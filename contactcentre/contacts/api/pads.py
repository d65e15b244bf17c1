"""The free pad of a handler, over HTTP."""

from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from contactcentre.contacts import queries
from contactcentre.contacts.actions import pads
from contactcentre.contacts.models import Pad
from contactcentre.core import audit, clock
from contactcentre.core.api.fields import Text
from contactcentre.core.api.orders import Order
from contactcentre.core.permissions import Permission


class PadInput(serializers.Serializer):
    """What stands on the pad."""

    text = Text(max_length=pads.LONGEST, allow_blank=True, trim_whitespace=False)
    contact_id = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=2**63 - 1
    )


class SettleInput(serializers.Serializer):
    """What the words on a pad were."""

    note = Text(max_length=pads.LONGEST_NOTE)


def pad_row(pad: Pad | None) -> dict:
    """Return a pad as its writer sees it; a blank one when there is none."""
    if pad is None or pad.settled_at is not None:
        return {"id": None, "text": "", "number": 0, "contact_id": None}
    known = {"id": pad.pk, "text": pad.text, "number": pad.number}
    return known | {"contact_id": pad.contact_id}


class OwnPad(Order):
    """This person's pad."""

    permission = Permission.CONTACT_TAKE
    takes = PadInput

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="pad_read")
    def get(self, request):
        """Return what stands on your pad."""
        pad = queries.pad_of(request.user)
        if pad is not None:
            audit.read(pad, by=request.user, at=clock.now(), what="pad")
        return Response(pad_row(pad))

    @extend_schema(request=PadInput, responses=OpenApiTypes.OBJECT, operation_id="pad_write")
    def post(self, request):
        """Keep what stands on your pad, with the contact you have, or had; each state stays."""
        pad = pads.write(by=request.user, at=clock.now(), **self.data(request))
        return Response(pad_row(pad))


class SettlePad(Order):
    """Words on a pad that belong to no contact."""

    permission = Permission.CONTACT_TAKE
    takes = SettleInput

    @extend_schema(request=SettleInput, responses=OpenApiTypes.OBJECT, operation_id="pad_settle")
    def post(self, request, pad_id: int):
        """Say what the words on a pad were, and what was done about them."""
        given = {"pad_id": pad_id, **self.data(request)}
        return Response(pad_row(pads.settle(by=request.user, at=clock.now(), **given)))
