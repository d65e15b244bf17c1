"""The pure rules: numbers, positions, signatures, the queue's order, the fold."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from contactcentre.contacts import locating, numbers, queueing, signing
from contactcentre.contacts.enums import CALLS, Channel, Flag

NOW = datetime(2018, 5, 31, 22, 54, tzinfo=UTC)


@pytest.mark.capability("F1")
@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 7700 900123", "+447700900123"),
        ("0044 7700 900 123", "+447700900123"),
        ("07700/900123", "+447700900123"),
        ("+44 (0)7700-900.123", "+447700900123"),
        ("sip:+447700900123@bt.example", "+447700900123"),
        ("tel:+44-7700-900123;phone-context=x", "+447700900123"),
        ("07700 900123 ext 5", "+447700900123"),
        ("\u202e07700 900123", "+447700900123"),
        ("٠٧٧٠٠٩٠٠١٢٣", "+447700900123"),
        ("01632 960001", "+441632960001"),
        ("+357 22 123456", "+35722123456"),
        ("", ""),
        ("anonymous", ""),
        ("withheld 07", ""),
        ("0800 FLOWERS", ""),
        ("999", ""),
        ("12", ""),
        ("0" * 300, ""),
        ("😀", ""),
    ],
)
def test_a_number_is_the_same_however_it_is_written(written, number):
    assert numbers.e164(written) == number


@pytest.mark.capability("B1")
def test_the_order_of_the_queue():
    assert set(queueing.CLASS) == CALLS
    ranks = [
        queueing.rank(channel=channel, flags=flags)
        for channel, flags in itertools.product(
            ["999", "101", "SMS"], [[Flag.VULNERABLE], [Flag.DROPPED]]
        )
    ]
    assert ranks == sorted(set(ranks))
    assert {queueing.class_of(channel) for channel in Channel} == {0, 1, 2}
    assert queueing.severity("999") == 0


def test_which_times_of_a_sender_are_believed():
    def believed(**ago):
        return queueing.believed(NOW - timedelta(**ago), arrived_at=NOW)

    assert believed(seconds=0) == NOW
    assert believed(hours=24) == NOW - timedelta(hours=24)
    assert believed(hours=24, seconds=1) is None
    assert believed(seconds=-1) is None
    assert queueing.believed(None, arrived_at=NOW) is None


def test_a_metre_of_radius_weighs_as_much_as_a_second_of_age():
    def score(radius, age=0):
        return locating.score(fixed_at=NOW - timedelta(seconds=age), radius_m=radius)

    assert score(18, age=60) > score(500)
    assert score(18, age=600) < score(500)
    assert score(500) > score(None)


def test_a_signature_holds_for_its_body_its_time_and_its_secret():
    headers = signing.headers(b"body", secret="ours", at=NOW)
    signature, timestamp = headers["X-Signature"], headers["X-Timestamp"]

    def is_genuine(**other):
        given = {"body": b"body", "timestamp": timestamp, "secret": "ours", **other}
        return signing.is_genuine(given.pop("body"), signature=signature, **given)

    assert is_genuine()
    assert not is_genuine(body=b"another")
    assert not is_genuine(timestamp=str(int(timestamp) + 1))
    assert not is_genuine(secret="theirs")
    assert signing.is_recent(timestamp, at=NOW + timedelta(minutes=5))
    assert not signing.is_recent(timestamp, at=NOW + timedelta(minutes=5, seconds=1))
    for nonsense in ("", "-1", "1.5", "٧", "9" * 12, "9" * 400):
        assert not signing.is_recent(nonsense, at=NOW)


def test_the_signature_is_the_one_of_the_documentation():
    """The example of docs/api-telephony.md, so that the page stays true."""
    body = b'{"type":"abandoned","call_id":"bt-7","event_id":"bt-7-2"}'
    headers = signing.headers(
        body, secret="a-secret-of-at-least-32-characters", at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert headers["X-Timestamp"] == "1767225600"
    assert headers["X-Signature"] == (
        "sha256=3ced8d5e0bbd57750fbbbcc3f628e40f77cac8d698ff75a4793e178ef2f3e4a1"
    )
