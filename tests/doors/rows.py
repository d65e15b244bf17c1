"""What a row of the table of doors is made of: doors, subjects, roles by a letter."""

from dataclasses import dataclass, field

from contactcentre.core.permissions import Role

ROLES = {
    "A": Role.ADMINISTRATOR,
    "C": Role.CREW,
    "D": Role.DISPATCHER,
    "G": Role.GATEWAY,
    "H": Role.CALL_HANDLER,
    "O": Role.DUTY_OFFICER,
    "R": Role.REVIEWER,
    "S": Role.SUPERVISOR,
}
ALL = "".join(ROLES)
# One person with all roles of people, to whom anything is open that is open to any of them.
EVERYBODY = "*"


@dataclass(frozen=True)
class Door:
    """What somebody is answered who is not simply signed in: a status, or where they are sent."""

    name: str
    anonymous: int | str
    expired: int | str
    locked: int | str
    must_change: int | str
    refused: int = 403
    unenrolled: int | str = "/account/factors/"


# LET_IN: the same as whoever is signed in and allowed.
LET_IN = 0
API = Door("api", 401, 401, 423, 403, unenrolled=403)
BOARD = Door("board", 401, 401, LET_IN, 403, unenrolled=403)
# Answering and ending a call goes on behind a locked screen.
CALL = Door("call", 401, 401, LET_IN, 403, unenrolled=403)
# What is open to somebody who has yet to add a second factor, and to nobody before that.
FACTORS = Door("factors", "/sign-in/", "/sign-in/", "/unlock/", "/password/", unenrolled=LET_IN)
PAGE = Door("page", "/sign-in/", "/sign-in/", "/unlock/", "/password/")
PASSWORD = Door("password", "/sign-in/", "/sign-in/", "/unlock/", LET_IN, unenrolled=LET_IN)
LOCK = Door("lock", "/sign-in/", "/sign-in/", LET_IN, "/password/")
SIGN_OUT = Door("sign-out", "/sign-in/", "/sign-in/", LET_IN, LET_IN, unenrolled=LET_IN)
DOCS = Door("docs", "/sign-in/", "/sign-in/", 423, "/password/", unenrolled=403)
PUBLIC = Door("public", LET_IN, LET_IN, "/unlock/", LET_IN)
PROBE = Door("probe", LET_IN, LET_IN, LET_IN, LET_IN, unenrolled=LET_IN)


@dataclass(frozen=True)
class Subject:
    """
    What an address or a body names, in its kinds, and which of those let in may have each.

    Whoever may not is answered 404: what lies outside somebody's area does not exist for them.
    `answered` says of which kinds they are told that it is there, and not theirs.
    """

    kinds: dict[str, str]
    answered: dict[str, int] = field(default_factory=dict)

    def __hash__(self):
        return id(self)


NOTHING = Subject({"": ALL})
# Crew see what their unit is sent to, and nothing else of their area.
INCIDENT = Subject({"own": "ADGHORS", "their unit's": ALL, "other": "", "restricted": "OS"})
UNIT = Subject({"own": ALL, "colleague": "DGHORS", "other": ""})
SENT = Subject({"own": ALL, "other unit": "", "other incident": "", "restricted": "OS"})
ALERT = Subject(
    {"a handler's": "HOS", "a dispatcher's": "DOS", "everybody's": "HOS", "other": ""},
    answered={"a handler's": 403, "a dispatcher's": 403, "everybody's": 403},
)
# Calls belong to the whole force; a machine sees those it has brought itself. What became a
# restricted incident is as restricted as that.
CONTACT = Subject({"anybody's": "ADHORS", "the machine's own": ALL, "a restricted": "OS"})


# Whoever may see the incident is told whose desk its message is for.
MESSAGE = Subject(
    {"to dispatch": "DOS", "to call handling": "HOS", "other": "", "restricted": "OS"},
    answered={"to dispatch": 403, "to call handling": 403},
)
# A page says in words that a message is not theirs to acknowledge.
SEEN = Subject({"to dispatch": "DHOS", "other": "", "restricted": "OS"})
PROMISED = Subject({"own": "DHOS", "other": "", "restricted": "OS"})
# A page says in words that what was said of somebody is not there to take back.
SAID = Subject({"own": "DHOS", "other": "DHOS", "restricted": "DHOS"})
# Whoever carries what is given over sees all of it; it is told to others anyway.
CARRIED = Subject({"own": "DGHOS", "other": "G", "restricted": "GOS"})
# What was known before the call is kept by supervisors, of their own area.
MARKER = Subject({"own": "OS", "other": ""})
# Whoever takes calls rings the callers of incidents they see.
RING_BACK = Subject({"own": "HOS", "other": "", "restricted": "OS"})
# Who looks back at a divert sees it where they see the incident that was left.
DIVERT = Subject({"own": "DORS", "other": "", "restricted": "OS"})
# Saying that a caller rang off is the line's; whose contact it is only matters to a machine.
LINE = Subject({"anybody's": "ADHORS", "the machine's own": ALL})


@dataclass(frozen=True)
class Row:
    """Who is let in by which methods at one address; `answers` if not the usual ones."""

    methods: str
    route: str
    door: Door
    who: str
    subject: Subject = NOTHING
    given: tuple[tuple[str, str], ...] = ()
    answers: tuple[int | str, ...] = ()

    def __str__(self) -> str:
        given = "".join(f" {value}" for _name, value in self.given)
        return f"{self.methods} /{self.route}{given}"
