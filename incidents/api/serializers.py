"""What requests about incidents may hold. Output is a row or a detail, never a serializer."""

from rest_framework import serializers

from contactcentre.contacts.enums import RingBackOutcome
from contactcentre.core.api.fields import Text
from contactcentre.core.models import Desk
from incidents import localtimes
from incidents.enums import (
    Advice,
    Ending,
    Grade,
    Informed,
    LinkKind,
    OrderKind,
    PartyRole,
    RcrpGround,
    Reader,
    RiskLevel,
    Sign,
    SuspectIdentity,
    WarningKind,
)


class LocationInput(serializers.Serializer):
    """Where it is."""

    text = Text(max_length=200, required=False, allow_blank=True, default="")
    place_id = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    lat = serializers.FloatField(required=False, allow_null=True, min_value=-90, max_value=90)
    lon = serializers.FloatField(required=False, allow_null=True, min_value=-180, max_value=180)

    def validate(self, data):
        """Refuse half a position."""
        if (data.get("lat") is None) != (data.get("lon") is None):
            raise serializers.ValidationError("A position needs both lat and lon.")
        return data


class NearInput(serializers.Serializer):
    """Near where to look."""

    lat = serializers.FloatField(required=False, min_value=-90, max_value=90)
    lon = serializers.FloatField(required=False, min_value=-180, max_value=180)

    def validate(self, data):
        """Refuse half a position, and what is no number."""
        if len(data) == 1 or not all(abs(value) <= 180 for value in data.values()):
            raise serializers.ValidationError("A position needs both lat and lon.")
        return data


class PersonInput(serializers.Serializer):
    """Somebody in the incident."""

    role = serializers.ChoiceField(choices=PartyRole.choices)
    name = Text(max_length=120, required=False, allow_blank=True, default="")
    number = Text(max_length=20, required=False, allow_blank=True, default="")
    vehicle = Text(max_length=12, required=False, allow_blank=True, default="")
    note = Text(max_length=300, required=False, allow_blank=True, default="")
    relation = Text(max_length=60, required=False, allow_blank=True, default="")
    whereabouts = Text(max_length=200, required=False, allow_blank=True, default="")


class KnownPersonInput(PersonInput):
    """Somebody who may be in the incident already."""

    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class OpenInput(serializers.Serializer):
    """What a handler knows when opening an incident."""

    contact = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    opening_code = Text(max_length=10)
    summary = Text(max_length=2000)
    first_words = Text(max_length=5000, required=False, allow_blank=True, default="")
    demeanour = Text(max_length=200, required=False, allow_blank=True, default="")
    background = Text(max_length=200, required=False, allow_blank=True, default="")
    key_word = Text(max_length=60, required=False, allow_blank=True, default="")
    location = LocationInput(required=False)
    suspect_identity = serializers.ChoiceField(
        choices=SuspectIdentity.choices, required=False, default=SuspectIdentity.UNKNOWN
    )
    suspect_reason = Text(max_length=300, required=False, allow_blank=True, default="")
    vulnerable = serializers.BooleanField(required=False, default=False)
    restricted = serializers.BooleanField(required=False, default=False)
    people = PersonInput(many=True, required=False, max_length=50)


class AccountInput(serializers.Serializer):
    """What was said after the opening; what is left out stays."""

    words = Text(max_length=5000, required=False, allow_blank=True, default="")
    opening_code = Text(max_length=10, required=False, allow_blank=True, default="")
    suspect_identity = serializers.ChoiceField(
        choices=SuspectIdentity.choices, required=False, allow_blank=True, default=""
    )
    suspect_reason = Text(max_length=300, required=False, allow_blank=True, default="")
    vulnerable = serializers.BooleanField(required=False, allow_null=True, default=None)
    vulnerable_reason = Text(max_length=300, required=False, allow_blank=True, default="")
    caller = KnownPersonInput(required=False)
    victim = KnownPersonInput(required=False)
    demeanour = Text(max_length=200, required=False, allow_blank=True, default="")
    background = Text(max_length=200, required=False, allow_blank=True, default="")
    key_word = Text(max_length=60, required=False, allow_blank=True, default="")


class AssessmentInput(serializers.Serializer):
    """THRIVE answers by question, and what else the handler hears or is told."""

    answers = serializers.DictField(child=Text(max_length=20, allow_blank=True))
    signs = serializers.ListField(
        child=serializers.ChoiceField(choices=Sign.choices),
        required=False,
        default=list,
        max_length=len(Sign),
    )
    advice = serializers.ListField(
        child=serializers.ChoiceField(choices=Advice.choices),
        required=False,
        default=list,
        max_length=len(Advice),
    )


class SetAnswersInput(serializers.Serializer):
    """Answers to a question set; a level above them is judged, with the reason."""

    code = Text(max_length=12)
    answers = serializers.DictField(child=Text(max_length=20, allow_blank=True))
    judged_level = serializers.ChoiceField(
        choices=RiskLevel.choices, required=False, allow_blank=True, default=""
    )
    judged_reason = Text(max_length=300, required=False, allow_blank=True, default="")


class GradeInput(serializers.Serializer):
    """A grade and its reasons."""

    grade = serializers.ChoiceField(choices=Grade.choices)
    reason = Text(max_length=500, required=False, allow_blank=True, default="")
    override_reason = Text(max_length=500, required=False, allow_blank=True, default="")
    emergency_reason = Text(max_length=500, required=False, allow_blank=True, default="")


class LogInput(serializers.Serializer):
    """A line for the log."""

    text = Text(max_length=5000)


class AnswerInput(serializers.Serializer):
    """The words that were read to the caller, as they were shown."""

    words = Text(max_length=900)


class RcrpInput(serializers.Serializer):
    """A decision by Right Care, Right Person."""

    ground = serializers.ChoiceField(choices=RcrpGround.choices)
    reason = Text(max_length=500)
    instead = Text(max_length=200, required=False, allow_blank=True, default="")


class MessageInput(serializers.Serializer):
    """Words for the other desk."""

    to = serializers.ChoiceField(choices=Reader.choices)
    text = Text(max_length=1000)


class ObligationInput(serializers.Serializer):
    """What is promised, and by when in London's time; `which` of an hour that comes twice."""

    what = Text(max_length=300)
    due = Text(max_length=40)
    which = serializers.ChoiceField(
        choices=[localtimes.FIRST, localtimes.SECOND], required=False, default=""
    )
    desk = serializers.ChoiceField(choices=Desk.choices)


class WarningInput(serializers.Serializer):
    """What crews are warned of; of an order, the day on which it expires, where that is known."""

    kind = serializers.ChoiceField(choices=WarningKind.choices)
    text = Text(max_length=300)
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class LinkInput(serializers.Serializer):
    """Which incident another has to do with, by its CAD number, and how."""

    kind = serializers.ChoiceField(choices=LinkKind.choices)
    to = Text(max_length=20)
    why = Text(max_length=300, required=False, allow_blank=True, default="")


class TypedInput(serializers.Serializer):
    """What a handler has typed of a call so far."""

    words = Text(max_length=5000, required=False, allow_blank=True, default="")
    place = Text(max_length=200, required=False, allow_blank=True, default="")
    lat = serializers.FloatField(required=False, allow_null=True, min_value=-90, max_value=90)
    lon = serializers.FloatField(required=False, allow_null=True, min_value=-180, max_value=180)


class LookInput(serializers.Serializer):
    """Which linked incident was looked at and stays open, by its CAD number."""

    other = Text(max_length=20)
    words = Text(max_length=300, required=False, allow_blank=True, default="")


class EndingInput(serializers.Serializer):
    """What became of a promise."""

    ended_as = serializers.ChoiceField(choices=Ending.choices)
    note = Text(max_length=300)


class SubjectInput(serializers.Serializer):
    """Whom or what a marker or an order is about; one of these at least."""

    number = Text(max_length=40, required=False, allow_blank=True, default="")
    person_name = Text(max_length=120, required=False, allow_blank=True, default="")
    handle = Text(max_length=200, required=False, allow_blank=True, default="")
    vehicle = Text(max_length=12, required=False, allow_blank=True, default="")
    location = LocationInput(required=False)


class MarkerInput(SubjectInput):
    """What officers have to know, since when, and when somebody looks at it again."""

    text = Text(max_length=300)
    live_from = serializers.DateField(required=False, allow_null=True, default=None)
    review_on = serializers.DateField(required=False, allow_null=True, default=None)


class WithdrawalInput(serializers.Serializer):
    """Why a marker is withdrawn, and whether and how the victim was informed."""

    reason = Text(max_length=300)
    victim_informed = serializers.ChoiceField(choices=Informed.choices)
    informed_how = Text(max_length=300)
    withdrawn_on = serializers.DateField(required=False, allow_null=True, default=None)


class CourtOrderInput(SubjectInput):
    """What a court has ordered, and the last day on which it holds, where that is known."""

    kind = serializers.ChoiceField(choices=OrderKind.choices)
    text = Text(max_length=300)
    expires_on = serializers.DateField(required=False, allow_null=True, default=None)


class FlaggedInput(serializers.Serializer):
    """The number that is said to be flagged, where it is not the one that rings."""

    number = Text(max_length=40, required=False, allow_blank=True, default="")


class MarkerAnswerInput(serializers.Serializer):
    """What came of asking for a marker."""

    text = Text(max_length=300)


class ResultInput(serializers.Serializer):
    """How it ended."""

    code = Text(max_length=10)
    text = Text(max_length=2000, required=False, allow_blank=True, default="")


class ApprovalInput(serializers.Serializer):
    """A supervisor's decision on non-attendance."""

    approve = serializers.BooleanField(required=False, default=True)
    reason = Text(max_length=300, required=False, allow_blank=True, default="")


class DutyInput(serializers.Serializer):
    """A desk to sign on at."""

    desk = serializers.ChoiceField(choices=["CALLS", "DISPATCH", "SUPERVISION", "DUTY_OFFICE"])
    command_unit = Text(max_length=4, required=False, allow_null=True)


class RingBackInput(serializers.Serializer):
    """What came of ringing a caller back."""

    outcome = serializers.ChoiceField(choices=RingBackOutcome.choices)
    note = Text(max_length=500, required=False, allow_blank=True, default="")
