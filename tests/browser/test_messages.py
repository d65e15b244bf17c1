"""A message from the other desk: on top of this one until one key says that it was read (E7)."""

import pytest
from playwright.sync_api import expect

from contactcentre.core import clock
from contactcentre.core.models import Person
from incidents.actions import messages
from incidents.models import Message
from tests.browser.hands import choose


def sent(desk, text: str) -> Message:
    about = {"incident_id": desk.first_id, "to": "DISPATCH", "text": text}
    return messages.send(**about, by=Person.objects.get(username="handler"), at=clock.now())


def asked_and_read() -> str:
    """Let a supervisor read what was asked of call handling; return what that was."""
    asked = Message.objects.get(to="CALLS")
    supervisor = Person.objects.get(username="supervisor")
    messages.acknowledge(message_id=asked.pk, by=supervisor, at=clock.now())
    return asked.text


@pytest.mark.capability("E7")
def test_a_message_is_read_with_one_key_and_the_answer_goes_back_from_the_log(desk):
    desk.locator("#main").click(position={"x": 2, "y": 2})
    first, second = sent(desk, "He is at the door now"), sent(desk, "He has a knife")
    shown = desk.locator("#messages .message")
    expect(shown).to_have_count(2)
    expect(shown.first).to_contain_text(f"CAD {desk.first}")

    desk.keyboard.press("y")

    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("He has a knife")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.acknowledged_by.username, second.acknowledged_by) == ("dispatcher", None)
    choose(desk, desk.first)
    desk.locator("#log-text").fill("Ask her which entrance")
    desk.get_by_role("button", name="To call handling").click()
    expect(desk.locator("#log-text")).to_have_value("")
    assert asked_and_read() == "Ask her which entrance"
    shown.get_by_role("button", name="Read").click()
    expect(shown).to_have_count(0)
