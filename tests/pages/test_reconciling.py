"""The nightly list is empty, or names each contact that nothing came of (A2, A3)."""

import pytest

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.contacts.models import Contact
from incidents import localtimes, reconciling

pytestmark = pytest.mark.capability("A2", "A3")


@pytest.fixture
def page(world, enter):
    """The supervisor's list of the night of the test."""
    browser, day = enter(world.supervisor), localtimes.day(world.at)
    return lambda **query: browser.get("/desk/reconciliation/", {"day": day.isoformat()} | query)


def test_the_list_is_empty_when_every_contact_has_its_outcome(world, page):
    world.incident()
    shown = page().content.decode()
    assert "Every contact has its outcome" in shown
    assert "No 999 or domestic call ended within a minute" in shown


def test_each_contact_that_nothing_came_of_is_named_with_who_has_it(world, page):
    live, ringing = world.call(), world.ring("07700 900456")

    shown = page().content.decode()

    assert live.reference in shown
    assert ringing.reference in shown
    assert world.handler.short_name in shown
    assert "07700" not in shown


def test_a_list_that_is_longer_than_the_page_says_so(world, page, monkeypatch):
    monkeypatch.setattr("contactcentre.desks.views.reconciling.SHOWN", 1)
    world.call()
    assert "more than fit here" not in page().content.decode()
    world.ring("07700 900456")
    assert "of each list only the first 1 are shown" in page().content.decode()


def test_an_outcome_that_names_no_incident_is_named(world):
    contact = world.ring()
    outcome = {"outcome": "INCIDENT", "outcome_note": "x", "disposed_at": world.at}
    over = {"state": "DISPOSED", "ended_at": world.at, "ending": "ABANDONED", "lease_until": None}
    Contact.objects.filter(pk=contact.pk).update(**outcome, **over)

    named = reconciling.unreconciled(localtimes.day(world.at), world.supervisor)

    assert [reconciling.why(each) for each in named] == [
        "“Incident opened”, and no incident is linked"
    ]


def test_a_call_put_down_within_a_minute_is_there_to_be_looked_at(world, page):
    contact = world.call()
    who = {"contact_id": contact.pk, "by": world.handler, "at": world.at}
    calls.dispose(outcome=Outcome.ADVICE, note="Told to ring again", **who)
    calls.end(**who)
    shown = page().content.decode()
    assert "Ended within a minute of its answer: Told to ring again" in shown
    assert "Every contact has its outcome" in shown


def test_another_day_is_another_list_and_a_day_that_is_none_is_refused(world, page):
    world.call()
    assert "Every contact has its outcome" in page(day="2017-01-01").content.decode()
    assert page(day="tomorrow").status_code == 400
