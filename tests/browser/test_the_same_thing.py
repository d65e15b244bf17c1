"""Two callers about one thing, by keyboard: linked with one key; looked at; unlinked again."""

import pytest
from playwright.sync_api import expect

from contactcentre.contacts.models import Contact
from contactcentre.core import clock
from incidents.models import IncidentLink
from tests.browser.past import an_incident
from tests.browser.test_hands import on_a_call, ready
from tests.browser.test_the_call_form import in_sight, ring_from_nowhere

__all__ = ["on_a_call"]


@pytest.mark.capability("F4")
def test_a_call_about_what_is_known_already_is_linked_with_one_key(room, on_a_call):
    with an_incident() as incident:
        handler = on_a_call("handler8", ring_from_nowhere)
        handler.locator("#what").fill("Nobody knows what this is")
        expect(handler.locator("#alike")).to_be_hidden()
        handler.locator("#where").fill(incident.place)
        expect(handler.locator("#alike")).to_contain_text(f"CAD {incident.reference}")
        expect(handler.locator("#alike")).to_contain_text("same place")

        assert in_sight(handler, "#alike li:first-child button")

        handler.keyboard.press("F10")

        expect(handler.locator("#ending-form [value=LINKED_INCIDENT]")).to_be_checked()
        handler.keyboard.press("Enter")
        expect(handler.locator("#ending")).to_be_hidden()
        contact = Contact.objects.latest("pk")
        assert contact.outcome == "LINKED_INCIDENT"
        assert contact.incident_link.incident == incident
        said = f"Contact {contact.reference} is about this: CAD {incident.reference}: Nobody knows"
        assert incident.log.filter(text__startswith=said).exists()


@pytest.mark.capability("F4", "F5")
def test_incidents_are_linked_looked_at_and_unlinked_by_keyboard(room):
    with an_incident() as first, an_incident() as second:
        dispatcher = ready(room.window("dispatcher"))
        dispatcher.goto(f"{room.web.url}/desk/incidents/{second.slug}/")
        dispatcher.locator("#links summary", has_text="Link with another").press("Enter")
        dispatcher.locator("#link-to").fill(first.reference)
        dispatcher.keyboard.press("Enter")
        expect(dispatcher.locator("#links")).to_contain_text(f"CAD {first.reference}")
        dispatcher.locator("#links").get_by_role("button", name="Looked at it").press("Enter")
        expect(dispatcher.locator("#links")).not_to_contain_text("Before this closes")
        dispatcher.locator("#links summary", has_text="Not linked after all").press("Enter")
        made = IncidentLink.objects.latest("pk")
        dispatcher.locator(f"#unlink-{made.pk}").fill("Another street")
        dispatcher.keyboard.press("Enter")
        expect(dispatcher.locator("#links")).to_contain_text("Unlinked")
        made.refresh_from_db()
        assert made.unlinked_at <= clock.now()
