"""Which warnings a crew is asked about: those that hold, and say something (G7)."""

from datetime import timedelta

import pytest

from contactcentre.core.errors import Invalid, WrongState
from tests.scenarios import test_warned_crews as crews

pytestmark = pytest.mark.capability("G7")
sent = crews.sent


def test_one_that_is_withdrawn_is_asked_about_no_more_and_stays_on_record(sent):
    made = crews.warn(sent)
    sent.wait(seconds=61)
    assert crews.unknown(sent)

    crews.withdraw(sent, made)
    sent.wait(seconds=1)

    assert crews.unknown(sent) == []
    assert crews.row(sent)["warnings_told"] is None
    assert "Warning 1 withdrawn: It was a toy: PC12 has seen it" in crews.lines(sent)
    with pytest.raises(WrongState, match="Handler withdrew it already: It was a toy"):
        crews.withdraw(sent, made)


def test_withdrawing_one_of_two_leaves_the_other_to_be_known(sent):
    first = crews.warn(sent)
    second = crews.warn(sent, "DOG", "Two dogs")
    crews.withdraw(sent, second)
    sent.wait(seconds=61)

    (alert,) = crews.unknown(sent)
    assert ": 1 (weapon)" in alert.text
    assert "dog" not in alert.text
    crews.told(sent, crews.row(sent)["warnings_told"])
    assert crews.unknown(sent) == []
    crews.withdraw(sent, first)


def test_an_order_that_has_expired_says_so_and_is_sent_to_nobody(sent):
    yesterday = (sent.at - timedelta(days=1)).date()
    crews.warn(sent, "ORDER", "Not to come to Acre Lane", expires_on=yesterday)
    sent.wait(seconds=62)

    assert crews.unknown(sent) == []
    assert crews.row(sent)["warnings_told"] is None
    expired = "Warning 1 for crews. Order EXPIRED on 13 Mar 2026: Not to come to Acre Lane"
    assert expired in crews.lines(sent)


def test_an_order_that_expires_at_midnight_is_asked_about_until_then(sent):
    crews.warn(sent, "ORDER", "Not to come to Acre Lane", expires_on=sent.at.date())
    sent.wait(seconds=61)
    assert ": 1 (order)" in crews.unknown(sent)[0].text

    sent.outage(hours=2)
    sent.wait(seconds=1)

    assert crews.unknown(sent) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "WEAPON", "text": "  "}, "Say what the crew has to know"),
        ({"kind": "GHOST", "text": "x"}, "Say what it is: WEAPON, CHILD"),
        ({"kind": "DOG", "text": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_is_no_warning_is_refused_in_words(sent, given, said):
    with pytest.raises(Invalid, match=said):
        crews.warn(sent, **given)


def test_only_an_order_expires_and_a_closed_incident_warns_nobody(sent):
    with pytest.raises(Invalid, match="Only an order has a day"):
        crews.warn(sent, expires_on=sent.at.date())
    sent.press(sent.car, 6)
    sent.press(sent.car, 2)
    sent.finish(sent.hers)
    with pytest.raises(WrongState, match="It is closed"):
        crews.warn(sent)
