"""How a contact, and a handler, may move from one state to the next."""

from contactcentre.contacts.enums import HandlerState, MessageState, RingBackState, State
from contactcentre.core.errors import WrongState

NEXT = {
    State.QUEUED: {State.OFFERED, State.LIVE, State.ABANDONED, State.DISPOSED},
    State.OFFERED: {State.QUEUED, State.LIVE, State.ABANDONED, State.DISPOSED},
    State.LIVE: {State.QUEUED, State.ENDED, State.DISPOSED},
    State.ABANDONED: {State.ENDED, State.DISPOSED},
    State.ENDED: {State.DISPOSED},
    State.DISPOSED: set(),
}
_RESTING = {
    HandlerState.AVAILABLE,
    HandlerState.BREAK,
    HandlerState.NOT_READY,
    HandlerState.SIGNED_OFF,
    HandlerState.TRAINING,
}
_WORKING = {HandlerState.RINGING, HandlerState.ON_CALL, HandlerState.WRAP_UP}
HANDLER_NEXT = {
    HandlerState.AVAILABLE: (_RESTING | _WORKING) - {HandlerState.AVAILABLE},
    HandlerState.RINGING: {
        HandlerState.AVAILABLE,
        HandlerState.NOT_READY,
        HandlerState.ON_CALL,
        HandlerState.SIGNED_OFF,
        HandlerState.WRAP_UP,
    },
    HandlerState.ON_CALL: {HandlerState.WRAP_UP},
    HandlerState.WRAP_UP: (_RESTING | _WORKING) - {HandlerState.WRAP_UP},
    HandlerState.NOT_READY: (_RESTING | _WORKING) - {HandlerState.NOT_READY},
    HandlerState.BREAK: (_RESTING | _WORKING) - {HandlerState.BREAK},
    HandlerState.TRAINING: (_RESTING | _WORKING) - {HandlerState.TRAINING},
    HandlerState.SIGNED_OFF: (_RESTING | _WORKING) - {HandlerState.SIGNED_OFF},
}
# A receipt may be here before the sender's own answer, or where that was lost on the way.
MESSAGE_NEXT = {
    MessageState.QUEUED: {
        MessageState.SENDING,
        MessageState.SENT,
        MessageState.DELIVERED,
        MessageState.FAILED,
    },
    MessageState.SENDING: {
        MessageState.QUEUED,
        MessageState.SENT,
        MessageState.DELIVERED,
        MessageState.FAILED,
    },
    MessageState.SENT: {MessageState.DELIVERED, MessageState.FAILED},
    MessageState.DELIVERED: set(),
    MessageState.FAILED: set(),
}
RING_BACK_NEXT = {RingBackState.WAITING: {RingBackState.DONE}, RingBackState.DONE: set()}
# What a person may say of themselves; the rest follows from their calls.
CHOSEN = _RESTING - {HandlerState.NOT_READY}
# From these a handler may pick a contact, if they have none.
MAY_PICK = {HandlerState.AVAILABLE, HandlerState.WRAP_UP, HandlerState.NOT_READY}


def check_move(current: str, to: str) -> None:
    """
    Refuse a move of a contact that the table does not list.

    :raises WrongState: if the contact cannot go there from here
    """
    if to not in NEXT[State(current)]:
        raise WrongState(
            f"This contact is {_words(State, current)}; it cannot become {_words(State, to)}."
        )


def check_handler_move(current: str, to: str) -> None:
    """
    Refuse a move of a handler that the table does not list.

    :raises WrongState: if the handler cannot go there from here
    """
    if to not in HANDLER_NEXT[HandlerState(current)]:
        now, wanted = _words(HandlerState, current), _words(HandlerState, to)
        raise WrongState(f"This handler is {now}; they cannot become {wanted} from there.")


def check_message_move(current: str, to: str) -> None:
    """
    Refuse a move of a text to a caller that the table does not list.

    :raises WrongState: if the text cannot go there from here
    """
    if to not in MESSAGE_NEXT[MessageState(current)]:
        now, wanted = _words(MessageState, current), _words(MessageState, to)
        raise WrongState(f"This text is {now}; it cannot become {wanted}.")


def check_ring_back_move(current: str, to: str) -> None:
    """
    Refuse a move of a ring-back that the table does not list.

    :raises WrongState: if somebody has seen to it already
    """
    if to not in RING_BACK_NEXT[RingBackState(current)]:
        raise WrongState("Somebody has seen to this ring-back already. Look at the list again.")


def _words(words, value: str) -> str:
    return str(words(value).label).lower()
