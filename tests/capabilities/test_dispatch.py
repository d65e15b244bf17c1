"""Which unit could go, what a divert would leave, and what a crew's presses do."""

from datetime import timedelta

import pytest

from contactcentre.countdowns.models import Alert
from dispatch import access, divert_list, queries, recommending
from dispatch.actions import assignments, diverts, units
from incidents.actions import duty
from incidents.models import Incident


def _could_go(world, incident, *, by=None):
    by = by or world.dispatcher
    seen = access.visible_to(by)
    fitting, left_out = recommending.candidates(incident, seen, by=by, at=world.at)
    return [one.unit.callsign for one in fitting], fitting, dict(_by_callsign(left_out))


def _by_callsign(left_out):
    return [(unit.callsign, why) for unit, why in left_out]


def _preview(world, unit, to, *, by=None):
    return diverts.preview(unit=unit, to_incident=to, by=by or world.dispatcher, at=world.at)


@pytest.mark.capability("G5")
def test_the_nearest_unit_is_named_first_with_distance_and_minutes(world):
    incident = world.graded("S")
    world.unit("PC20", lat=51.50)
    world.unit("PC10", lat=51.461)

    callsigns, fitting, _left_out = _could_go(world, incident)

    assert callsigns == ["PC10", "PC20"]
    assert fitting[0].km < fitting[1].km
    assert fitting[0].minutes < fitting[1].minutes
    assert fitting[0].reasons[0].endswith("min")


@pytest.mark.capability("G5")
def test_a_position_of_ten_minutes_ago_is_not_guessed_but_left_out_with_the_reason(world):
    incident = world.graded("S")
    world.unit("PC10")
    world.at += timedelta(minutes=11)

    callsigns, _fitting, left_out = _could_go(world, incident)

    assert callsigns == []
    assert left_out == {"PC10": "Position is 11 minutes old"}


@pytest.mark.capability("G5")
def test_a_unit_that_could_be_diverted_is_named_with_what_it_would_leave(world):
    burglary, stabbing = world.graded("S"), world.graded("I", opening_code="VIOLENCE")
    unit = world.unit("PC10")
    world.assign(unit, burglary)

    _callsigns, fitting, _left_out = _could_go(world, stabbing)

    assert [one.current.incident for one in fitting] == [burglary]
    assert f"would leave CAD {burglary.reference}" in fitting[0].reasons


@pytest.mark.capability("G5")
def test_what_a_dispatcher_may_not_order_never_stands_before_what_they_may(world):
    burglary, theft, stabbing = world.graded("S"), world.graded("E"), world.graded("S")
    near, below, free = (
        world.unit(name, lat=lat) for name, lat in [("PC1", 51.461), ("PC2", 51.47), ("PC3", 51.5)]
    )
    world.assign(near, burglary)
    world.assign(below, theft)

    for who in (world.dispatcher, world.supervisor):
        callsigns, fitting, _left_out = _could_go(world, stabbing, by=who)

        assert callsigns == ["PC2", "PC3", "PC1"]
        assert [one.needs_supervisor for one in fitting] == [False, False, True]
        assert recommending.OVERRIDE in fitting[-1].reasons
    assert free.callsign == "PC3"


@pytest.mark.capability("G5")
def test_everything_that_is_put_first_can_be_ordered_by_whom_it_is_put_to(world):
    stabbing = world.graded("S")
    for number, grade in enumerate("ISE"):
        world.assign(world.unit(f"PC{number}", lat=51.46 + number / 100), world.graded(grade))

    _callsigns, fitting, _left_out = _could_go(world, stabbing)

    allowed = [_preview(world, one.unit, stabbing)["allowed"] for one in fitting]
    assert allowed == [not one.needs_supervisor for one in fitting] == [True, False, False]


@pytest.mark.capability("G5")
def test_when_no_supervisor_is_here_what_only_one_could_order_is_left_out(world):
    burglary, stabbing, unit = world.graded("S"), world.graded("S"), world.unit("PC1")
    world.assign(unit, burglary)
    for person in (world.supervisor, world.officer):
        duty.sign_off(by=person, at=world.at)

    callsigns, _fitting, left_out = _could_go(world, stabbing)

    assert callsigns == []
    assert left_out["PC1"].startswith(f"This is not more urgent than CAD {burglary.reference}")


@pytest.mark.capability("G5")
def test_to_what_takes_no_unit_nothing_is_recommended_and_it_says_why(world):
    world.unit("PC1")

    callsigns, _fitting, left_out = _could_go(world, world.incident())

    assert (callsigns, left_out) == ([], {"PC1": "Grade this incident first; then send a unit."})


@pytest.mark.capability("G6")
def test_a_crew_that_cannot_attend_leaves_an_incident_that_is_protected(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)

    assignments.unable(unit_id=unit.pk, reason="Flat tyre", by=world.dispatcher, at=world.at)

    incident.refresh_from_db()
    assert (incident.status, incident.owner) == ("AWAITING_UNIT", world.dispatcher)
    assert "re_resource" in world.clocks(incident)
    assert "UNIT_LEFT" in world.alerts(incident)


@pytest.mark.capability("G10")
def test_the_emergency_button_alarms_dispatch_and_supervision_until_the_unit_is_well(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)

    world.press(unit, 0)
    alarmed = set(Alert.objects.live().filter(subject="unit").values_list("audience", flat=True))
    incident.refresh_from_db()

    assert alarmed == {"dispatcher", "supervisor"}
    assert incident.units_live == 1
    said = f"EMERGENCY PC12: {incident.place_shown}; last position 51.4600, -0.1200, 0 s old"
    assert {alert.text for alert in Alert.objects.live().filter(subject="unit")} == {said}
    assert incident.log.filter(text=said).count() == 1
    world.press(unit, 2)
    assert not Alert.objects.live().filter(subject="unit").exists()


@pytest.mark.capability("H7")
def test_before_a_divert_it_is_shown_what_would_be_left(world):
    banging = world.graded("S", suspect_identity="SUSPECTED")
    stabbing = world.graded("I", opening_code="VIOLENCE")
    unit = world.unit()
    world.assign(unit, banging)
    world.at += timedelta(minutes=30)

    shown = _preview(world, unit, stabbing)

    leaving = shown["leaving"]
    assert (leaving["reference"], leaving["grade"]) == (banging.reference, "S")
    assert leaving["clock_used_percent"] == 50
    assert (leaving["domestic"], leaving["vulnerable"]) == (True, False)
    assert (leaving["times_diverted"], leaving["other_units"]) == (0, 0)
    assert shown["joining"]["reference"] == stabbing.reference
    assert shown["allowed"]
    assert "The supervisor is alerted, too." in shown["alerts"]


@pytest.mark.capability("H7")
def test_a_preview_says_why_a_divert_would_be_refused_and_changes_nothing(world):
    first, second = world.graded("S"), world.graded("S")
    unit = world.unit()
    world.assign(unit, first)

    shown, by_supervisor = (
        _preview(world, unit, second, by=who) for who in (world.dispatcher, world.supervisor)
    )

    assert not shown["allowed"]
    assert "not more urgent" in shown["why_not"]
    assert by_supervisor["allowed"]
    assert queries.current_assignment(unit.pk).incident == first


@pytest.mark.capability("H10")
def test_the_divert_tag_comes_by_itself_and_the_list_is_a_question_to_the_database(world):
    banging, stabbing = world.graded("S"), world.graded("I", opening_code="VIOLENCE")
    unit = world.unit()
    world.assign(unit, banging)
    assert "DIVERT" not in banging.tags

    world.divert(unit, to=stabbing)

    banging.refresh_from_db()
    [listed] = divert_list.listed(Incident.objects.all())
    assert "DIVERT" in banging.tags
    assert (listed.unit, listed.from_incident, listed.to_incident) == (unit, banging, stabbing)
    assert listed.what_was_left["grade"] == "S"


@pytest.mark.capability("O5", "G1")
def test_a_radio_reports_where_a_unit_is_and_an_older_fix_changes_nothing(world):
    unit = world.unit()
    world.at += timedelta(minutes=5)
    who = {"unit_id": unit.pk, "by": world.dispatcher, "at": world.at}

    units.locate(lat=51.5, lon=-0.1, fixed_at=world.at, **who)
    units.locate(lat=51.4, lon=-0.2, fixed_at=world.at - timedelta(minutes=1), **who)

    unit.refresh_from_db()
    assert (unit.lat, unit.lon, unit.position_at) == (51.5, -0.1, world.at)
