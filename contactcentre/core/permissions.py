"""Who may do what, on one page."""

from enum import StrEnum, auto

from contactcentre.core.errors import NotAllowed


class Permission(StrEnum):
    """One thing a person may be allowed to do."""

    ACT_FOR = auto()
    ADMIN_PEOPLE = auto()
    ADMIN_REFERENCE = auto()
    ALERT_ACKNOWLEDGE = auto()
    ALERT_VIEW = auto()
    BOARD_CALLS = auto()
    BOARD_DISPATCH = auto()
    BOARD_SUPERVISOR = auto()
    CONTACT_RECEIVE = auto()
    CONTACT_TAKE = auto()
    CONTACT_VIEW = auto()
    CREW_REPORT = auto()
    DEMO_RING = auto()
    DIVERT_OVERRIDE = auto()
    DIVERT_REVIEW = auto()
    DIVERT_VIEW = auto()
    DUTY_HOLD = auto()
    IDENTITY_LINK = auto()
    INCIDENT_CLOSE = auto()
    INCIDENT_DOWNGRADE_APPROVE = auto()
    INCIDENT_GRADE = auto()
    INCIDENT_LOG = auto()
    INCIDENT_OPEN = auto()
    INCIDENT_RESULT = auto()
    INCIDENT_TRANSFER = auto()
    INCIDENT_VIEW = auto()
    MARKER_KEEP = auto()
    METRICS_VIEW = auto()
    NON_ATTENDANCE_APPROVE = auto()
    PROCEDURE_READ = auto()
    PROCEDURE_READERS = auto()
    RESTRICTED_VIEW = auto()
    TRANSFER_CARRY = auto()
    UNIT_BOOK = auto()
    UNIT_DISPATCH = auto()
    UNIT_VIEW = auto()
    WAITING_DECIDE = auto()


class Role(StrEnum):
    """What a person is on the floor; one person may be several."""

    ADMINISTRATOR = auto()
    CALL_HANDLER = auto()
    CREW = auto()
    DISPATCHER = auto()
    DUTY_OFFICER = auto()
    GATEWAY = auto()
    REVIEWER = auto()
    SUPERVISOR = auto()


P = Permission

_FLOOR = {
    P.ALERT_ACKNOWLEDGE,
    P.ALERT_VIEW,
    P.CONTACT_VIEW,
    P.DEMO_RING,
    P.DUTY_HOLD,
    P.IDENTITY_LINK,
    P.INCIDENT_GRADE,
    P.INCIDENT_LOG,
    P.INCIDENT_OPEN,
    P.INCIDENT_RESULT,
    P.INCIDENT_TRANSFER,
    P.INCIDENT_VIEW,
    P.PROCEDURE_READ,
    P.TRANSFER_CARRY,
    P.UNIT_VIEW,
}
_SUPERVISION = _FLOOR | {
    P.BOARD_CALLS,
    P.BOARD_DISPATCH,
    P.BOARD_SUPERVISOR,
    P.CONTACT_RECEIVE,
    P.CONTACT_TAKE,
    P.DIVERT_OVERRIDE,
    P.DIVERT_REVIEW,
    P.DIVERT_VIEW,
    P.INCIDENT_CLOSE,
    P.INCIDENT_DOWNGRADE_APPROVE,
    P.MARKER_KEEP,
    P.NON_ATTENDANCE_APPROVE,
    P.PROCEDURE_READERS,
    P.RESTRICTED_VIEW,
    P.UNIT_BOOK,
    P.UNIT_DISPATCH,
    P.WAITING_DECIDE,
}

GRANTS = {
    Role.CALL_HANDLER: _FLOOR | {P.BOARD_CALLS, P.CONTACT_RECEIVE, P.CONTACT_TAKE},
    Role.DISPATCHER: _FLOOR
    | {
        P.BOARD_DISPATCH,
        P.CREW_REPORT,
        P.DIVERT_VIEW,
        P.INCIDENT_CLOSE,
        P.UNIT_BOOK,
        P.UNIT_DISPATCH,
    },
    Role.SUPERVISOR: _SUPERVISION | {P.CREW_REPORT},
    Role.DUTY_OFFICER: _SUPERVISION | {P.CREW_REPORT},
    Role.CREW: {P.CREW_REPORT, P.INCIDENT_VIEW, P.PROCEDURE_READ, P.UNIT_VIEW},
    Role.GATEWAY: {
        P.ACT_FOR,
        P.CONTACT_RECEIVE,
        P.CREW_REPORT,
        P.METRICS_VIEW,
        P.TRANSFER_CARRY,
        P.UNIT_VIEW,
    },
    Role.REVIEWER: {
        P.DIVERT_REVIEW,
        P.DIVERT_VIEW,
        P.INCIDENT_VIEW,
        P.PROCEDURE_READ,
        P.PROCEDURE_READERS,
        P.UNIT_VIEW,
    },
    Role.ADMINISTRATOR: {P.ADMIN_PEOPLE, P.ADMIN_REFERENCE},
}

WORDS = {permission: permission.replace("_", " ").lower() for permission in Permission}


def granted(roles) -> set[Permission]:
    """Return everything that these roles allow together."""
    return set().union(*(GRANTS.get(role, set()) for role in roles))


def has(person, permission: Permission) -> bool:
    """Test whether this person, through the key they came with if any, may do this."""
    if not person.is_active or permission not in granted(person.roles):
        return False
    return person.key_scopes is None or permission in person.key_scopes


def check(person, permission: Permission) -> None:
    """
    Refuse anyone who may not do this.

    :raises NotAllowed: if neither role nor key allows it
    """
    if not has(person, permission):
        raise NotAllowed(f"Your role does not include: {WORDS[permission]}. Ask a supervisor.")
