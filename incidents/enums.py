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


class Coming(TextChoices):
    """What a caller is told will happen (C7)."""

    ATTENDING = "ATTENDING", "Officers are to come"
    NOT_ATTENDING = "NOT_ATTENDING", "No officers come"
    ANOTHER = "ANOTHER", "No officers come; another service does"


class RcrpGround(TextChoices):
    """What Right Care, Right Person asks: why the police come, or that none of it is so (D7)."""

    LIFE = "LIFE", "Real and immediate risk to life"
    SERIOUS_HARM = "SERIOUS_HARM", "Real and immediate risk of serious harm"
    CRIME = "CRIME", "A crime has happened or is happening"
    NONE = "NONE", "None of these"


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
    LINK = "LINK", "Link"
    TRANSFER = "TRANSFER", "Transfer"


class LinkKind(TextChoices):
    """What one incident has to do with another (F4)."""

    DUPLICATE = "DUPLICATE", "Duplicate"
    CONTINUATION = "CONTINUATION", "Continuation"
    SAME_VICTIM = "SAME_VICTIM", "Same victim"
    SAME_SUSPECT = "SAME_SUSPECT", "Same suspect"


# These are about one thing: one of them carries on for all.
ABOUT_ONE_THING = {LinkKind.DUPLICATE, LinkKind.CONTINUATION}


class WarningKind(TextChoices):
    """What a crew is warned of (G7; College of Policing, APP: weapons, children, orders)."""

    WEAPON = "WEAPON", "Weapon"
    CHILD = "CHILD", "Child"
    ORDER = "ORDER", "Order"
    MARKER = "MARKER", "Marker"
    DOG = "DOG", "Dog"
    VIOLENCE = "VIOLENCE", "Violence"
    OTHER = "OTHER", "Other"


class Informed(TextChoices):
    """Whether a victim was told that their marker is withdrawn (J8)."""

    YES = "YES", "Yes"
    NO = "NO", "No"
    ATTEMPTED = "ATTEMPTED", "Attempted"


class Flagged(TextChoices):
    """What is true when a caller says that their number is flagged (J9)."""

    LIVE = "LIVE", "Live marker"
    WITHDRAWN = "WITHDRAWN", "Withdrawn marker"
    NONE = "NONE", "No marker"


class SamePerson(TextChoices):
    """What somebody has said of two records of people (F6)."""

    SAME = "SAME", "Same person"
    NOT_SAME = "NOT_SAME", "Not the same person"


class OrderKind(TextChoices):
    """What a court has ordered (F7)."""

    NON_MOLESTATION = "NON_MOLESTATION", "Non-molestation order"
    OCCUPATION = "OCCUPATION", "Occupation order"
    RESTRAINING = "RESTRAINING", "Restraining order"
    STALKING = "STALKING", "Stalking protection order"
    PROTECTION = "PROTECTION", "Domestic abuse protection order"
    OTHER = "OTHER", "Other order"


class Reader(TextChoices):
    """The desk that a message about an incident is for (E7)."""

    CALLS = "CALLS", "Call handling"
    DISPATCH = "DISPATCH", "Dispatch"


class AgencyKind(TextChoices):
    """Who an incident can be given over to."""

    POLICE = "POLICE", "Police force"
    AMBULANCE = "AMBULANCE", "Ambulance service"
    FIRE = "FIRE", "Fire and rescue service"
    COASTGUARD = "COASTGUARD", "Coastguard"
    COUNCIL = "COUNCIL", "Council"
    OTHER = "OTHER", "Other agency"


class Reach(TextChoices):
    """How an agency hears of what is given over to it."""

    TELEPHONE = "TELEPHONE", "By telephone"
    MESSAGES = "MESSAGES", "By messages, and by telephone"


class TransferState(TextChoices):
    """Where a transfer stands; the incident is ours in every state of it (A14)."""

    SENT = "SENT", "Given over, not accepted yet"
    ACCEPTED = "ACCEPTED", "Accepted"
    REFUSED = "REFUSED", "Refused"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class Ending(TextChoices):
    """How an obligation ended (I8)."""

    KEPT = "KEPT", "Kept"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class CodeKind(TextChoices):
    """When a code is given."""

    OPENING = "OPENING", "Opening"
    CLOSING = "CLOSING", "Closing"
