"""The chain of a log: whatever is done to it shows."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import chain

START = datetime(2024, 11, 21, 23, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """A line of a log, as the chain sees it."""

    seq: int
    at: datetime
    by: str
    role: str
    kind: str
    text: str
    prev_hash: str
    hash: str


def a_log(texts: list[str]) -> list[Line]:
    """Write a whole log."""
    lines: list[Line] = []
    for seq, text in enumerate(texts, start=1):
        said = {"at": START + timedelta(minutes=seq), "by": "D. Okafor", "role": "dispatcher"}
        said |= {"seq": seq, "kind": "NOTE", "text": text}
        prev = lines[-1].hash if lines else chain.GENESIS
        lines.append(Line(**said, prev_hash=prev, hash=chain.link(prev, **said)))
    return lines


logs = st.lists(st.text(max_size=40), min_size=3, max_size=8).map(a_log)


@given(logs)
def test_a_log_that_nobody_touched_is_whole(lines):
    assert chain.first_broken(lines) is None
    assert chain.first_broken([]) is None


@pytest.mark.capability("E3")
@pytest.mark.parametrize(
    "edit",
    [
        {"text": "She rang off"},
        {"by": "somebody else"},
        {"role": "supervisor"},
        {"kind": "RESULT"},
        {"at": START},
        {"seq": 7},
        {"prev_hash": chain.GENESIS},
        {"hash": chain.GENESIS},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_an_edit_of_any_field_shows_where_it_was_made(edit):
    lines = a_log(["She is at the back", "He has a knife", "Unit assigned"])
    lines[1] = replace(lines[1], **edit)
    assert chain.first_broken(lines) == 2


@pytest.mark.capability("E3")
@given(logs, st.data())
def test_a_removal_and_another_order_show(lines, data):
    place = data.draw(st.integers(0, len(lines) - 2))
    assert chain.first_broken(lines[:place] + lines[place + 1 :]) == place + 1
    swapped = [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]]
    assert chain.first_broken(swapped) == place + 1


@pytest.mark.capability("E3")
def test_a_line_hashed_again_after_an_edit_no_longer_fits_the_next():
    lines = a_log(["She is at the back", "He has a knife", "Unit assigned"])
    edited = a_log(["She is at the back", "He has nothing", "Unit assigned"])
    assert chain.first_broken([lines[0], edited[1], lines[2]]) == 3
