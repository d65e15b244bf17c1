"""A dispatcher at three in the morning: two presses, a wrong order, no network, no session."""

import pytest
from playwright.sync_api import expect

from contactcentre.core import clock
from contactcentre.core.models import Person
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from dispatch.models import Assignment
from incidents.actions import notes, places
from incidents.models import Place
from incidents.places import Where
from tests.browser.hands import caught, choose, press
from tests.browser.test_an_alarm import sounded

TRIES = 10
# Whether a newer row has come in before the desk would stand still no longer.
HEARD_WHILE_PRESSED = """async ([id, sign]) => {
  const { board } = await import("/static/desks/board.js");
  const end = performance.now() + 250;
  while (performance.now() < end) {
    if (board.row("incident", id).version > Number(sign.split(" ")[0])) return true;
    await new Promise((done) => setTimeout(done, 5));
  }
  return false;
}"""


def entries(desk):
    return desk.locator("#log-entries")


@pytest.mark.capability("C10")
def test_a_log_and_what_is_being_written_stay_with_their_incident(desk):
    desk.locator("#log-text").fill("Only of the first")
    choose(desk, desk.second)
    expect(desk.locator("#log-text")).to_have_value("")
    desk.locator("#log-text").fill("Only of the second")
    desk.keyboard.press("Enter")
    expect(entries(desk)).to_contain_text("Only of the second")

    choose(desk, desk.first)
    expect(entries(desk)).to_contain_text("Opened")
    expect(entries(desk)).not_to_contain_text("Only of the second")
    expect(desk.locator("#log-text")).to_have_value("Only of the first")
    for _press in range(6):
        choose(desk, desk.second)
        expect(entries(desk)).not_to_contain_text("Only of the first")
        choose(desk, desk.first)
        expect(entries(desk)).not_to_contain_text("Only of the second")


@pytest.mark.capability("C10")
def test_two_presses_are_one_order(desk):
    callsign = sent_twice(desk)

    assert Assignment.objects.filter(unit__callsign=callsign, ended_at=None).count() == 1
    expect(desk.locator("#candidates-said")).to_be_hidden()
    press(desk, callsign, 6)
    expect(desk.locator("#assigned")).to_contain_text("At scene")
    check_that_a_reason_is_kept(desk)
    check_that_the_dialog_leads_to_the_status_and_the_result(desk, callsign)
    check_that_a_refused_closing_goes_through_once_its_alert_is_taken_on(desk)


@pytest.mark.capability("C10")
def test_a_press_is_not_lost_though_the_line_under_it_changes_meanwhile(desk):
    line = desk.locator("#incidents tr", has_text=desk.second)
    for _again in range(TRIES):
        before = line.get_attribute("data-sign")
        line.get_by_role("button").hover()
        desk.mouse.down()
        something_is_noted(desk.second_id)
        if desk.evaluate(HEARD_WHILE_PRESSED, [desk.second_id, before]):
            break
        desk.mouse.up()
        choose(desk, desk.first)
    assert line.get_attribute("data-sign") == before
    desk.mouse.up()

    expect(desk.locator("#selected-title")).to_contain_text(desk.second)
    expect(line).not_to_have_attribute("data-sign", before)


@pytest.mark.capability("C10", "L2")
def test_whoever_keeps_a_button_pressed_holds_up_no_news(desk):
    line = desk.locator("#incidents tr", has_text=desk.second)
    before = line.get_attribute("data-sign")
    line.get_by_role("button").hover()
    desk.mouse.down()
    something_is_noted(desk.second_id)

    expect(line).not_to_have_attribute("data-sign", before)
    desk.mouse.up()


def something_is_noted(incident_id: int) -> None:
    """Let a colleague write on the log of an incident."""
    by = Person.objects.get(username="supervisor")
    notes.add(incident_id=incident_id, text="Neighbour rang", by=by, at=clock.now())


def sent_twice(desk) -> str:
    """Press twice to send the first free unit, and return its callsign."""
    send = desk.locator("#candidates button", has_text="Send").first
    expect(send).to_be_visible()
    desk.wait_for_timeout(1000)
    callsign = send.locator(".mono").inner_text()
    send.dblclick()
    expect(desk.locator("#assigned")).to_contain_text(callsign)
    return callsign


def leave(desk, dialog: str) -> None:
    """Leave a dialog with Escape, as slowly as a hand does: Chromium closes in its own time."""
    desk.keyboard.press("Escape")
    expect(desk.locator(f"#{dialog}")).to_be_hidden()
    desk.wait_for_timeout(300)


def check_that_the_dialog_leads_to_the_status_and_the_result(desk, callsign: str) -> None:
    """What is missing stands there with its own button, before and after it is asked."""
    desk.keyboard.press("c")
    lacking = desk.locator("#close-lacking")
    expect(lacking).to_contain_text(f"{callsign} is still with it (at scene).")
    expect(lacking).to_contain_text("Its result is not recorded.")
    status = lacking.get_by_role("button", name=f"Status of {callsign}")
    expect(status).to_be_focused()
    desk.locator("#close-go").click()
    expect(desk.locator("#close .refused")).to_contain_text("press Status beside the unit")
    status.click()
    expect(desk.locator("#close")).to_be_hidden()
    desk.locator("#status [data-code='2']").click()
    expect(desk.locator("#status")).to_be_hidden()
    desk.keyboard.press("c")
    expect(lacking).not_to_contain_text(callsign)
    lacking.get_by_role("button", name="Record the result").click()
    expect(desk.locator("#result-code")).to_be_focused()
    record_a_result_begun_before_a_reload(desk)


def record_a_result_begun_before_a_reload(desk) -> None:
    """What was typed of a result waits in the browser."""
    desk.locator("#result-text").fill("Advised; the door is")
    desk.reload()
    choose(desk, desk.first)
    desk.keyboard.press("r")
    expect(desk.locator("#result-text")).to_have_value("Advised; the door is")
    desk.locator("#result-code").select_option("ADVICE")
    desk.locator("#result [type=submit]").click()
    expect(desk.locator("#result")).to_be_hidden()


def check_that_a_refused_closing_goes_through_once_its_alert_is_taken_on(desk) -> None:
    """It names who can acknowledge; a second try needs no second dialog."""
    alert = sounded(desk.first, Role.SUPERVISOR, level=2)
    desk.keyboard.press("c")
    expect(desk.locator("#close-lacking")).to_contain_text("A test of alarms")
    expect(desk.locator("#close-lacking")).not_to_contain_text("result")
    desk.locator("#close-go").click()
    refused = desk.locator("#close .refused")
    expect(refused).to_contain_text("by the supervisor or the duty officer: A test of alarms")
    supervisor = Person.objects.get(username="supervisor")
    alerts.acknowledge(alert_id=alert.pk, by=supervisor, at=clock.now())
    expect(desk.locator("#close-words")).to_contain_text("Nothing stands")
    desk.locator("#close-go").click()
    expect(desk.locator("#close")).to_be_hidden()


@pytest.mark.capability("C10", "G3")
def test_a_silent_crew_is_answered_for_where_its_alert_stands(room, desk):
    callsign = sent_twice(desk)
    room.pass_time(seconds=121)
    alert = desk.locator("#alerts .alert", has_text=f"{callsign} has not acknowledged")
    expect(alert).to_contain_text("Call the crew; then record its acknowledgement")

    alert.get_by_role("button", name=f"{callsign} has acknowledged").click()

    expect(desk.locator("#assigned")).to_contain_text("Acknowledged")
    expect(alert).to_have_count(0)
    correct_the_place(callsign)
    moved = desk.locator("#alerts .alert", has_text=f"Tell {callsign}")
    answer = moved.get_by_role("button", name=f"{callsign} has acknowledged")
    with desk.expect_request(f"**/{callsign}/acknowledge/") as sent:
        answer.click()
    assert sent.value.post_data_json == {"place_told": 1}
    expect(moved).to_have_count(0)
    press(desk, callsign, 6)
    check_that_no_unit_is_proposed_to_be_stood_down(desk, callsign)
    press(desk, callsign, 2)


def correct_the_place(callsign: str) -> None:
    """Let a colleague hear that it is another door than the one this unit is on its way to."""
    incident = Assignment.objects.current().get(unit__callsign=callsign).incident
    nearby = Place.objects.filter(borough=incident.borough).first()
    where = Where(text=f"Rear of {incident.place}", place_id=nearby.pk)
    by = Person.objects.get(username="supervisor")
    places.correct(incident_id=incident.pk, location=where, by=by, at=clock.now())


def check_that_no_unit_is_proposed_to_be_stood_down(desk, callsign: str) -> None:
    """Of two units none is proposed but the one that is picked."""
    other, unit = sent_twice(desk), desk.locator("#stand-down-unit")
    desk.keyboard.press("x")
    expect(unit).to_be_focused()
    expect(unit).to_have_value("")
    desk.locator("#stand-down-reason").fill("Not needed")
    desk.locator("#stand-down-go").click()
    expect(desk.locator("#stand-down .refused")).to_contain_text("Choose the unit")
    leave(desk, "stand-down")
    desk.locator("#units").get_by_role("button", name=other, exact=True).click()
    desk.keyboard.press("x")
    expect(unit).to_have_value(other)
    desk.locator("#stand-down-go").click()
    expect(desk.locator("#assigned")).not_to_contain_text(other)
    expect(desk.locator("#assigned")).to_contain_text(callsign)


@pytest.mark.capability("C10")
def test_an_order_that_takes_longer_shows_that_it_is_being_sent(desk):
    held = []
    caught(desk, "**/log/", lambda route: held.append(route))
    written_down(desk, "Asked the neighbour")
    add = desk.locator("#log-form [type=submit]")
    expect(add).to_have_attribute("aria-busy", "true")
    expect(desk.locator("#sending")).to_have_text("sending…")
    expect(desk.locator("#sending")).to_contain_text("no answer yet")

    held[0].continue_()

    expect(entries(desk)).to_contain_text("Asked the neighbour")
    expect(desk.locator("#sending")).to_be_hidden()
    assert add.get_attribute("aria-busy") is None


def check_that_a_reason_is_kept(desk) -> None:
    """Without a reason the hand goes to where it is written; one that is written stays."""
    reason = desk.locator("#stand-down-reason")
    desk.keyboard.press("x")
    expect(reason).to_be_focused()
    desk.locator("#stand-down-go").click()
    expect(desk.locator("#stand-down .refused")).to_contain_text("Say why")
    expect(reason).to_be_focused()
    reason.fill("Not needed")
    leave(desk, "stand-down")
    desk.keyboard.press("x")
    expect(reason).to_be_focused()
    expect(reason).to_have_value("Not needed")
    leave(desk, "stand-down")


@pytest.mark.capability("C10", "L2")
def test_without_a_network_nothing_typed_is_lost_or_sent_twice(desk):
    desk.context.set_offline(True)
    written_down(desk, "Rang back: no reply")
    expect(desk.locator("#log-said")).to_contain_text("did not answer")
    desk.context.set_offline(False)
    desk.keyboard.press("Enter")

    expect(entries(desk)).to_contain_text("Rang back: no reply")
    expect(entries(desk).locator("li", has_text="Rang back: no reply")).to_have_count(1)


@pytest.mark.capability("C10", "L2")
def test_a_session_that_ended_goes_on_once_the_same_person_is_back(room, desk):
    desk.context.clear_cookies()
    written_down(desk, "Neighbour says he left")
    expect(desk.locator("#log-said")).to_contain_text("You are signed out")

    room.sign_in(desk.context.new_page(), "dispatcher")

    expect(desk.locator("#log-text")).to_have_value("Neighbour says he left")
    desk.locator("#log-text").press("Enter")
    expect(entries(desk)).to_contain_text("Neighbour says he left")
    expect(desk.locator("#stale")).to_be_hidden()


def written_down(desk, text: str) -> None:
    """Write a line on the log and press Enter."""
    desk.locator("#log-text").fill(text)
    desk.keyboard.press("Enter")
