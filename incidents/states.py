"""How an incident may move from one status to the next."""

from contactcentre.core.errors import WrongState
from incidents.enums import Grade, Status, TransferState

NEXT = {
    Status.OPEN: {Status.AWAITING_UNIT, Status.REFERRED},
    Status.AWAITING_UNIT: {Status.ASSIGNED, Status.REFERRED, Status.RESULTED},
    Status.ASSIGNED: {Status.AWAITING_UNIT, Status.AT_SCENE},
    Status.AT_SCENE: {Status.AWAITING_UNIT, Status.ASSIGNED, Status.RESULTED},
    Status.REFERRED: {Status.AWAITING_UNIT, Status.RESULTED},
    Status.RESULTED: {Status.AWAITING_UNIT, Status.ASSIGNED, Status.CLOSED},
    Status.CLOSED: {Status.RESULTED},
}
TRANSFER_NEXT = {
    TransferState.SENT: {
        TransferState.ACCEPTED,
        TransferState.REFUSED,
        TransferState.WITHDRAWN,
    },
    TransferState.ACCEPTED: set(),
    TransferState.REFUSED: set(),
    TransferState.WITHDRAWN: set(),
}
DEPLOYABLE = {Status.AWAITING_UNIT, Status.ASSIGNED, Status.AT_SCENE, Status.RESULTED}


def check_move(current: str, to: str) -> None:
    """
    Refuse a move the table does not list.

    :raises WrongState: if the incident cannot go there from here
    """
    if to not in NEXT[Status(current)]:
        raise WrongState(
            f"This incident is {_words(current)}; it cannot become {_words(to)} from there."
        )


def check_not_closed(status: str) -> None:
    """
    Refuse a change to an incident that is closed.

    :raises WrongState: if it is
    """
    if status == Status.CLOSED:
        raise WrongState(
            "This incident is closed. Open a new one and link it; or send dispatch a message "
            "about it, which opens it again."
        )


def check_deployable(*, status: str, grade: str) -> None:
    """
    Refuse to send a unit to an incident that is closed, ungraded or referred.

    :raises WrongState: saying what to do instead
    """
    check_not_closed(status)
    if status == Status.OPEN:
        raise WrongState("Grade this incident first; then send a unit.")
    if grade == Grade.REFERRED:
        raise WrongState("This is referred: no unit goes. Grade it higher first.")


def _words(status: str) -> str:
    return str(Status(status).label).lower()
