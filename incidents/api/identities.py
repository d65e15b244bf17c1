"""Saying over the API that two records are one person's, or are not, and taking it back (F6)."""

from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from contactcentre.core import audit, clock
from contactcentre.core.api import orders
from contactcentre.core.api.fields import Text
from contactcentre.core.errors import Invalid
from contactcentre.core.permissions import Permission
from incidents import identities, keys, same_people
from incidents.actions import identities as saying
from incidents.enums import SamePerson

LONGEST = 220


class IdentityInput(serializers.Serializer):
    """Two keys, and whether they are one person's."""

    one = Text(max_length=LONGEST)
    other = Text(max_length=LONGEST)
    verdict = serializers.ChoiceField(choices=SamePerson.choices)
    why = Text(max_length=300, required=False, allow_blank=True, default="")
    called = Text(max_length=120, required=False, allow_blank=True, default="")
    is_both_sides = serializers.BooleanField(required=False, default=False)


class UndoInput(serializers.Serializer):
    """Why it is taken back, where there is more to say than that it was wrong."""

    why = Text(max_length=300, required=False, allow_blank=True, default="")


class Identities(orders.Order):
    """Who was said to be one person."""

    permission = Permission.IDENTITY_LINK
    takes = IdentityInput

    @extend_schema(
        responses=OpenApiTypes.OBJECT,
        operation_id="identities_read",
        parameters=[
            OpenApiParameter(
                "key", str, required=True, description="NUMBER:…, HANDLE:… or PERSON:…"
            )
        ],
    )
    def get(self, request):
        """Return what was said of whoever has a key, and by whom; the reading is audited."""
        try:
            key = keys.read(request.query_params.get("key", "").replace("\x00", "")[:LONGEST])
        except Invalid as error:
            raise ValidationError({"key": [str(error)]}) from error
        identities.check_seen({key}, request.user)
        audit.read(request.user, by=request.user, at=clock.now(), what="identity", key=key)
        return Response(same_people.told(key, request.user))

    @extend_schema(
        request=IdentityInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="identities_say",
    )
    def post(self, request):
        """Say that two keys are one person's, or are not; no record is changed by it (F6)."""
        given = self.data(request)
        verdict, is_both_sides = given.pop("verdict"), given.pop("is_both_sides")
        who = {"by": request.user, "at": clock.now()}
        if verdict == SamePerson.SAME:
            made = saying.confirm(**given, is_both_sides=is_both_sides, **who)
        else:
            made = saying.reject(**given, **who)
        row = {"id": made.pk, "verdict": made.verdict, "reasons": made.reasons}
        return Response({**row, **same_people.told(made.one, request.user)}, status=201)


class UndoIdentity(orders.Order):
    """What was said of two keys was wrong."""

    permission = Permission.IDENTITY_LINK
    takes = UndoInput

    @extend_schema(request=UndoInput, responses=OpenApiTypes.OBJECT, operation_id="identities_undo")
    def post(self, request, identity_id: int):
        """Take it back: everything is shown again as before it was said (F6)."""
        why = self.data(request)["why"]
        made = saying.undo(link_id=identity_id, why=why, by=request.user, at=clock.now())
        return Response({"id": made.pk, **same_people.told(made.one, request.user)})
