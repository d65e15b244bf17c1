"""
The night of 31 May 2018 (IOPC 2018/104370) over HTTP, with the real processes, in virtual time.

Twice: graded S as it was, and I as the rules ask. Nobody in the control room does anything until
02:40, as nobody did; what the contact centre does by itself is asked of it minute by minute.
"""

from contextlib import ExitStack
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from contactcentre.contacts.models import Contact
from contactcentre.core import clock
from contactcentre.core.models import Duty, VirtualClock
from contactcentre.countdowns.models import Alert
from contactcentre.management import keys
from contactcentre.management.replay.night import Night, moment
from contactcentre.management.simulator.client import Client
from dispatch.models import Divert
from incidents import figures
from tests.live.server import Process, WebProcess, free_port
from tests.scenarios.replay import CELERY, LEFT, Replay

FOR_SUPERVISOR = "UNIT_LEFT_SUPERVISOR"


@pytest.fixture
def played(transactional_db, tmp_path):
    """The contact centre of that night: seeded, and every process running."""
    VirtualClock.begin(anchor=moment("23:30:00"), speed=1)
    clock.forget()
    call_command("seed_demo", stdout=StringIO(), stderr=StringIO())
    port = free_port()
    demo = {"DEMO": "1", "OWN_ADDRESS": f"http://127.0.0.1:{port}"}
    schedule = tmp_path / "schedule"
    with ExitStack() as running:
        web = running.enter_context(WebProcess(port=port, **demo))
        for command in (
            (*CELERY, "worker", "--pool=solo", "--loglevel=WARNING"),
            (*CELERY, "beat", "--pidfile=", f"--schedule={schedule}", "--loglevel=WARNING"),
            ("manage.py", "run_clocks"),
        ):
            running.enter_context(Process(*command, **demo))

        key = keys.of_a_program("replay", "Replay")
        client = Client(web.url, key, settings.TELEPHONY_SECRET)
        running.callback(client.close)
        yield lambda grade: Replay(Night(client, grade=grade))


def check_what_the_divert_left(replay: Replay, grade: str, due: str) -> None:
    """Within the transaction of the divert: owner, alarm, tag; and her deadline has not moved."""
    replay.until("0:02:00")
    hers, divert = replay.hers, Divert.objects.get()
    assert (hers.status, hers.grade, hers.is_domestic) == ("AWAITING_UNIT", grade, True)
    assert "DIVERT" in hers.tags
    assert timedelta() <= hers.due_at - moment(due) < timedelta(seconds=1)
    assert Duty.objects.present().filter(person=hers.owner).exists()
    assert (divert.from_incident, divert.what_was_left["domestic"]) == (hers, True)
    replay.hears(FOR_SUPERVISOR, "supervisor")


@pytest.mark.slow
@pytest.mark.capability("H1", "H2", "H3", "H5", "H6", "H11", "I2", "I3", "L7", "G3")
def test_graded_s_as_it_was(played):
    replay = played("S")
    check_what_the_divert_left(replay, "S", due="0:54:00")

    replay.hears(LEFT, "dispatcher")
    replay.until("0:03:01")
    replay.hears(LEFT, "supervisor")
    replay.until("0:04:01")
    replay.hears(LEFT, "duty_officer")
    replay.until("0:07:01")
    replay.hears(LEFT, "duty_officer", begins="Still no unit since one left")
    replay.has_used()
    check_each_share_once(replay, {"0:24": "50", "0:39": "75", "0:48": "90", "0:54": "100"})
    replay.hears("ATTENDANCE_LATE", "duty_officer")
    assert list(figures.listed("waiting")) == [replay.hers]
    replay.until("0:55:30")
    replay.hears("RETURN_OFFERED", "dispatcher", begins=f"{replay.night.unit} is free again")
    check_the_rest_of_the_night(replay)


def check_each_share_once(replay: Replay, shares: dict[str, str]) -> None:
    """Let time pass to each minute, and ask for the share that is used by then, once."""
    for minute, share in shares.items():
        before = replay.steps()
        replay.until(f"{minute}:01")
        replay.has_used(*before, share)


def check_the_rest_of_the_night(replay: Replay) -> None:
    """She rings from hospital and is known; who is sent to her at last ends the alarms."""
    replay.until("2:30:00")
    again = Contact.objects.latest("pk")
    assert again.flags == ["REPEAT_CALLER"]
    assert (again.outcome, again.previous.incident_link.incident) == (
        "LINKED_INCIDENT",
        replay.hers,
    )
    assert replay.hers.status == "AWAITING_UNIT"
    replay.until("2:40:00")
    replay.wait(lambda: replay.hers.units_live == 1, "a unit for her")
    left = Alert.objects.live().filter(subject_id=replay.hers.pk, code__startswith=LEFT)
    replay.wait(lambda: not left.exists(), "the alarm of a unit that left to end")


@pytest.mark.slow
@pytest.mark.capability("H1", "H2", "H3", "H5", "I2", "L7")
def test_graded_i_as_the_rules_ask(played):
    replay = played("I")
    check_what_the_divert_left(replay, "I", due="0:09:00")

    replay.until("0:03:01")
    replay.hears(LEFT, "duty_officer", begins="Still no unit since one left")
    replay.has_used("50")
    check_each_share_once(replay, {"0:06": "75", "0:08": "90", "0:09": "100"})
    replay.hears("ATTENDANCE_LATE", "duty_officer")
    check_each_share_once(replay, {"0:17": "150", "0:24": "200"})
    check_the_rest_of_the_night(replay)
