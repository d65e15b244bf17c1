"""Words of clocks and alerts. Stored values never change; labels may."""

from django.db.models import TextChoices


class StopReason(TextChoices):
    """Why a clock stopped: always one of these, shown on screen (I7)."""

    ABANDONED = "ABANDONED", "Caller rang off"
    ACKNOWLEDGED = "ACKNOWLEDGED", "Acknowledged"
    ANSWERED = "ANSWERED", "Answered"
    AT_SCENE = "AT_SCENE", "A unit is at the scene"
    CLOSED = "CLOSED", "Closed"
    COMPLETED = "COMPLETED", "Done"
    DISPOSED = "DISPOSED", "Disposition recorded"
    DUPLICATE = "DUPLICATE", "Duplicate of another"
    LEFT = "LEFT", "The unit left"
    NON_ATTENDANCE = "NON_ATTENDANCE", "Non-attendance approved"
    RESOLVED = "RESOLVED", "The cause has ended"
    RESOURCED = "RESOURCED", "A unit is assigned"
    SENT_AGAIN = "SENT_AGAIN", "A unit is sent again"
    SUPERSEDED = "SUPERSEDED", "Replaced by another clock"
