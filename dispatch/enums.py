"""Words of dispatch. Stored values never change; labels may."""

from django.db.models import TextChoices


class UnitState(TextChoices):
    """Whether a unit can be sent; what it is doing for an incident is its assignment's state."""

    OFF_DUTY = "OFF_DUTY", "Off duty"
    AVAILABLE = "AVAILABLE", "Available"
    UNAVAILABLE = "UNAVAILABLE", "Not available"
    EMERGENCY = "EMERGENCY", "EMERGENCY"


class AssignmentState(TextChoices):
    """The life of one unit at one incident."""

    ASSIGNED = "ASSIGNED", "Assigned"
    ACKNOWLEDGED = "ACKNOWLEDGED", "Acknowledged"
    EN_ROUTE = "EN_ROUTE", "En route"
    AT_SCENE = "AT_SCENE", "At scene"
    CLEARED = "CLEARED", "Cleared"
    DIVERTED = "DIVERTED", "Diverted"
    STOOD_DOWN = "STOOD_DOWN", "Stood down"
    UNABLE = "UNABLE", "Unable to attend"


CURRENT = {
    AssignmentState.ASSIGNED,
    AssignmentState.ACKNOWLEDGED,
    AssignmentState.EN_ROUTE,
    AssignmentState.AT_SCENE,
}


class Effect(TextChoices):
    """What an Airwave code does: a move of the unit, of its assignment, or nothing but a mark."""

    EMERGENCY = "EMERGENCY", "Emergency button"
    AVAILABLE = "AVAILABLE", "The unit is free"
    UNAVAILABLE = "UNAVAILABLE", "The unit cannot be sent"
    OFF_DUTY = "OFF_DUTY", "The unit books off"
    EN_ROUTE = "EN_ROUTE", "On its way"
    AT_SCENE = "AT_SCENE", "At the scene"
    DEPLOYABLE = "DEPLOYABLE", "Committed, can be diverted"
    NOT_DEPLOYABLE = "NOT_DEPLOYABLE", "Committed, cannot be diverted"
    ACKNOWLEDGE = "ACKNOWLEDGE", "Received"
    MESSAGE = "MESSAGE", "A message to the control room"
    CALL_BACK = "CALL_BACK", "To be called back urgently"


class ReviewState(TextChoices):
    """How far the review of a divert is."""

    UNREVIEWED = "UNREVIEWED", "Not reviewed"
    URGENT = "URGENT", "Urgent review asked for"
    REVIEWED = "REVIEWED", "Reviewed"


class ReviewOutcome(TextChoices):
    """What a review of a divert found."""

    IN_ORDER = "IN_ORDER", "In order: what was left was looked after"
    LEARNING = "LEARNING", "Learning, for a person or for the room"
    REFERRED = "REFERRED", "Referred to professional standards"
