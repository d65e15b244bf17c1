"""
How things move, drawn from the tables that hold them to it: docs/states.md.

The tables are the code's own (STYLE 8) and the database's triggers are built from them, so the
page is never drawn by hand: `python -m tools.states` writes it anew.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import TextChoices

from contactcentre.contacts import states as contacts
from contactcentre.contacts.enums import HandlerState, MessageState, RingBackState, State
from dispatch import states as dispatch
from dispatch.enums import AssignmentState, UnitState
from incidents import states as incidents
from incidents.enums import Status, TransferState

PAGE = Path(__file__).resolve().parent.parent / "docs" / "states.md"
HEAD = """\
# How things move

Written by `python -m tools.states` from the tables of moves; change a table, then write it anew.
An illegal move is refused twice: by Python with a sentence, and by a trigger in the database.
"""


@dataclass(frozen=True)
class Life:
    """One life cycle: whose, the words of its states, its table of moves, where it starts."""

    name: str
    table: str
    words: type[TextChoices]
    moves: dict
    first: TextChoices


LIVES = (
    Life("Contact", "contactcentre.contacts.states.NEXT", State, contacts.NEXT, State.QUEUED),
    Life(
        "Call handler",
        "contactcentre.contacts.states.HANDLER_NEXT",
        HandlerState,
        contacts.HANDLER_NEXT,
        HandlerState.SIGNED_OFF,
    ),
    Life(
        "Text to a caller",
        "contactcentre.contacts.states.MESSAGE_NEXT",
        MessageState,
        contacts.MESSAGE_NEXT,
        MessageState.QUEUED,
    ),
    Life(
        "Ring-back",
        "contactcentre.contacts.states.RING_BACK_NEXT",
        RingBackState,
        contacts.RING_BACK_NEXT,
        RingBackState.WAITING,
    ),
    Life("Incident", "incidents.states.NEXT", Status, incidents.NEXT, Status.OPEN),
    Life(
        "Transfer",
        "incidents.states.TRANSFER_NEXT",
        TransferState,
        incidents.TRANSFER_NEXT,
        TransferState.SENT,
    ),
    Life("Unit", "dispatch.states.UNIT_NEXT", UnitState, dispatch.UNIT_NEXT, UnitState.OFF_DUTY),
    Life(
        "Assignment",
        "dispatch.states.ASSIGNMENT_NEXT",
        AssignmentState,
        dispatch.ASSIGNMENT_NEXT,
        AssignmentState.ASSIGNED,
    ),
)


def page() -> str:
    """Return the whole page."""
    return "\n".join([HEAD, *(section(life) for life in LIVES)])


def section(life: Life) -> str:
    """Return one life cycle as a drawing and, for whoever cannot see it, as a table."""
    drawing = ["```mermaid", "stateDiagram-v2", *(f"    {line}" for line in _drawn(life)), "```"]
    table = ["| From | To |", "| --- | --- |", *_rows(life)]
    return "\n".join([f"## {life.name}", "", f"`{life.table}`", "", *drawing, "", *table, ""])


def _drawn(life: Life) -> Iterator[str]:
    for state in life.words:
        yield f"{state.value}: {state.label.replace(':', ',')}"  # A second colon ends a label.
    yield f"[*] --> {life.first.value}"
    for state in life.words:
        for following in _following(life, state):
            yield f"{state.value} --> {following.value}"
        if not life.moves[state]:
            yield f"{state.value} --> [*]"


def _rows(life: Life) -> Iterator[str]:
    for state in life.words:
        onward = " · ".join(following.label for following in _following(life, state))
        yield f"| {state.label} | {onward or 'nothing: this is the end'} |"


def _following(life: Life, state: TextChoices) -> list[TextChoices]:
    return [each for each in life.words if each in life.moves[state]]


def main() -> int:
    """Write the page."""
    PAGE.write_text(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
