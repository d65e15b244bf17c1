"""CAD numbers, as they are written, typed and put into addresses."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents import cad

numbers = st.integers(1, 999_999)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.capability("E1")
@given(number=numbers, day=days)
def test_what_is_written_is_read_again(number, day):
    for text in (cad.reference(number, day), cad.slug(number, day)):
        assert cad.parse(text) == (number, day)
        assert cad.parse(f" {text.lower()} ") == (number, day)


def test_it_is_written_as_the_floor_writes_it():
    day = date(2024, 11, 21)
    assert (cad.reference(2089, day), cad.slug(2089, day)) == ("2089/21NOV24", "2089-21NOV24")
    assert (cad.reference(None, None), cad.slug(None, None)) == ("no number yet", "")


@pytest.mark.parametrize(
    "text",
    [
        "1/31FEB26",
        "1/29FEB25",
        "1/00JAN25",
        "1/32JAN25",
        "1/21XXX24",
        "1/21NOV2024",
        "1234567/21NOV24",
        "/21NOV24",
        "2089 21NOV24",
        "2089/21NOV24/1",
        "21NOV24",
        "",
    ],
)
def test_what_is_no_cad_number_is_not_taken_for_one(text):
    assert cad.parse(text) is None


@given(st.text(max_size=20))
def test_no_text_at_all_can_break_the_reading(text):
    found = cad.parse(text)
    assert found is None or cad.parse(cad.reference(*found)) == found


@pytest.mark.capability("E1")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 11, 21, 23, 59, 59, tzinfo=UTC), date(2024, 11, 21)),
        (datetime(2024, 11, 22, 0, 0, tzinfo=UTC), date(2024, 11, 22)),
        (datetime(2024, 7, 1, 22, 59, 59, tzinfo=UTC), date(2024, 7, 1)),
        (datetime(2024, 7, 1, 23, 0, tzinfo=UTC), date(2024, 7, 2)),
        (datetime(2024, 3, 31, 0, 0, tzinfo=UTC), date(2024, 3, 31)),
        (datetime(2024, 3, 31, 23, 0, tzinfo=UTC), date(2024, 4, 1)),
        (datetime(2024, 10, 26, 23, 0, tzinfo=UTC), date(2024, 10, 27)),
        (datetime(2024, 10, 27, 23, 59, tzinfo=UTC), date(2024, 10, 27)),
    ],
)
def test_the_day_is_londons_also_when_the_clocks_change(moment, day):
    assert cad.day_of(moment) == day
