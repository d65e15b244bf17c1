"""Three windows and every process: from the ring to the scene, and what a unit leaves behind."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import (
    alerts,
    assigned_unit,
    divert,
    line_of,
    press,
    result_and_close,
    send,
    take_call,
    take_on_every_alert,
)

FIVE_SECONDS = 5000
BURGLARS = {
    "words": "Somebody is downstairs",
    "code": "BURGLARY",
    "place": "Acre Lane, Lambeth",
    "answers": ("NONE", "NONE", "LOW", "NONE", "NONE", "VISIT"),
}
KNIFE = {
    "words": "A man with a knife outside the station",
    "code": "VIOLENCE",
    "place": "Lambeth Station",
    "answers": ("NOW", "SERIOUS", "CERTAIN", "AT_RISK", "HIGH", "NOW"),
}


@pytest.mark.slow
@pytest.mark.capability("A1", "B1", "B4", "C1", "C10", "D1", "D2", "G1", "G2", "H1", "H2", "H3")
@pytest.mark.capability("I1", "L1", "L7", "E5")
def test_what_a_unit_left_is_on_every_screen_until_somebody_goes(room):
    handler, dispatcher, supervisor = (
        room.sign_in(room.page(name), name) for name in ("handler", "dispatcher", "supervisor")
    )
    first = take_call(room, handler, "Burglars in the house", "S", **BURGLARS)
    send(dispatcher, first)
    callsign = assigned_unit(dispatcher)
    for code in (15, 5):
        press(dispatcher, callsign, code)
    second = take_call(room, handler, "Man with a knife", "I", **KNIFE)

    divert(dispatcher, callsign, leaving=first, to=second, why="Knife, children there")

    check_that_the_first_is_not_forgotten(dispatcher, first)
    expect(supervisor.locator("#alerts")).not_to_contain_text(first)
    room.pass_time(seconds=61)
    expect(alerts(supervisor).filter(has_text=first).first).to_be_visible(timeout=FIVE_SECONDS)
    take_on_every_alert(dispatcher, first)
    send(dispatcher, first)
    press(dispatcher, callsign, 6)
    expect(line_of(dispatcher, second)).to_contain_text("At scene", timeout=FIVE_SECONDS)
    press(dispatcher, callsign, 2)
    result_and_close(dispatcher, second, "ARREST")
    assert room.complaints == []


def check_that_the_first_is_not_forgotten(dispatcher, first: str) -> None:
    """Within five seconds: the alarm, the tags, and both figures at the foot of the desk."""
    left = alerts(dispatcher).filter(has_text=first).first
    expect(left).to_contain_text("NO UNIT", timeout=FIVE_SECONDS)
    expect(line_of(dispatcher, first)).to_contain_text("DIVERT")
    expect(line_of(dispatcher, first)).to_contain_text("NO UNIT")
    expect(dispatcher.locator("#foot-waiting output")).to_have_text("1")
    expect(dispatcher.locator("#foot-lost output")).to_have_text("0")
