"""A browser whose clock is ten minutes wrong counts down as the database does (I3)."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from contactcentre.core import clock
from tests.browser.past import an_incident
from tests.browser.test_hands import ready

WRONG = timedelta(minutes=10)
SHIFTED = """(() => {
  const Right = Date;
  const wrong = %d;
  globalThis.Date = class extends Right {
    constructor(...given) { if (given.length) super(...given); else super(Right.now() + wrong); }
    static now() { return Right.now() + wrong; }
  };
})()"""
# What it shows and when it was read: a minute's text and the machine's right moment, at once.
READ = "element => [element.textContent, Date.now()]"
LEFT = re.compile(r"(?:(\d+):)?(\d+):(\d+) left")


def seconds_in(text: str) -> int:
    """Return how many seconds a countdown says are left."""
    hours, minutes, seconds = LEFT.fullmatch(text.strip()).groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)


@pytest.mark.capability("I3", "C10")
@pytest.mark.parametrize("wrong", [WRONG, -WRONG], ids=["fast", "slow"])
def test_countdowns_are_right_to_a_second_where_the_browsers_clock_is_not(room, wrong):
    with an_incident() as incident:
        incident.refresh_from_db()
        desk = room.window("dispatcher")
        desk.context.add_init_script(SHIFTED % (wrong.total_seconds() * 1000))
        desk.reload()
        ready(desk)
        shown = desk.locator(f'[data-count="attend {incident.pk}"] .count-text').first
        expect(shown).to_have_text(LEFT)

        before = clock.now()
        text, its_moment = shown.evaluate(READ)
        after = clock.now()

        off = its_moment / 1000 - clock.of_machine().timestamp()
        assert abs(off - wrong.total_seconds()) < 60, "the browser's clock was not wrong"
        latest, soonest = (incident.due_at - each for each in (before, after))
        assert soonest.total_seconds() - 1 <= seconds_in(text) <= latest.total_seconds() + 2
        expect(desk.locator("#now")).to_have_attribute("datetime", re.compile("^20"))
        said = desk.locator("#now").get_attribute("datetime")
        assert abs(clock.now().timestamp() - desk.evaluate("Date.parse", said) / 1000) < 60
