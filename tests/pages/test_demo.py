"""The tray of the demonstration: it rings as a telephone system would, signed, over HTTP."""

import pytest
from django.test import Client

from contactcentre.contacts.models import Contact
from contactcentre.desks import demo_calls
from contactcentre.desks.views import demo as tray

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def at_the_tray(committed_world, live_server, settings):
    """A handler's browser at the tray, and a web process that answers the hook."""
    settings.OWN_ADDRESS = live_server.url
    client = Client()
    client.force_login(committed_world.handler, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_call_of_the_tray_becomes_a_contact(at_the_tray):
    for call in demo_calls.CALLS:
        assert at_the_tray.post("/demo/ring/", {"call": call.name})["Location"] == "/demo/"

    rung = list(Contact.objects.order_by("pk").values_list("number", "channel"))
    assert rung == [(call.number, call.channel) for call in demo_calls.CALLS]


def test_a_caller_can_ring_off_before_an_answer(at_the_tray):
    at_the_tray.post("/demo/ring/", {"call": "silent"})
    call_id = Contact.objects.get().source_id

    at_the_tray.post("/demo/hang-up/", {"call_id": call_id})

    assert Contact.objects.get().state == "ABANDONED"


def test_only_a_call_rung_from_here_can_be_ended_from_here(at_the_tray):
    assert at_the_tray.post("/demo/hang-up/", {"call_id": "somebody-elses"}).status_code == 404


def test_a_call_that_is_not_in_the_tray(at_the_tray):
    assert at_the_tray.post("/demo/ring/", {"call": "nothing"}).status_code == 404


def test_a_hook_that_does_not_answer_is_said(at_the_tray, monkeypatch):
    monkeypatch.setattr(tray, "HOOK", "/nowhere/")

    page = at_the_tray.post("/demo/ring/", {"call": "knife"}, follow=True).content.decode()

    assert "The telephone hook did not take it" in page


def test_the_numbers_are_from_ofcoms_drama_ranges():
    drama = ("+4477009", "+442079460")

    assert all(call.number.startswith(drama) for call in demo_calls.CALLS)


def test_the_night_of_2018_says_what_was_published_and_what_is_made_up():
    night = demo_calls.called("31-may-2018")

    assert "ex-husband" in str(night.account)
    assert "made up" in str(night.made_up)
