"""What requests about contacts may hold. Output is a row or a detail, never a serializer."""

from rest_framework import serializers

from contactcentre.contacts.enums import Channel, HandlerState, LocationSource, Outcome, Skill
from contactcentre.contacts.handing_over import LONGEST
from contactcentre.contacts.outcomes import LONGEST_NOTE
from contactcentre.contacts.states import CHOSEN
from contactcentre.core.api.fields import Text

NO_OUTCOME = (
    "This is not an outcome. Choose one of {choices}. That somebody must speak to the victim is "
    "none: take the details from whoever calls."
)


class CallerLocationInput(serializers.Serializer):
    """A position of the caller."""

    source = serializers.ChoiceField(choices=LocationSource.choices)
    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)
    radius_m = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=1_000_000
    )
    confidence = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=100
    )
    fixed_at = serializers.DateTimeField(required=False, allow_null=True)


class HandoverInput(serializers.Serializer):
    """What the BT operator hands over with a call."""

    centre = Text(max_length=LONGEST["centre"], required=False, allow_blank=True)
    reference = Text(max_length=LONGEST["reference"], required=False, allow_blank=True)
    subscriber = Text(max_length=LONGEST["subscriber"], required=False, allow_blank=True)
    address = Text(max_length=LONGEST["address"], required=False, allow_blank=True)


class ReceiveInput(serializers.Serializer):
    """A contact that has reached another system first."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    source_id = Text(max_length=200, required=False)
    handle = Text(max_length=200, required=False, allow_blank=True)
    text = Text(max_length=20_000, required=False, allow_blank=True)
    received_at = serializers.DateTimeField(required=False)
    connected_at = serializers.DateTimeField(required=False, allow_null=True)
    location = CallerLocationInput(required=False, allow_null=True)

    def get_fields(self):
        """Add the caller's number, which senders call `from`: a word that Python keeps."""
        fields = super().get_fields()
        fields["from"] = Text(max_length=80, required=False, allow_blank=True, source="from_number")
        return fields


class FenceInput(serializers.Serializer):
    """The number of the offer that was seen."""

    fence = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class EndInput(serializers.Serializer):
    """How the line went."""

    is_cut = serializers.BooleanField(required=False, default=False)
    why_not_told = Text(max_length=300, required=False, allow_blank=True, default="")


class DisposeInput(serializers.Serializer):
    """What came of a contact."""

    outcome = serializers.ChoiceField(
        choices=Outcome.choices,
        error_messages={"invalid_choice": NO_OUTCOME.format(choices=", ".join(Outcome.values))},
    )
    note = Text(max_length=LONGEST_NOTE)


class HandlerStateInput(serializers.Serializer):
    """What a handler says of themselves."""

    state = serializers.ChoiceField(
        choices=[(state.value, state.label) for state in HandlerState if state in CHOSEN]
    )


class SkillsInput(serializers.Serializer):
    """What a handler takes."""

    skills = serializers.ListField(
        child=serializers.ChoiceField(choices=Skill.choices), allow_empty=False, max_length=10
    )


class ReviewInput(serializers.Serializer):
    """What was done about a payload that could not be read."""

    note = Text(max_length=500)
