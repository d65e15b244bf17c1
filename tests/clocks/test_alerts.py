"""An alert climbs until somebody takes it on, and comes back when their time with it is over."""

import functools
from datetime import timedelta

import pytest
from django.test import Client

from contactcentre.core.errors import NotAllowed, NotFound, WrongState
from contactcentre.core.permissions import Role
from contactcentre.countdowns import boards
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.enums import StopReason
from contactcentre.countdowns.models import Alert, Clock
from incidents.actions import duty


@pytest.fixture
def left(world):
    """A burglary whose unit has just been called away."""
    world.burglary = world.graded("E", opening_code="BURGLARY")
    van = world.unit()
    world.assign(van, world.burglary)
    world.press(van, 11)
    return world


def alarm(world) -> Alert:
    """Return the alert about the burglary as it is now."""
    return Alert.objects.get(code="UNIT_LEFT", subject_id=world.burglary.pk)


def notes(world) -> list[str]:
    """Return what the burglary's log says of alerts."""
    return list(world.burglary.log.filter(kind="ALERT").order_by("seq").values_list("text"))


@pytest.mark.capability("H4")
def test_unacknowledged_it_climbs_to_the_supervisor_and_then_to_the_duty_officer(left):
    raised = alarm(left).raised_at
    heard = []
    for _half_minute in range(9):
        heard.append((int((left.at - raised).total_seconds()), role_at(alarm(left))))
        left.wait(seconds=30)

    assert heard[:2] == [(0, Role.DISPATCHER), (30, Role.DISPATCHER)]
    assert heard[2:4] == [(60, Role.SUPERVISOR), (90, Role.SUPERVISOR)]
    assert {role for _seconds, role in heard[4:]} == {Role.DUTY_OFFICER}


@pytest.mark.capability("H4")
def test_at_the_top_it_is_repeated_every_minute_until_somebody_takes_it_on(left):
    left.wait(minutes=2)
    versions = []
    for _minute in range(3):
        versions.append(alarm(left).version)
        left.wait(minutes=1)

    assert versions[0] < versions[1] < versions[2] < alarm(left).version


@pytest.mark.capability("H4")
def test_each_climb_is_on_the_log_of_the_incident(left):
    left.wait(minutes=2)

    text = "\n".join(text for (text,) in notes(left))
    assert "Alert to the dispatcher: PC12 unable" in text
    assert "Nobody acknowledged. Alert to the supervisor" in text
    assert "Nobody acknowledged. Alert to the duty officer" in text


@pytest.mark.capability("I5")
@pytest.mark.parametrize(("grade", "minutes"), [("I", 10), ("S", 30), ("E", 30)])
def test_taking_it_on_is_a_lease_after_which_it_comes_back(world, grade, minutes):
    world.burglary = world.graded(grade)
    van = world.unit()
    world.assign(van, world.burglary)
    world.press(van, 11)

    taken = world.acknowledge_alert(alarm(world))

    assert taken.acknowledged_by == world.dispatcher
    assert taken.lease_until == world.at + timedelta(minutes=minutes)
    Clock.objects.open().filter(kind__in=["re_resource", "attend"]).update(next_step_at=None)
    world.wait(minutes=minutes, seconds=-1)
    assert alarm(world).acknowledged_by == world.dispatcher
    world.wait(seconds=1)
    returned = alarm(world)
    assert (returned.acknowledged_by, returned.times_returned) == (None, 1)
    assert returned.lease_until is None
    level = returned.level
    world.wait(seconds=60)
    assert alarm(world).level == min(level + 1, 2)


@pytest.mark.capability("I5")
def test_while_somebody_has_it_it_does_not_climb(left):
    left.acknowledge_alert(alarm(left))
    Clock.objects.open().filter(kind="re_resource").update(next_step_at=None)

    left.wait(minutes=20)

    assert alarm(left).level == 0


@pytest.mark.capability("I5")
def test_only_one_person_has_it_and_the_others_are_told_who(left):
    left.acknowledge_alert(alarm(left))

    with pytest.raises(WrongState, match="Dispatcher acknowledged this already"):
        left.acknowledge_alert(alarm(left), by=left.supervisor)
    with pytest.raises(WrongState, match="You have acknowledged this already"):
        left.acknowledge_alert(alarm(left))


@pytest.mark.capability("I5")
def test_only_what_was_read_is_taken_on(left):
    alert = alarm(left)
    desk = Client()
    desk.force_login(left.dispatcher)
    left.burglary.refresh_from_db()
    said = {"code": alert.code, "subject": "incident", "row": left.burglary, "text": "two crews"}
    alerts.sound(**said, audience=Role.DISPATCHER, by=left.system, at=left.at)
    order = functools.partial(
        desk.post, f"/api/v1/alerts/{alert.pk}/acknowledge/", {}, "application/json"
    )

    refused = order(headers={"If-Match": f'"{alert.version}"'})

    assert (refused.status_code, alarm(left).acknowledged_by) == (409, None)
    assert order(headers={"If-Match": f'"{alarm(left).version}"'}).status_code == 200
    assert alarm(left).acknowledged_by == left.dispatcher


@pytest.mark.capability("I5")
def test_what_the_alarm_was_about_ends_it_for_good(left):
    alert = alarm(left)
    another = left.unit("PC20")
    left.assign(another, left.burglary)
    left.press(another, 15)

    alert.refresh_from_db()
    assert (alert.resolved_at, alert.resolve_reason) == (left.at, StopReason.ACKNOWLEDGED)
    with pytest.raises(WrongState, match="its cause is gone"):
        left.acknowledge_alert(alert)
    left.wait(minutes=10)
    assert Alert.objects.get(pk=alert.pk).version == alert.version


@pytest.mark.capability("H4")
def test_only_those_of_the_area_and_of_the_floor_can_take_it_on(left):
    elsewhere = left.person("elsewhere", Role.DISPATCHER, area=left.elsewhere)

    takers = [Role.DISPATCHER, Role.SUPERVISOR, Role.DUTY_OFFICER]
    assert boards.row(alarm(left))["takers"] == takers
    with pytest.raises(NotFound):
        left.acknowledge_alert(alarm(left), by=elsewhere)
    with pytest.raises(NotAllowed):
        left.acknowledge_alert(alarm(left), by=left.admin)


@pytest.mark.capability("H4")
@pytest.mark.parametrize(
    ("gone", "heard_by"),
    [
        (["dispatcher"], Role.SUPERVISOR),
        (["dispatcher", "supervisor"], Role.DUTY_OFFICER),
    ],
    ids=["no dispatcher", "nor supervisor"],
)
def test_with_nobody_to_hear_it_it_climbs_at_once(world, gone, heard_by):
    world.burglary = world.graded("E")
    van = world.unit()
    world.assign(van, world.burglary)
    for name in gone:
        duty.start_break(by=getattr(world, name), at=world.at)

    world.press(van, 11, by=world.officer)

    assert role_at(alarm(world)) == heard_by


@pytest.mark.capability("H4")
def test_a_dispatcher_of_another_area_is_no_audience(world):
    world.on_shift("elsewhere", Role.DISPATCHER, world.elsewhere)
    world.burglary = world.graded("E")
    van = world.unit()
    world.assign(van, world.burglary)
    duty.sign_off(by=world.dispatcher, at=world.at)

    world.press(van, 11, by=world.supervisor)

    assert role_at(alarm(world)) == Role.SUPERVISOR


@pytest.mark.capability("H4")
def test_sounded_again_it_is_one_alert_made_new(left):
    left.acknowledge_alert(alarm(left))
    began = alarm(left).raised_at
    left.wait(seconds=30)
    left.burglary.refresh_from_db()
    alerts.sound(
        code="UNIT_LEFT",
        subject="incident",
        row=left.burglary,
        text="again",
        audience=Role.DISPATCHER,
        by=left.system,
        at=left.at,
    )

    again = alarm(left)
    assert (again.acknowledged_by, again.text) == (None, "again")
    assert (again.first_raised_at, again.raised_at) == (began, left.at)
    assert boards.row(again)["first_raised_at"] == began.isoformat()
    assert left.clocks(again) == ["acknowledge_alert"]
