"""Words of contacts and of those who take them. Stored values never change; labels may."""

from django.db.models import TextChoices


class Channel(TextChoices):
    """How a contact reached us."""

    EMERGENCY = "999", "999"
    NON_EMERGENCY = "101", "101"
    SMS = "SMS", "SMS"
    WHATSAPP = "WHATSAPP", "WhatsApp"
    INSTAGRAM = "INSTAGRAM", "Instagram"
    EMAIL = "EMAIL", "Email"
    WEB_REPORT = "WEB_REPORT", "Web report"
    FRONT_COUNTER = "FRONT_COUNTER", "Front counter"
    THIRD_PARTY = "THIRD_PARTY", "Third party"


CALLS = {Channel.EMERGENCY, Channel.NON_EMERGENCY}


class State(TextChoices):
    """Where a contact stands; one field, one table of moves."""

    QUEUED = "QUEUED", "Waiting in the queue"
    OFFERED = "OFFERED", "Ringing at a handler"
    LIVE = "LIVE", "Answered"
    ABANDONED = "ABANDONED", "Rang off before an answer, no outcome yet"
    ENDED = "ENDED", "Ended, no outcome yet"
    DISPOSED = "DISPOSED", "Done"


WAITING = {State.QUEUED, State.OFFERED}
UNDISPOSED_ENDINGS = {State.ABANDONED, State.ENDED}


class Ending(TextChoices):
    """How a contact came to its end: three different things (B6)."""

    ABANDONED = "ABANDONED", "Caller rang off before an answer"
    DROPPED = "DROPPED", "Answered, then cut off"
    FINISHED = "FINISHED", "Answered and finished"


class Outcome(TextChoices):
    """The disposition every contact must have; "must speak to the victim" is not one (A2)."""

    INCIDENT = "INCIDENT", "Incident opened"
    LINKED_INCIDENT = "LINKED_INCIDENT", "Linked to an incident"
    ADVICE = "ADVICE", "Advice given"
    TRANSFERRED = "TRANSFERRED", "Transferred to another service or force"
    HOAX = "HOAX", "Hoax"
    ABANDONED_RESOLVED = "ABANDONED_RESOLVED", "Cut off or rang off: call-back and checks done"


OF_INCIDENTS = {Outcome.INCIDENT, Outcome.LINKED_INCIDENT}


class Flag(TextChoices):
    """What is known of a contact before anybody has spoken to the caller."""

    DOMESTIC = "DOMESTIC", "Domestic"
    VULNERABLE = "VULNERABLE", "Vulnerable"
    MARKER = "MARKER", "Marker on number or place"
    SILENT = "SILENT", "Silent call"
    REPEAT_CALLER = "REPEAT_CALLER", "Same number again"
    DROPPED = "DROPPED", "Cut off"
    NO_TEXT = "NO_TEXT", "Do not text"
    ENDED_EARLY = "ENDED_EARLY", "Ended within a minute of its answer"
    GRADED_I = "GRADED_I", "Graded I by another force"


class LocationSource(TextChoices):
    """Where a position of a caller comes from."""

    EISEC = "EISEC", "Network (EISEC)"
    AML = "AML", "Handset (AML)"
    SPOKEN = "SPOKEN", "Said by the caller"
    DEVICE = "DEVICE", "Caller's device"


class HandlerState(TextChoices):
    """What a call handler is doing; only AVAILABLE is offered calls (B4)."""

    AVAILABLE = "AVAILABLE", "Available"
    RINGING = "RINGING", "Ringing"
    ON_CALL = "ON_CALL", "On a call"
    WRAP_UP = "WRAP_UP", "Wrapping up"
    NOT_READY = "NOT_READY", "Not ready: a call was missed or given back"
    BREAK = "BREAK", "On a break"
    TRAINING = "TRAINING", "Training"
    SIGNED_OFF = "SIGNED_OFF", "Signed off"


class Skill(TextChoices):
    """What a handler takes; B3 adds languages and specialists."""

    EMERGENCY = "EMERGENCY", "999 calls"
    NON_EMERGENCY = "NON_EMERGENCY", "101 calls"
    DIGITAL = "DIGITAL", "Digital contacts"


class EventType(TextChoices):
    """What a telephone system reports of a call, in the order in which it happens."""

    RINGING = "ringing", "Ringing"
    ANSWERED = "answered", "Answered"
    ABANDONED = "abandoned", "Abandoned"
    ENDED = "ended", "Ended"
    UPDATED = "updated", "More is known of the caller"


class News(TextChoices):
    """What a caller is told of the incident they rang about (G8, H9)."""

    DISPATCHED = "DISPATCHED", "A unit is on its way"
    DIVERTED = "DIVERTED", "Its unit was sent elsewhere"
    LEFT = "LEFT", "Its unit is not coming"
    DELAYED = "DELAYED", "Nobody has come in time"
    ARRIVED = "ARRIVED", "A unit has arrived"
    CUT_SHORT = "CUT_SHORT", "Why they rang: their call was cut short"
    NOT_COMING = "NOT_COMING", "That nobody is coming, and why"


# Whoever waits must hear of these; the others are told where a text can tell them.
MUST_BE_TOLD = {News.DIVERTED, News.LEFT, News.DELAYED, News.CUT_SHORT, News.NOT_COMING}


class MessageState(TextChoices):
    """Where a text to a caller stands; each ends delivered or failed."""

    QUEUED = "QUEUED", "Waiting to be sent"
    SENDING = "SENDING", "Being sent"
    SENT = "SENT", "Sent, not confirmed yet"
    DELIVERED = "DELIVERED", "Delivered"
    FAILED = "FAILED", "Failed"


ENDED_MESSAGES = {MessageState.DELIVERED, MessageState.FAILED}


class NoText(TextChoices):
    """Why a caller was not told by text: none was made, or it failed."""

    RESTRICTED = "RESTRICTED", "the incident is restricted"
    DOMESTIC = "DOMESTIC", "domestic: the suspect may read it"
    DO_NOT_TEXT = "DO_NOT_TEXT", "the caller is not to be texted"
    NO_NUMBER = "NO_NUMBER", "no number is known"
    NO_MOBILE = "NO_MOBILE", "the number takes no texts"
    REFUSED = "REFUSED", "the text service refused it"
    UNDELIVERED = "UNDELIVERED", "the network could not deliver it"
    NOT_CONFIRMED = "NOT_CONFIRMED", "nobody confirmed it in time"
    NO_SENDER = "NO_SENDER", "no text service is set up"
    OVERTAKEN = "OVERTAKEN", "there was newer news before it was sent"
    BY_VOICE = "BY_VOICE", "this is said by voice, never by text"


class RingBackState(TextChoices):
    """Where a ring-back stands."""

    WAITING = "WAITING", "To be rung back"
    DONE = "DONE", "Rung back"


class RingBackOutcome(TextChoices):
    """What came of ringing a caller back."""

    TOLD = "TOLD", "Told"
    NO_ANSWER = "NO_ANSWER", "No answer: ring again"
    NOT_NEEDED = "NOT_NEEDED", "Not needed any more"


ENDS_RING_BACK = {RingBackOutcome.TOLD, RingBackOutcome.NOT_NEEDED}
