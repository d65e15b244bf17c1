"""What a crew's press, or a second look, says of the warnings it was sent (G7)."""

import pytest

from contactcentre.core.errors import WrongState
from dispatch.actions import warning
from tests.scenarios import test_warned_crews as crews

pytestmark = pytest.mark.capability("G7")
sent = crews.sent


def test_a_press_that_a_radio_repeats_says_nothing_of_what_was_sent_between(sent):
    crews.warn(sent)
    sent.wait(seconds=2)

    with pytest.raises(WrongState):
        sent.press(sent.car, 15)

    assert crews.row(sent)["warnings_told"] == 1
    crews.answer(sent)
    assert crews.row(sent)["warnings_told"] is None


def test_an_order_that_is_acknowledged_late_says_nothing_of_the_warnings(world):
    world.hers, world.car = world.graded("I"), world.unit()
    crews.warn(world)
    world.assign(world.car, world.hers)
    world.press(world.car, 5)
    world.wait(seconds=20)

    with pytest.raises(WrongState):
        world.press(world.car, 15)

    assert crews.row(world)["warnings_told"] == 1


def test_two_looks_at_one_moment_send_a_crew_each_warning_once(sent):
    crews.warn(sent)

    assert not warning.send(
        assignment_id=sent.hers.assignments.get().pk, by=sent.system, at=sent.at
    )

    assert crews.lines(sent).count("PC12 is sent the warnings: number 1") == 1
