"""What requests about units may hold."""

from rest_framework import serializers

from contactcentre.core.api.fields import Text
from dispatch.enums import ReviewOutcome


class AssignInput(serializers.Serializer):
    """An incident to go to."""

    incident = Text(max_length=20)


class DivertInput(serializers.Serializer):
    """Where to, and why."""

    incident = Text(max_length=20)
    reason = Text(max_length=250)


class AcknowledgeInput(serializers.Serializer):
    """Which place and warnings the crew was told: `place_told`, `warnings_told` of its row."""

    place_told = serializers.IntegerField(min_value=0, required=False)
    warnings_told = serializers.IntegerField(min_value=0, required=False)


class StatusInput(serializers.Serializer):
    """An Airwave code."""

    code = serializers.IntegerField(min_value=0, max_value=99)


class PositionInput(serializers.Serializer):
    """Where a unit is, and when that was."""

    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)
    fixed_at = serializers.DateTimeField(required=False, allow_null=True)


class DivertReviewInput(serializers.Serializer):
    """What a review of a divert found."""

    outcome = serializers.ChoiceField(choices=ReviewOutcome.choices)
    note = Text(max_length=500)


class UrgentReviewInput(serializers.Serializer):
    """Why a divert is to be reviewed now."""

    note = Text(max_length=500)


class CrewInput(serializers.Serializer):
    """Who crews a unit, by username; nobody, too."""

    people = serializers.ListField(child=Text(max_length=150), max_length=8)


class BookOnInput(serializers.Serializer):
    """Where a unit starts, if that is known."""

    lat = serializers.FloatField(min_value=-90, max_value=90, required=False, allow_null=True)
    lon = serializers.FloatField(min_value=-180, max_value=180, required=False, allow_null=True)
