"""The tables of moves and the shapes of a contact, held in Python and in PostgreSQL."""

import pytest
from django.db import IntegrityError, transaction

from contactcentre.contacts import states
from contactcentre.contacts.enums import HandlerState, State
from contactcentre.contacts.models import Contact
from contactcentre.core.errors import WrongState
from tests.contacts.conftest import NIGHT

OVER = {"ended_at": NIGHT, "ending": "FINISHED", "answered_at": NIGHT}
SHAPES = {
    State.QUEUED: {},
    State.OFFERED: {"lease_until": NIGHT},
    State.LIVE: {"answered_at": NIGHT},
    State.ABANDONED: {"ended_at": NIGHT, "ending": "ABANDONED"},
    State.ENDED: OVER,
    State.DISPOSED: OVER | {"outcome": "HOAX", "outcome_note": "x", "disposed_at": NIGHT},
}
EMPTY = dict.fromkeys(["handler", "lease_until", "answered_at", "ended_at", "disposed_at"])
EMPTY |= dict.fromkeys(["ending", "outcome", "outcome_note"], "")
WAY = {State.ENDED: [State.LIVE], State.DISPOSED: [State.LIVE]}


def _set(floor, row, state):
    handler = {"handler": floor.supervisor} if state == State.OFFERED else {}
    with transaction.atomic():
        row.update(**{**EMPTY, **SHAPES[state], **handler, "state": state})


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_a_contact_moves_as_its_table_says_and_no_other_way(floor, state, to):
    row = Contact.objects.filter(pk=floor.ring().pk)
    for step in [*WAY.get(state, []), state]:
        _set(floor, row, step)

    if state == to or to in states.NEXT[state]:
        _set(floor, row, to)
        return
    with pytest.raises(IntegrityError, match=f"cannot move from {state} to {to}"):
        _set(floor, row, to)
    with pytest.raises(WrongState, match="it cannot become"):
        states.check_move(state, to)


def test_every_state_has_a_row_in_its_table():
    assert set(states.NEXT) == set(State)
    assert set(states.HANDLER_NEXT) == set(HandlerState)
    assert set().union(*states.NEXT.values()) | {State.QUEUED} == set(State)


def test_a_handler_moves_as_the_table_says():
    states.check_handler_move("ON_CALL", "WRAP_UP")
    with pytest.raises(WrongState, match="they cannot become available from there"):
        states.check_handler_move("ON_CALL", "AVAILABLE")


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "ADVICE"},
        {"state": State.DISPOSED},
        {"state": State.ABANDONED},
        {"state": State.OFFERED},
        {"state": State.LIVE},
        {"ended_at": "2018-05-31T23:00:00Z"},
        {"lease_until": "2018-05-31T23:00:00Z"},
    ],
)
def test_half_a_change_is_refused_by_the_database(floor, change):
    contact = floor.ring()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(**change)
