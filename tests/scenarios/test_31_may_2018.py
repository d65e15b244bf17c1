"""
The night of 31 May 2018 (IOPC 2018/104370), as it goes here.

A woman rang 999 at 23:54: somebody, perhaps her former husband, was banging on her door. The unit
sent to her was diverted, the control room did not know, and nobody came.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contactcentre.contacts.actions import calls, intake
from contactcentre.contacts.enums import Outcome
from contactcentre.contacts.models import OutboundMessage, RingBack
from contactcentre.contacts.numbers import e164
from contactcentre.core.errors import WrongState
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.models import Alert
from dispatch import queries
from dispatch.actions import guard
from dispatch.models import Divert
from incidents import figures
from incidents.enums import Status
from incidents.models import Incident
from tests.rules.breaches import LEFT
from tests.rules.database import run, take_down_named
from tests.world import AT_THE_DOOR, World

LONDON = ZoneInfo("Europe/London")
HER_NUMBER = "07700 900318"


def at(clock: str) -> datetime:
    """Return a moment of that night, of the 31st before midnight and of the 1st after it."""
    hour, minute, *second = map(int, clock.split(":"))
    day = (2018, 5, 31) if hour >= 12 else (2018, 6, 1)
    return datetime(*day, hour, minute, *second, tzinfo=LONDON).astimezone(UTC)


class Night:
    """The room that night, told by the clock on its wall."""

    def __init__(self):
        self.world = World(at=at("23:40"))
        self.car = self.world.unit("F21")
        self.seen: list[tuple[str, int, int]] = []

    def until(self, clock: str) -> None:
        """Let time pass minute by minute, asking at each whether she is forgotten."""
        while self.world.at < at(clock):
            step = min(timedelta(minutes=1), at(clock) - self.world.at)
            self.world.wait(seconds=step.total_seconds())
            assert queries.unprotected() == []
            assert not figures.listed("lost").exists()

    def her_call(self, grade: str) -> Incident:
        """Take her call at 23:54, and grade it."""
        self.until("23:54")
        contact = self.world.call(HER_NUMBER)
        self.until("23:56")
        incident = self.world.incident(
            contact,
            summary="Banging on the door, may be her former husband",
            suspect_identity="SUSPECTED",
        )
        self.world.grade(incident, grade, answers=AT_THE_DOOR, override_reason="not certain")
        return incident

    def the_divert(self, incident: Incident) -> Incident:
        """Send F21 to her, and take it away at two minutes past midnight."""
        self.until("23:58")
        self.world.assign(self.car, incident)
        self.world.press(self.car, 15)
        self.world.press(self.car, 5)
        self.until("0:01")
        stabbing = self.world.graded("I", opening_code="VIOLENCE", summary="A stabbing")
        self.until("0:02")
        self.world.divert(self.car, to=stabbing, by=self.world.supervisor)
        incident.refresh_from_db()
        return stabbing

    def heard(self, incident: Incident, code: str) -> str:
        """Return the role that an alert about her is at."""
        return role_at(Alert.objects.live().get(code=code, subject_id=incident.pk))


@pytest.fixture
def night(db) -> Night:
    """The room at twenty to midnight."""
    return Night()


@pytest.mark.capability("C5", "D2", "D3")
def test_somebody_who_may_be_her_former_husband_at_her_door_is_immediate_and_domestic(night):
    incident = night.her_call("S")

    assert incident.is_domestic
    assert incident.suggested_grade == "I"
    assert "GRADED_BELOW" in night.world.alerts(incident)
    assert incident.due_at == at("0:54")


@pytest.mark.capability("H1", "H2", "H3", "H6", "H7", "H10")
def test_when_her_unit_is_diverted_she_has_an_owner_and_two_alarms_at_once(night):
    incident = night.her_call("S")
    night.the_divert(incident)

    assert incident.status == Status.AWAITING_UNIT
    assert incident.due_at == at("0:54")
    assert incident.tags == ["DIVERT", "DA"]
    assert incident.owner == night.world.dispatcher
    left = Divert.objects.get().what_was_left
    assert (left["grade"], left["domestic"], left["clock_used_percent"]) == ("S", True, 13)
    assert night.heard(incident, "UNIT_LEFT") == "dispatcher"
    assert night.heard(incident, "UNIT_LEFT_SUPERVISOR") == "supervisor"


@pytest.mark.capability("H3", "H5", "I2", "I3", "I4", "L7")
def test_until_somebody_goes_to_her_the_alarm_climbs_and_her_time_runs_on(night):
    incident = night.her_call("S")
    night.the_divert(incident)

    heard = []
    for clock in ("0:03", "0:04", "0:07"):
        night.until(clock)
        heard.append(night.heard(incident, "UNIT_LEFT"))
    assert heard == ["supervisor", "duty_officer", "duty_officer"]
    alert = Alert.objects.get(code="UNIT_LEFT", subject_id=incident.pk)
    assert alert.text.startswith("Still no unit since one left")

    night.until("0:54")
    incident.refresh_from_db()
    steps = incident.log.filter(kind="CLOCK").values_list("text", flat=True)
    assert [text.split(" %")[0] for text in steps] == ["50", "75", "90", "100"]
    assert night.heard(incident, "ATTENDANCE_LATE") == "duty_officer"
    assert list(figures.listed("waiting")) == [incident]
    assert incident.due_at == at("0:54")


@pytest.mark.capability("G3", "H2", "H5", "I4")
def test_another_car_that_is_sent_to_her_and_stays_silent_lets_nobody_rest(night):
    incident = night.her_call("S")
    night.the_divert(incident)
    for alert in Alert.objects.live().filter(subject_id=incident.pk, code__startswith="UNIT_LEFT"):
        night.world.acknowledge_alert(alert, by=night.world.supervisor)
    night.until("0:03")
    second = night.world.unit("F22")
    night.world.assign(second, incident)

    heard = []
    for clock in ("0:05", "0:06", "0:07"):
        night.until(clock)
        heard.append(night.heard(incident, "ASSIGNMENT_NOT_ACKNOWLEDGED"))
    assert heard == ["dispatcher", "supervisor", "duty_officer"]
    assert {"UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"} <= set(night.world.alerts(incident))

    night.world.press(second, 15)
    assert night.world.alerts(incident) == ["GRADED_BELOW", "REASSESS_DUE", "RING_BACK_DUE"]


@pytest.mark.capability("H9")
def test_she_is_not_texted_under_his_eyes_but_somebody_has_to_ring_her_by_a_time(night):
    incident = night.her_call("S")
    night.the_divert(incident)

    asked = RingBack.objects.waiting().get(subject="incident", subject_id=incident.pk)
    assert (asked.because, asked.number) == ("DOMESTIC", e164(HER_NUMBER))
    assert asked.due_at == at("0:12")
    assert not OutboundMessage.objects.filter(subject_id=incident.pk).exists()

    night.until("0:07")
    assert night.heard(incident, "RING_BACK_DUE") == "call_handler"
    night.until("0:12")
    assert night.heard(incident, "RING_BACK_DUE") in {"supervisor", "duty_officer"}


@pytest.mark.capability("A2", "B7", "E5", "F3")
def test_when_she_rings_again_from_hospital_she_is_known_and_the_call_cannot_just_end(night):
    incident = night.her_call("S")
    night.the_divert(incident)
    night.world.outage(hours=2, minutes=28)
    assert queries.unprotected() == []

    contact = intake.receive(
        source="test",
        source_id="from hospital",
        channel="999",
        from_number=HER_NUMBER,
        received_at=night.world.at,
        by=night.world.system,
        at=night.world.at,
    )
    who = {"contact_id": contact.pk, "by": night.world.handler, "at": night.world.at}
    calls.answer(**who)

    contact.refresh_from_db()
    assert contact.flags == ["REPEAT_CALLER"]
    assert contact.previous.incident_link.incident == incident
    with pytest.raises(WrongState, match="no outcome yet"):
        calls.end(**who)
    note = f"CAD {incident.reference}: assaulted; officers to hospital"
    calls.dispose(outcome=Outcome.LINKED_INCIDENT, note=note, **who)
    calls.end(**who)
    incident.refresh_from_db()
    assert contact in [link.contact for link in incident.contact_links.all()]
    assert incident.status == Status.AWAITING_UNIT  # It never closed by itself.


@pytest.mark.capability("H2")
def test_without_the_walls_the_night_goes_as_it_went_until_the_third_wall_asks(night):
    """The control: what is proved above is not true by itself."""
    incident = night.her_call("S")
    night.until("23:58")
    world = night.world
    assignment = world.assign(night.car, incident)
    stabbing = world.graded("I", opening_code="VIOLENCE", summary="A stabbing")
    night.until("0:02")
    take_down_named(LEFT)
    run(
        "UPDATE dispatch_assignment SET state = 'DIVERTED', diverted_to_id = %(to)s, "
        "ended_at = %(at)s, ended_by_id = %(by)s, end_reason = 'by radio' WHERE id = %(id)s",
        to=stabbing.pk,
        at=world.at,
        by=world.dispatcher.pk,
        id=assignment.pk,
    )

    world.wait(minutes=20)
    assert "UNIT_LEFT" not in world.alerts(incident)
    assert queries.unprotected() == [incident.pk]

    assert guard.check_diverts(by=world.system, at=world.at) == 1
    assert night.heard(incident, guard.FORGOTTEN) == "duty_officer"
