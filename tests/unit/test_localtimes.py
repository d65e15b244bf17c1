"""Times as they are said on the floor, through both nights on which London's clocks change."""

from datetime import UTC, datetime

import pytest

from contactcentre.core.errors import Invalid
from incidents import localtimes


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-24T10:00", 10),
        ("2026-07-01T10:00", 9),
        ("2026-11-24T10:00+00:00", 10),
        ("2026-11-24T10:00+01:00", 9),
        (" 2026-11-24 10:00:00 ", 10),
    ],
)
def test_a_time_is_londons_unless_it_says_otherwise(text, hour):
    assert localtimes.read(text).hour == hour
    assert localtimes.read(text).tzinfo == UTC


@pytest.mark.capability("I8")
def test_an_hour_that_the_spring_skips_is_refused():
    with pytest.raises(Invalid, match="There is no 01:30 on 28 Mar 2027: the clocks go forward"):
        localtimes.read("2027-03-28T01:30")


@pytest.mark.capability("I8")
def test_an_hour_that_the_autumn_has_twice_is_asked_about():
    text = "2026-10-25T01:30"
    with pytest.raises(Invalid, match="twice: the clocks go back. Say which"):
        localtimes.read(text)

    assert localtimes.read(text, which="FIRST") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert localtimes.read(text, which="SECOND") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-11-24", "20261124", "0001-01-01T00:00+10:00", "1e9"]
)
def test_what_is_no_time_is_answered_with_how_to_write_one(text):
    with pytest.raises(Invalid, match="Write the day and the time"):
        localtimes.read(text)


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "1999-12-31", "2101-01-01", "today"])
def test_a_day_that_no_list_can_be_of_is_refused(text):
    with pytest.raises(Invalid, match="day"):
        localtimes.read_day(text, at=datetime(2026, 11, 24, tzinfo=UTC))


def test_a_moment_is_shown_with_its_zone():
    assert localtimes.shown(datetime(2026, 7, 1, 9, 0, tzinfo=UTC)) == "1 Jul 2026 10:00 BST"
