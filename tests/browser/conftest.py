"""The whole contact centre as real processes, and real Chromium windows that look at it."""

from contextlib import ExitStack
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from contactcentre.contacts.actions import calls, handlers, ring_backs
from contactcentre.contacts.enums import HandlerState, News, Outcome
from contactcentre.contacts.models import Handler, RingBack
from contactcentre.core import clock, people
from contactcentre.core.models import Desk, Duty
from dispatch.models import Unit
from incidents.actions import duty
from tests.browser.hands import choose
from tests.browser.past import an_incident, quiet
from tests.browser.test_hands import ready
from tests.browser.windows import Room
from tests.chromium import open_chromium
from tests.conftest import empty_the_database
from tests.live.server import Process, WebProcess, free_port

QUIETLY = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
CELERY = ("-m", "celery", "-A", "contactcentre.celery")


@pytest.fixture(scope="package")
def chromium():
    """A real browser; `make test` finds or installs one."""
    with open_chromium(*QUIETLY) as browser:
        yield browser


@pytest.fixture(scope="package")
def processes(django_db_setup, django_db_blocker, tmp_path_factory):
    """Web, worker, beat and one run_clocks, on this worker's own database."""
    schedule = tmp_path_factory.mktemp("beat") / "schedule"
    port = free_port()
    with django_db_blocker.unblock(), ExitStack() as running:
        empty_the_database()
        call_command("seed_demo", stdout=StringIO())
        demo = {"DEMO": "1", "OWN_ADDRESS": f"http://127.0.0.1:{port}"}
        web = running.enter_context(WebProcess(port=port, **demo))
        for command in (
            (*CELERY, "worker", "--pool=solo", "--loglevel=WARNING"),
            (*CELERY, "beat", "--pidfile=", f"--schedule={schedule}", "--loglevel=WARNING"),
            ("manage.py", "run_clocks"),
        ):
            running.enter_context(Process(*command, **demo))
        yield web
    with django_db_blocker.unblock():
        empty_the_database()


@pytest.fixture
def transactional_db(processes):
    """Commit for real and flush nothing: the processes live on from test to test."""


@pytest.fixture
def room(transactional_db, processes, chromium, django_db_blocker):
    """A control room: windows by desk, the demonstration's calls, and a clock that can be moved."""
    with django_db_blocker.unblock():
        # However far other tests have moved the clock: the radios have just said where they are.
        Unit.objects.exclude(position_at=None).update(position_at=clock.now())
        quiet()
        with ExitStack() as opened:
            yield Room(processes, chromium, opened)
        everybody_goes_home()
        everybody_is_rung_back()


@pytest.fixture
def desk(room):
    """A dispatcher at the desk, with one incident chosen and one beside it."""
    with an_incident() as first, an_incident() as second:
        dispatcher = ready(room.window("dispatcher"))
        dispatcher.first, dispatcher.second = first.reference, second.reference
        dispatcher.first_id, dispatcher.second_id = first.pk, second.pk
        choose(dispatcher, dispatcher.first)
        yield dispatcher
    room.complaints.clear()


def everybody_goes_home() -> None:
    """Let no call of the next test ring at a desk that this one has left."""
    for each in Handler.objects.exclude(contact=None).select_related("person"):
        let_go(each)
    for each in Handler.objects.exclude(state=HandlerState.SIGNED_OFF).select_related("person"):
        handlers.sign_off(person=each.person, by=people.system(), at=clock.now())
    for each in Duty.objects.current().filter(desk=Desk.CALLS).select_related("person"):
        duty.sign_off(by=each.person, at=clock.now())


def everybody_is_rung_back() -> None:
    """Ring back whoever a test put down within a minute, so that no alarm sounds in the next."""
    done = {"outcome": "NOT_NEEDED", "note": "A test of the line", "by": people.system()}
    for each in RingBack.objects.waiting().filter(news=News.CUT_SHORT):
        with transaction.atomic():
            held = ring_backs.hold(each.pk, wait=True)
            ring_backs.report(ring_back=held, at=clock.now(), **done)


def let_go(handler: Handler) -> None:
    """End what a test that failed has left on the line, so that the next fails for itself only."""
    call = {"contact_id": handler.contact_id, "by": handler.person, "at": clock.now()}
    if handler.state == HandlerState.RINGING:
        calls.release(**call)
        return
    if handler.contact.outcome == "":
        calls.dispose(outcome=Outcome.HOAX, note="A test of the line", **call)
    if handler.state == HandlerState.ON_CALL:
        calls.end(why_not_told="A test of the line", **call)
