"""Words of an incident. Stored values never change; labels may."""

from django.db.models import TextChoices


class Status(TextChoices):
    """Where an incident stands; one field, one table of moves."""

    OPEN = "OPEN", "Open, not graded"
    AWAITING_UNIT = "AWAITING_UNIT", "Awaiting a unit"
    ASSIGNED = "ASSIGNED", "Unit assigned"
    AT_SCENE = "AT_SCENE", "Unit at scene"
    REFERRED = "REFERRED", "Referred, no unit to go"
    RESULTED = "RESULTED", "To be closed"
    CLOSED = "CLOSED", "Closed"


class Grade(TextChoices):
    """The Met's four grades, the most urgent first."""

    IMMEDIATE = "I", "Immediate"
    SIGNIFICANT = "S", "Significant"
    EXTENDED = "E", "Extended"
    REFERRED = "R", "Referred"


URGENCY = {Grade.IMMEDIATE: 0, Grade.SIGNIFICANT: 1, Grade.EXTENDED: 2, Grade.REFERRED: 3}


class SuspectIdentity(TextChoices):
    """Whether the caller knows who did it. SUSPECTED counts as domestic (C5)."""

    CONFIRMED = "CONFIRMED", "Confirmed partner, ex-partner or family"
    SUSPECTED = "SUSPECTED", "Suspected partner, ex-partner or family"
    UNKNOWN = "UNKNOWN", "Not known"
    NOT_DOMESTIC = "NOT_DOMESTIC", "Not domestic, with a reason"


DOMESTIC = {SuspectIdentity.CONFIRMED, SuspectIdentity.SUSPECTED}


class Sign(TextChoices):
    """What the handler hears or is told beside THRIVE; each asks for a grade (incidents/risk)."""

    WEAPON = "WEAPON", "Weapon there or within reach"
    CHILD = "CHILD", "Child there or at risk"
    ALONE = "ALONE", "Alone, cannot get away"
    CANNOT_SPEAK = "CANNOT_SPEAK", "Cannot speak freely"
    SUICIDE = "SUICIDE", "May take their own life"
    ORDER = "ORDER", "Order or bail in force"
    DRINK = "DRINK", "Drink or drugs"
    HATE = "HATE", "Hate crime"
    HELD = "HELD", "Somebody held for us"
    ROAD_BLOCKED = "ROAD_BLOCKED", "Road blocked"


class RiskLevel(TextChoices):
    """What a question set comes to, the lowest first; each set uses those that it knows (D6)."""

    NO_APPARENT = "NO_APPARENT", "No apparent risk"
    LOW = "LOW", "Low"
    STANDARD = "STANDARD", "Standard"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"


class Advice(TextChoices):
    """What a caller was told to do until somebody comes, or instead (THRIVE-SP)."""

    SCENE = "SCENE", "How to preserve the scene"
    PREVENTION = "PREVENTION", "Crime prevention"


class PartyRole(TextChoices):
    """What somebody is in an incident; a caller need not be the victim (A8)."""

    CALLER = "CALLER", "Caller"
    VICTIM = "VICTIM", "Victim"
    SUSPECT = "SUSPECT", "Suspect"
    WITNESS = "WITNESS", "Witness"
    PROXY = "PROXY", "Calling for the victim"


class LogKind(TextChoices):
    """What a log entry is."""

    OPENED = "OPENED", "Opened"
    WORDS = "WORDS", "First words"
    NOTE = "NOTE", "Note"
    GRADE = "GRADE", "Grade"
    RISK = "RISK", "Risk"
    UNIT = "UNIT", "Unit"
    DIVERT = "DIVERT", "Divert"
    ALERT = "ALERT", "Alert"
    CLOCK = "CLOCK", "Clock"
    OWNER = "OWNER", "Owner"
    RESULT = "RESULT", "Result"
    CONTACT = "CONTACT", "Contact"
    MESSAGE = "MESSAGE", "Message"
    PROMISE = "PROMISE", "Promise"
    WARNING = "WARNING", "Warning"


class WarningKind(TextChoices):
    """What a crew is warned of (G7; College of Policing, APP: weapons, children, orders)."""

    WEAPON = "WEAPON", "Weapon"
    CHILD = "CHILD", "Child"
    ORDER = "ORDER", "Order"
    MARKER = "MARKER", "Marker"
    DOG = "DOG", "Dog"
    VIOLENCE = "VIOLENCE", "Violence"
    OTHER = "OTHER", "Other"


class Reader(TextChoices):
    """The desk that a message about an incident is for (E7)."""

    CALLS = "CALLS", "Call handling"
    DISPATCH = "DISPATCH", "Dispatch"


class Ending(TextChoices):
    """How an obligation ended (I8)."""

    KEPT = "KEPT", "Kept"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class CodeKind(TextChoices):
    """When a code is given."""

    OPENING = "OPENING", "Opening"
    CLOSING = "CLOSING", "Closing"
