"""
No setting of the product brings 2018 back: nobody was alerted until 02:30.

What an administrator may do, at the admin site or by the actions behind it, and what the
environment says; each is tried, and what a unit leaves is heard of all the same.
"""

import pytest
from django.test import Client

from contactcentre.core.actions import people
from contactcentre.core.errors import Invalid
from contactcentre.core.people import system
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import policies
from contactcentre.countdowns.actions.alerts import role_at
from contactcentre.countdowns.kinds import KINDS
from contactcentre.countdowns.models import Alert, Policy
from dispatch import queries
from dispatch.actions import assignments
from dispatch.models import AirwaveCode
from incidents.actions import duty
from tests.architecture.source import broken, imports, tree

YEAR = 365 * 86400
PROTECTING = sorted(name for name, kind in KINDS.items() if kind.protects)
OFF = {
    "of no time": {"seconds": 0},
    "of a year": {"seconds": YEAR},
    "of sixty-eight years": {"seconds": 2**31 - 1},
    "of a second, all the time": {"seconds": 1},
    "that nobody hears of at the end": {"steps": [50]},
    "that is heard of at 327 times its end": {"steps": [32767]},
    "that is heard of at its end, and then late": {"steps": [100, 1000]},
    "that is never repeated": {"repeat_seconds": None},
    "that repeats with every look": {"repeat_seconds": 0},
    "that repeats once a year": {"repeat_seconds": YEAR},
}
# These sound an alert once, which climbs and comes back by clocks of its own.
WITHOUT_REPEAT = {"alert_lease", "late_word", "message_to_calls", "message_to_dispatch", "reassess"}
# What keeps an incident from being forgotten, of which no part may hang on a setting.
PROTECTION = ("dispatch", "incidents", "contactcentre/countdowns")
SETTINGS = ("django.conf.settings", "contactcentre.settings", "os.environ", "os")


def targets(*kinds: str) -> list[Policy]:
    """Return the targets as they are."""
    return list(Policy.objects.filter(kind__in=kinds or PROTECTING).order_by("kind", "key"))


def values(target: Policy) -> dict:
    """Return what makes a target."""
    names = ("kind", "key", "seconds", "steps", "repeat_seconds")
    return {name: getattr(target, name) for name in names}


def set_target(world, target: Policy, **changed) -> Policy:
    """Set a target by the action behind the form."""
    wanted = values(target) | changed
    return policies.add(**wanted, effective_from=world.at, by=world.admin, at=world.at)


def left(world):
    """Leave an incident, and return it."""
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    world.wait(minutes=1)
    who = {"by": world.dispatcher, "at": world.at}
    assignments.stand_down(unit_id=unit.pk, reason="needed elsewhere", **who)
    incident.refresh_from_db()
    return incident


def heard_at(incident) -> str:
    """Return the role that the alarm of an incident that was left is at."""
    return role_at(Alert.objects.live().get(code="UNIT_LEFT", subject_id=incident.pk))


@pytest.mark.capability("H2", "H13")
@pytest.mark.parametrize("change", OFF.values(), ids=OFF)
def test_no_target_that_protects_can_be_set_to_one(world, change):
    for target in targets():
        if "repeat_seconds" in change and target.kind in WITHOUT_REPEAT:
            continue
        with pytest.raises(Invalid, match=r"\w+ \w+ .*\."):
            set_target(world, target, **change)

    assert Policy.objects.filter(effective_from__gte=world.at).count() == 0


@pytest.mark.capability("H13")
def test_every_kind_that_protects_has_a_target_to_be_tried():
    assert set(PROTECTING) == {
        *("accept_transfer", "decide_transfer"),
        *("acknowledge_alert", "acknowledge_assignment", "alert_lease", "attend", "crew_warning"),
        "crew_welfare",
        *("grade_due", "late_word", "message_to_calls", "message_to_dispatch", "no_movement"),
        *("ownership", "re_resource", "reassess", "ring_the_caller", "unattended"),
    }


@pytest.mark.capability("H13")
def test_a_target_of_no_kind_or_no_grade_is_refused_rather_than_set_for_nothing(world):
    target = targets("re_resource")[0]

    for nothing in ({"kind": "re_resourse"}, {"key": "Q"}, {"key": ""}):
        with pytest.raises(Invalid, match="No clock has a target"):
            set_target(world, target, **nothing)


@pytest.mark.capability("H13")
def test_the_form_says_why_and_keeps_what_was_typed(world):
    browser = Client()
    browser.force_login(world.admin)
    form = {"kind": "re_resource", "key": "S", "steps": "100,200", "repeat_seconds": "300"}

    for seconds in ("0", str(YEAR), "99999999999"):
        answer = browser.post("/admin/countdowns/policy/add/", {**form, "seconds": seconds})
        assert answer.status_code == 200
        assert f'value="{seconds}"' in answer.content.decode()

    assert Policy.objects.filter(kind="re_resource", key="S").count() == 1
    answer = browser.post("/admin/countdowns/policy/add/", {**form, "seconds": str(YEAR)})
    assert "it may be between 5 and 1200 seconds" in answer.content.decode()


@pytest.mark.capability("H2", "H5", "H13", "I4")
def test_with_every_target_as_long_as_may_be_the_duty_officer_hears_all_the_same(world):
    for target in targets():
        repeat = 4 * target.repeat_seconds if target.repeat_seconds else None
        last = [100, target.steps[-1]] if target.steps[-1] > 100 else [100]
        set_target(world, target, seconds=4 * target.seconds, steps=last, repeat_seconds=repeat)
    incident = left(world)

    assert heard_at(incident) == Role.DISPATCHER
    world.wait(minutes=8)

    assert heard_at(incident) == Role.DUTY_OFFICER
    assert queries.unprotected() == []


@pytest.mark.capability("H2", "H13")
def test_with_the_account_of_the_system_closed_or_given_roles_the_alarm_climbs(world):
    incident, own = left(world), system()
    roles = {"roles": [Role.CREW], "command_units": (), "by": world.admin, "at": world.at}
    people.change_roles(person_id=own.pk, **roles)
    duty.deactivate(person_id=own.pk, by=world.admin, at=world.at)
    world.system = system()

    world.wait(minutes=5)

    assert heard_at(incident) == Role.DUTY_OFFICER


@pytest.mark.capability("G1", "H13")
def test_what_a_status_code_does_cannot_be_changed(world):
    browser = Client()
    browser.force_login(world.admin)
    form = {"code": 5, "label": "On the way", "effect": "AT_SCENE"}

    assert browser.post("/admin/dispatch/airwavecode/5/change/", form).status_code == 403
    assert browser.post("/admin/dispatch/airwavecode/add/", form).status_code == 403
    assert AirwaveCode.objects.get(pk=5).effect == "EN_ROUTE"


@pytest.mark.capability("H13")
def test_no_part_of_the_protection_reads_a_setting_or_the_environment():
    assert not broken(_read_settings, *PROTECTION)


def _read_settings(path) -> list[str]:
    return [name for name in imports(tree(path)) if name in SETTINGS]
