"""What strangers left on the spool: each is shown, and all of them are one alert."""

import pytest

from contactcentre.contacts import queries
from contactcentre.contacts.actions import payloads
from contactcentre.contacts.models import RawPayload
from contactcentre.countdowns.models import Alert

pytestmark = pytest.mark.capability("O9")
NO_KEY = "It was kept while the database was away, and then answered 401: No such key."
NOT_ALLOWED = "It was kept while the database was away, and then answered 403: Not with this key."


def left(world, body: str, reason: str = NO_KEY, **more) -> RawPayload:
    """Keep what a stranger sent."""
    about = {"source": "spool /api/v1/contacts/", "body": body.encode(), "reason": reason, **more}
    return payloads.keep(**about, from_stranger=True, by=world.system, at=world.at)


def look_at(world, payload: RawPayload) -> None:
    """Let the supervisor look at one of them."""
    payloads.review(payload_id=payload.pk, note="an old key", by=world.supervisor, at=world.at)


def counted() -> list[str]:
    """Return how many each live alert says there are."""
    return [alert.text.split()[0] for alert in Alert.objects.live().order_by("id")]


def test_many_are_one_alert_with_a_count_and_each_is_shown(world):
    for number in range(25):
        left(world, f"message {number}")

    assert counted() == ["25"]
    assert queries.payloads_to_review().count() == 25
    alert = Alert.objects.live().get()
    assert "by strangers" in alert.text
    assert NO_KEY in alert.text


def test_it_counts_down_as_they_are_looked_at_and_ends_with_the_last(world):
    first, second, third = (left(world, f"message {number}") for number in range(3))
    world.acknowledge_alert(Alert.objects.live().get(), by=world.supervisor)

    look_at(world, first)
    assert counted() == ["2"]
    look_at(world, third)
    assert counted() == ["1"]
    assert Alert.objects.live().get().acknowledged_by == world.supervisor

    look_at(world, second)
    assert counted() == []
    left(world, "one more")
    assert counted() == ["1"]


def test_whoever_took_it_on_hears_before_long_that_more_have_come(world):
    left(world, "the first")
    world.acknowledge_alert(Alert.objects.live().get(), by=world.supervisor)
    world.wait(minutes=1)
    for number in range(20):
        left(world, f"message {number}")
    assert Alert.objects.live().get().acknowledged_by == world.supervisor

    world.wait(minutes=4)

    again = Alert.objects.live().get()
    assert (counted(), again.acknowledged_by, again.times_returned) == (["21"], None, 1)


def test_after_some_minutes_one_more_sounds_at_once_and_one_looked_at_never(world):
    first = left(world, "the first")
    left(world, "the second")
    world.acknowledge_alert(Alert.objects.live().get(), by=world.supervisor)
    world.wait(minutes=6)
    look_at(world, first)
    left(world, "the second")
    assert Alert.objects.live().get().acknowledged_by == world.supervisor

    left(world, "one more")

    assert (counted(), Alert.objects.live().get().acknowledged_by) == (["2"], None)


def test_those_refused_in_other_words_are_another_alert(world):
    left(world, "one")
    left(world, "two", reason=NOT_ALLOWED)

    assert counted() == ["1", "1"]


def test_what_is_no_strangers_still_has_an_alert_each(world):
    for body in (b"{", b"}"):
        payloads.keep(
            source="telephony", body=body, reason="not JSON", by=world.system, at=world.at
        )
    left(world, "by a stranger", reason="not JSON", source="telephony")

    assert Alert.objects.live().count() == 3
