"""The pages on which supervisors enter and withdraw markers, and enter orders (F7, J8)."""

import pytest

from contactcentre.core.models import AuditEntry
from incidents.actions import flagged
from incidents.models import CourtOrder, Marker
from tests.pages.test_callers import text_of

URGENT = "Treat every call as urgent"
pytestmark = pytest.mark.capability("F7")


@pytest.mark.capability("J8")
def test_a_supervisor_enters_a_marker_and_chooses_its_place(world, enter):
    desk = enter(world.supervisor)
    typed = {"text": URGENT, "number": "07700 900123", "place": "12 Acre Lane"}
    asked = desk.post("/desk/markers/new/", typed)
    assert (asked.status_code, Marker.objects.count()) == (200, 0)
    assert "Which of these places?" in text_of(asked)
    assert f'value="{URGENT}"' in text_of(asked)

    page = desk.post("/desk/markers/new/", typed | {"choice": world.place.pk}, follow=True)

    made = Marker.objects.get()
    assert (made.place, made.number) == ("12 Acre Lane, Lambeth", "+447700900123")
    assert (made.place_words, made.command_unit) == ("12 acre lane lambeth", world.area)
    assert "LIVE since" in text_of(page)
    assert AuditEntry.objects.filter(name="marker.read", by="supervisor").exists()


@pytest.mark.capability("J8")
def test_a_marker_is_withdrawn_with_what_the_victim_knows(world, enter):
    desk = enter(world.supervisor)
    desk.post("/desk/markers/new/", {"text": URGENT, "number": "07700 900123"})
    made = Marker.objects.get()
    address = f"/desk/markers/{made.pk}/withdraw/"
    refused = desk.post(address, {"reason": "Ended", "informed_how": "Nobody rang"})
    assert refused.status_code == 422
    assert "Say whether the victim was informed" in text_of(refused)
    given = {"reason": "Ended", "victim_informed": "NO", "informed_how": "Nobody rang"}
    ended = text_of(desk.post(address, given, follow=True))
    assert "Victim informed: No. Nobody rang" in ended
    listed = text_of(desk.get("/desk/markers/"))
    assert made.reference in listed
    assert "victim informed: NO" in listed
    assert URGENT not in listed


def test_a_place_that_the_gazetteer_does_not_know_is_kept_in_words(world, enter):
    desk = enter(world.supervisor)
    typed = {"text": URGENT, "place": "The blue boat", "live_from": "tomorrow"}
    refused = desk.post("/desk/markers/new/", typed)
    assert refused.status_code == 422
    assert "Write the day like 2026-12-03" in text_of(refused)

    for name, longest in (("number", 80), ("person_name", 120), ("handle", 200)):
        long = typed | {"live_from": "", name: "1" * (longest + 1)}
        assert f"at most {longest} characters" in text_of(desk.post("/desk/markers/new/", long))
    desk.post("/desk/markers/new/", typed | {"live_from": ""})

    made = Marker.objects.get()
    assert (made.place, made.lat, made.command_unit) == ("The blue boat", None, None)


def test_a_supervisor_enters_an_order_and_says_that_it_is_discharged(world, enter):
    desk = enter(world.supervisor)
    typed = {"text": "Not to come near her", "person_name": "Pal Nagy", "expires_on": "2020-01-31"}
    refused = desk.post("/desk/court-orders/new/", typed)
    assert refused.status_code == 422

    page = desk.post("/desk/court-orders/new/", typed | {"kind": "RESTRAINING"}, follow=True)

    assert "Restraining order: EXPIRED on 31 Jan 2020" in text_of(page)
    made = CourtOrder.objects.get()
    address = f"/desk/court-orders/{made.pk}/discharge/"
    assert desk.post(address, {"reason": " "}).status_code == 422
    assert "DISCHARGED on" in text_of(desk.post(address, {"reason": "By consent"}, follow=True))
    assert desk.post(address, {"reason": "Again"}).status_code == 409


def test_only_supervisors_open_these_pages_and_find_them_in_their_menu(world, enter):
    for path in ("/desk/markers/", "/desk/markers/new/", "/desk/court-orders/new/"):
        assert enter(world.handler).get(path).status_code == 403
        assert enter(world.supervisor).get(path).status_code == 200
    assert 'href="/desk/markers/"' in text_of(enter(world.supervisor).get("/desk/supervisor/"))
    assert 'href="/desk/markers/"' not in text_of(enter(world.handler).get("/desk/calls/"))


@pytest.mark.capability("J9")
def test_a_supervisor_reads_who_asks_for_a_marker_and_answers(world, enter):
    call = world.call()
    who = {"by": world.handler, "at": world.at}
    made = flagged.ask(check_id=flagged.check(contact_id=call.pk, **who).pk, **who)
    desk = enter(world.supervisor)
    page = text_of(desk.get("/desk/markers/"))
    assert call.reference in page
    assert made.sentence in page
    address = f"/desk/marker-checks/{made.pk}/answer/"
    assert "Say what came of it" in text_of(desk.post(address, {"text": ""}, follow=True))

    page = text_of(desk.post(address, {"text": "Entered"}, follow=True))

    assert "Callers ask for a marker" not in page
    assert world.alerts(call) == []
