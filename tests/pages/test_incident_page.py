"""An incident's page: what happened, in order, for whoever may see it; the reading is kept."""

from datetime import timedelta

import pytest

from contactcentre.contacts.actions import locations, operators
from contactcentre.contacts.handing_over import Block
from contactcentre.contacts.locating import Fix
from contactcentre.core import clock
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from incidents import answering


def page_of(incident, browser):
    return browser.get(f"/desk/incidents/{incident.slug}/")


def test_the_page_shows_the_record(world, enter):
    burglary = world.graded("S")
    world.assign(world.unit("PC12"), burglary)
    world.note(burglary, "Caller rang back")

    page = page_of(burglary, enter(world.dispatcher)).content.decode()

    for words in (burglary.reference, "Significant", "PC12", "Caller rang back", "12 Acre Lane"):
        assert words in page


@pytest.mark.capability("N2")
def test_reading_it_is_on_the_audit_trail(world, enter):
    incident = world.graded("S")

    page_of(incident, enter(world.dispatcher))

    entry = AuditEntry.objects.filter(name="incident.read", subject_id=str(incident.pk)).last()
    assert entry.by == "dispatcher"


def test_times_carry_their_zone(world, enter):
    world.at = world.at.replace(month=7)
    incident = world.graded("S")

    assert "BST" in page_of(incident, enter(world.dispatcher)).content.decode()


def test_words_of_a_caller_are_never_markup(world, enter):
    incident = world.graded("S", first_words="<script>alert(1)</script>\n<b>help</b>")

    page = page_of(incident, enter(world.dispatcher)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>help" not in page


def test_numbers_and_tags_read_as_they_do_on_the_desks(world, enter):
    people = ({"role": "VICTIM", "name": "", "number": "+447700900123"},)
    incident = world.graded("S", people=people, suspect_identity="SUSPECTED")

    page = page_of(incident, enter(world.dispatcher)).content.decode()

    assert "07700 900123" in page
    assert ">Domestic</span>" in page


def test_another_areas_incident_is_not_there(world, enter):
    incident = world.graded("S")
    stranger = world.person("stranger", Role.DISPATCHER, area=world.elsewhere)

    assert page_of(incident, enter(stranger)).status_code == 404


def test_a_restricted_incident_is_not_there_for_most(world, enter):
    incident = world.graded("S", restricted=True)
    other = world.person("other", Role.DISPATCHER, area=world.area)

    assert page_of(incident, enter(other)).status_code == 404
    assert page_of(incident, enter(world.supervisor)).status_code == 200


def test_an_alert_leads_to_the_page_of_its_incident(world, enter):
    incident = world.graded("S")

    answer = enter(world.dispatcher).get(f"/desk/incidents/id/{incident.pk}/")

    assert answer["Location"] == f"/desk/incidents/{incident.slug}/"


@pytest.mark.parametrize("slug", ["1-31FEB26", "x", "999999-14MAR26", "1-14MAR2"])
def test_what_is_no_number_is_a_404(slug, world, enter):
    assert enter(world.dispatcher).get(f"/desk/incidents/{slug}/").status_code == 404


def test_the_page_is_read_in_few_queries(world, enter, django_assert_max_num_queries):
    incident = world.graded("S")
    for each in range(30):
        world.note(incident, f"note {each}")
    browser = enter(world.dispatcher)
    page_of(incident, browser)

    # One for each kind of record that is on it, however many there are of each.
    with django_assert_max_num_queries(23):
        page_of(incident, browser)


@pytest.mark.capability("E7")
def test_a_message_is_sent_and_read_without_a_script(world, enter):
    incident = world.graded("S")
    handler, dispatcher = enter(world.handler), enter(world.dispatcher)
    said = {"to": "DISPATCH", "text": "He is at the door now"}

    sent = handler.post(f"/desk/incidents/{incident.slug}/messages/", said, follow=True)
    assert "NOT READ" in sent.content.decode()
    message = incident.messages.get()
    read = dispatcher.post(f"/desk/messages/{message.pk}/read/", follow=True)

    page = read.content.decode()
    assert "read " in page
    assert "by Dispatcher" in page
    assert "NOT READ" not in page
    again = dispatcher.post(f"/desk/messages/{message.pk}/read/", follow=True)
    assert "Dispatcher acknowledged this already" in again.content.decode()


@pytest.mark.capability("I8")
def test_something_is_promised_and_done_without_a_script(world, enter):
    incident, desk = world.graded("S"), enter(world.dispatcher)
    due = f"{clock.now() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    said = {"what": "Officers will return", "due": due, "desk": "DISPATCH"}
    url = f"/desk/incidents/{incident.slug}/promise/"

    refused = desk.post(url, {**said, "due": "tomorrow"})
    assert refused.status_code == 422
    assert "Officers will return" in refused.content.decode()
    twice = desk.post(url, {**said, "due": "2027-10-31T01:30"})
    assert "which of the two?" in twice.content.decode()
    assert "still to be done" in desk.post(url, said, follow=True).content.decode()

    assert "1 to be done, 0 overdue" in desk.get("/desk/obligations/").content.decode()
    made = incident.obligations.get()
    done = {"ended_as": "KEPT", "note": "PC12 was there"}
    ended = desk.post(f"/desk/obligations/{made.pk}/end/", done, follow=True)
    assert "0 to be done" in ended.content.decode()
    again = desk.post(f"/desk/obligations/{made.pk}/end/", done, follow=True)
    assert "Kept by Dispatcher already" in again.content.decode()


@pytest.mark.capability("C7", "D7")
def test_the_sentence_is_read_out_and_another_service_is_decided_without_a_script(world, enter):
    incident = world.graded("R", opening_code="SUSPICIOUS")
    desk, page = enter(world.dispatcher), f"/desk/incidents/{incident.slug}/"
    words = "No officers will come to you for this."
    assert words in desk.get(page).content.decode()

    given = {"ground": "NONE", "reason": "He is ill", "instead": ""}
    assert desk.post(f"{page}rcrp/", given).status_code == 422
    given["instead"] = "An ambulance comes"
    shown = desk.post(f"{page}rcrp/", given, follow=True).content.decode()
    assert "The police will not come to this: He is ill. An ambulance comes." in shown

    said = "The police will not come to this: He is ill. An ambulance comes. " + answering.AGAIN
    shown = desk.post(f"{page}answer/", {"words": said}, follow=True).content.decode()
    assert "Kept word for word on the log." in shown


@pytest.mark.capability("A13")
def test_it_says_where_its_calls_came_from(world, enter):
    contact = world.call()
    bt = {"contact_id": contact.pk, "by": world.system, "at": world.at}
    operators.add(block=Block("Bangor", "BT-0077", "A. Example", "12 Acre Lane"), **bt)
    for fix in (Fix("EISEC", 51.46, -0.12, 900), Fix("AML", 51.4607, -0.1163, 18, 68)):
        locations.add(location=fix, **bt)

    page = page_of(world.incident(contact), enter(world.dispatcher)).content.decode()

    assert page.index("Network (EISEC)") < page.index("Handset (AML)")
    for words in ("BT Bangor", "BT-0077", "A. Example, 12 Acre Lane", "±18 m", "68 % sure"):
        assert words in page
