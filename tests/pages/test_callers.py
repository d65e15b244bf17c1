"""The pages of who is to be rung back and what callers were told by text (G8, H9, M6)."""

import pytest

from contactcentre.contacts.models import OutboundMessage, RingBack
from contactcentre.core.models import AuditEntry
from dispatch import divert_list
from incidents import access

pytestmark = pytest.mark.capability("H9")


@pytest.fixture
def first(world):
    """A domestic incident that was left."""
    left, joined = world.graded("S", suspect_identity="SUSPECTED"), world.graded("I")
    unit = world.unit()
    world.assign(unit, left)
    world.divert(unit, to=joined)
    return left


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_handler_sees_whom_to_ring_and_says_what_came_of_it(world, first, enter):
    browser = enter(world.handler)
    page = text_of(browser.get("/desk/ring-backs/"))
    assert f"CAD {first.reference}" in page
    assert "07700 900123" in page
    assert "domestic: the suspect may read it" in page
    assert AuditEntry.objects.filter(name="ringback.read", by="handler").exists()

    pk = RingBack.objects.get().pk
    sent = {"outcome": "TOLD", "note": "She is safe"}
    assert browser.post(f"/desk/ring-backs/{pk}/report/", sent).status_code == 302

    page = text_of(browser.get("/desk/ring-backs/"))
    assert "Nobody is to be rung back" in page
    again = browser.post(f"/desk/ring-backs/{pk}/report/", sent)
    assert again.status_code == 409
    assert "already" in text_of(again)


def test_what_is_missing_is_said_and_what_was_typed_stays(world, first, enter):
    pk = RingBack.objects.get().pk
    sent = {"outcome": "NOT_NEEDED", "note": ""}

    answer = enter(world.handler).post(f"/desk/ring-backs/{pk}/report/", sent)

    assert answer.status_code == 422
    assert "Say why the caller need not be told" in text_of(answer)


def test_the_incident_says_what_its_caller_was_told(world, first, enter):
    page = text_of(enter(world.dispatcher).get(f"/desk/incidents/{first.slug}/"))

    assert "Its unit was sent elsewhere: <strong>not told: ring back by 22:10" in page


def test_the_outbox_is_read_by_supervisors(world, enter):
    incident = world.graded("S")
    unit = world.unit()
    world.assign(unit, incident)
    world.press(unit, 5)
    world.send_texts()

    page = text_of(enter(world.supervisor).get("/desk/texts/"))

    assert OutboundMessage.objects.get().text in page
    assert "Delivered" in page
    assert "outbox" in page
    assert enter(world.handler).get("/desk/texts/").status_code == 403


def test_a_caller_is_marked_on_the_incident(world, first, enter):
    browser = enter(world.dispatcher)
    for words in ("gets no texts any more", "marked already"):
        browser.post(f"/desk/incidents/{first.slug}/do-not-text/")
        assert words in text_of(browser.get(f"/desk/incidents/{first.slug}/"))


@pytest.mark.capability("M6")
def test_the_figures_of_diverts_count_who_was_told_and_who_was_not(world, first, enter):
    other = world.graded("S")
    unit = world.unit("PC44")
    world.assign(unit, other)
    world.divert(unit, to=world.graded("I"))
    world.send_texts()
    reviewer = enter(world.supervisor)
    rows = {each["from"]: each["caller_told"] for each in diverts(reviewer)}

    assert rows == {first.reference: False, other.reference: True}
    day, seen = world.at.date(), access.visible_to(world.supervisor)
    [week] = divert_list.by_week(seen, since=day, until=day, at=world.at)
    assert (week.diverts, week.callers_told, week.callers_not_told) == (2, 1, 1)


@pytest.mark.capability("M6")
def test_who_was_told_by_telephone_counts_as_told(world, first, enter):
    sent = {"outcome": "TOLD", "note": ""}
    enter(world.handler).post(f"/desk/ring-backs/{RingBack.objects.get().pk}/report/", sent)

    assert [each["caller_told"] for each in diverts(enter(world.supervisor))] == [True]


def test_the_api_lists_reads_and_reports_them(world, first, enter):
    browser = enter(world.handler)
    [row] = browser.get("/api/v1/ring-backs/").json()["results"]
    assert (row["because"], row["state"], "number" in row) == ("DOMESTIC", "WAITING", False)
    address = f"/api/v1/ring-backs/{row['id']}/"
    assert browser.get(address).json()["number"] == "+447700900123"

    for body, status in (({}, 400), ({"outcome": "GONE"}, 400), ({"outcome": "NOT_NEEDED"}, 422)):
        answer = browser.post(f"{address}report/", body, "application/json")
        assert answer.status_code == status
    done = browser.post(f"{address}report/", {"outcome": "TOLD"}, "application/json").json()

    assert (done["state"], done["done_by"]) == ("DONE", world.handler.short_name)
    told = browser.get(f"/api/v1/incidents/{first.slug}/").json()["caller_told"]
    assert told[-1]["words"].startswith("told ")


def diverts(browser) -> list[dict]:
    return browser.get("/api/v1/diverts/").json()["results"]
