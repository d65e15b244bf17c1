"""What a unit has left waits on only because a supervisor says why, and is asked again (H5)."""

from datetime import timedelta

import pytest

from contactcentre.core.errors import Invalid, NotAllowed, WrongState
from contactcentre.countdowns.models import Alert, Clock
from dispatch import queries
from incidents.actions import keeping

pytestmark = pytest.mark.capability("H5")


@pytest.fixture
def left(world):
    """A world in which PC12 has just left `first`, graded S."""
    world.first = world.graded("S")
    car = world.unit("PC12")
    world.assign(car, world.first)
    world.divert(car, world.graded("I", opening_code="VIOLENCE"))
    return world


def keep(world, *, by=None, reason="Every car is at the stabbing"):
    return keeping.keep_waiting(
        incident_id=world.first.pk, reason=reason, by=by or world.supervisor, at=world.at
    )


def deadline(world):
    return Clock.objects.open().get(kind="re_resource", subject_id=world.first.pk).due_at


def said(world) -> str:
    return Alert.objects.live().get(code="UNIT_LEFT", subject_id=world.first.pk).text


def test_the_time_to_send_another_unit_begins_again_and_the_alarm_says_why(left):
    left.wait(minutes=4)

    keep(left)

    assert deadline(left) == left.at + timedelta(minutes=5)
    assert "Kept waiting by Supervisor: Every car is at the stabbing" in said(left)
    assert "NO UNIT" in said(left)
    assert queries.unprotected() == []
    left.first.refresh_from_db()
    assert left.first.log.order_by("seq").last().text.startswith("Kept waiting by Supervisor")


def test_when_that_time_is_over_the_duty_officer_hears_all_the_same(left):
    keep(left)
    left.wait(minutes=4, seconds=59)
    assert said(left).startswith("Kept waiting")

    left.wait(seconds=2)

    alert = Alert.objects.live().get(code="UNIT_LEFT", subject_id=left.first.pk)
    assert (alert.level, alert.text.partition(" since")[0]) == (2, "Still no unit")


def test_her_own_deadline_does_not_move(left):
    left.first.refresh_from_db()
    due = left.first.due_at

    keep(left)

    left.first.refresh_from_db()
    assert left.first.due_at == due


def test_a_dispatcher_does_not_decide_it(left):
    with pytest.raises(NotAllowed, match="waiting decide"):
        keep(left, by=left.dispatcher)


def test_it_takes_a_reason(left):
    with pytest.raises(Invalid, match="Say why it can wait"):
        keep(left, reason=" ")


def test_what_no_unit_has_left_is_not_kept(left):
    left.first = left.graded("S")

    with pytest.raises(WrongState, match="was not left by a unit"):
        keep(left)


def test_a_restricted_incident_keeps_the_reason_on_its_log(left):
    left.first.refresh_from_db()
    left.first.restricted = True
    left.first.save(update_fields=["restricted"])

    keep(left, reason="The minister's house")

    assert "minister" not in said(left)
