"""The ways an action can refuse. The API turns each into one HTTP status."""


class Refused(Exception):
    """Something the operator asked for cannot be done; the message is shown to them."""

    status_code = 400


class NotAllowed(Refused):
    """This person may not do this."""

    status_code = 403


class NotFound(Refused):
    """The thing named does not exist, or not for this person."""

    status_code = 404


class WrongState(Refused):
    """The thing has moved on since the operator last saw it."""

    status_code = 409


class Taken(WrongState):
    """Somebody else has it, or is changing it at this moment."""


class AgainstTheRules(WrongState):
    """The database would not keep it: something that must never be false would have been."""


class Invalid(Refused):
    """What was sent cannot be right."""

    status_code = 422


class Unavailable(Refused):
    """Something we depend on is away; try again in a moment."""

    status_code = 503
