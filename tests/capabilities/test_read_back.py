"""Whoever takes on what a unit has left reads back that they have it (H4)."""

from datetime import timedelta

import pytest
from django.test import Client

from contactcentre.core.models import AuditEntry
from contactcentre.countdowns import boards
from contactcentre.countdowns.models import Alert
from dispatch import review_pack
from tests.live.agreement import Witness

pytestmark = [pytest.mark.django_db, pytest.mark.capability("H4")]
HEARD = "UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"


@pytest.fixture
def night(world):
    """A domestic incident whose unit has just been diverted to a stabbing."""
    world.hers = world.graded("S", suspect_identity="SUSPECTED")
    world.van = world.unit()
    world.assign(world.van, world.hers)
    world.made = world.divert(world.van, to=world.graded("I"))
    return world


def alarm(world, code: str = "UNIT_LEFT") -> Alert:
    return Alert.objects.live().get(code=code, subject_id=world.hers.pk)


def said(world) -> str:
    return "\n".join(world.hers.log.filter(kind="ALERT").values_list("text", flat=True))


def acknowledge(world, who: str, body: dict):
    client = Client()
    client.force_login(getattr(world, who))
    path = f"/api/v1/alerts/{alarm(world).pk}/acknowledge/"
    return client.post(path, body, "application/json")


@pytest.mark.parametrize("code", HEARD)
def test_the_dispatcher_and_the_supervisor_are_offered_what_to_read_back(night, code):
    offered = f"CAD {night.hers.reference} is without a unit; I have it."

    assert alarm(night, code).read_back_offered == offered
    assert boards.row(alarm(night, code))["read_back_offered"] == offered


def test_with_one_key_the_offered_sentence_is_on_her_log(night):
    answer = acknowledge(night, "dispatcher", {})

    assert answer.status_code == 200, answer.json()
    assert alarm(night).read_back == f"CAD {night.hers.reference} is without a unit; I have it."
    assert f'Dispatcher, who read back "{alarm(night).read_back}": PC12 diverted' in said(night)


def test_typed_words_replace_it_and_are_on_no_board(night):
    words = "Her address is without a car, I am ringing Lewisham for one"
    answer = acknowledge(night, "dispatcher", {"read_back": f" {words} "})

    assert alarm(night).read_back == words
    assert f'who read back "{words}"' in said(night)
    assert words not in str(answer.json())


def test_the_review_pack_says_what_was_read_back(night):
    night.at += timedelta(seconds=20)
    night.acknowledge_alert(alarm(night))

    told = [each.what for each in review_pack.who_knew(night.made)]
    assert any("is without a unit; I have it." in each for each in told)


def test_nothing_waits_for_it_and_no_other_alert_asks_for_it(night):
    other = Alert.objects.live().filter(subject_id=night.hers.pk).exclude(code__in=HEARD).first()

    taken = night.acknowledge_alert(other, by=night.supervisor)

    assert (taken.read_back_offered, taken.read_back) == ("", "")
    assert "who read back" not in said(night)


def test_what_is_offered_follows_the_next_unit_and_her_log_keeps_what_was_said(night):
    night.acknowledge_alert(alarm(night))
    with Witness(("dispatch", night.dispatcher)) as screen:
        night.assign(night.unit("PC13"), night.hers)
        screen.check()

    assert "another unit is sent and has not acknowledged yet" in alarm(night).read_back_offered
    assert "is without a unit; I have it." in said(night)


def test_it_is_asked_for_anew_when_it_comes_back(night):
    night.acknowledge_alert(alarm(night))
    night.outage(minutes=31)

    assert alarm(night).acknowledged_by is None
    assert alarm(night).read_back == ""


def test_of_a_restricted_incident_no_board_offers_the_number(world):
    hidden = world.graded("S", restricted=True)
    unit = world.unit()
    world.assign(unit, hidden, by=world.supervisor)
    world.divert(unit, to=world.graded("I"), by=world.supervisor)

    alert = Alert.objects.live().filter(code="UNIT_LEFT").get()
    assert alert.read_back_offered == "A restricted incident is without a unit; I have it."


@pytest.mark.parametrize("words", [["I have it"], "x" * 201])
def test_what_cannot_be_read_back_is_refused_and_nobody_has_it(night, words):
    assert acknowledge(night, "dispatcher", {"read_back": words}).status_code == 400
    assert alarm(night).acknowledged_by is None


def test_the_trail_names_who_and_not_what_was_typed(night):
    acknowledge(night, "dispatcher", {"read_back": "The child is at school"})

    entry = AuditEntry.objects.filter(name="alert.acknowledged").get()
    assert entry.by == "dispatcher"
    assert "child" not in str(entry.detail)
