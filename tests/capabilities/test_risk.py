"""Risk before grade: what is suggested, who decides, and what is kept of it."""

from datetime import timedelta

import pytest

from contactcentre.contacts.actions import calls
from contactcentre.contacts.enums import Outcome
from contactcentre.core.errors import Invalid, NotAllowed
from contactcentre.countdowns.models import Alert
from incidents.actions import grading
from incidents.enums import SuspectIdentity
from tests.world import AT_THE_DOOR, CALM

A_VISIT = {**CALM, "engagement": "VISIT"}


def _assess(world, incident, answers=CALM):
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    return grading.assess(answers=answers, **who)


def _grade(world, incident, grade, *, by=None, **reasons):
    who = {"incident_id": incident.pk, "by": by or world.handler, "at": world.at}
    return grading.grade(grade=grade, **reasons, **who)


def _rules(assessment) -> set[str]:
    return {reason["rule"] for reason in assessment.reasons}


@pytest.mark.capability("D1")
def test_nothing_is_graded_before_its_risk_is_assessed(world):
    incident = world.incident()
    with pytest.raises(Invalid, match="Assess the risk first"):
        _grade(world, incident, "S")


@pytest.mark.capability("D1")
@pytest.mark.parametrize("missing", sorted(CALM))
def test_an_assessment_without_one_of_its_answers_is_refused(world, missing):
    answers = {key: value for key, value in CALM.items() if key != missing}
    with pytest.raises(Invalid, match=f"Answer the rest of THRIVE first: {missing[0].upper()}"):
        _assess(world, world.incident(), answers)


@pytest.mark.capability("D1")
def test_what_cannot_wait_is_graded_for_a_reason_and_assessed_within_five_minutes(world):
    incident = world.incident()

    _grade(world, incident, "I", emergency_reason="She is screaming")

    incident.refresh_from_db()
    assert incident.grade == "I"
    assert "complete_assessment" in world.clocks(incident)


@pytest.mark.capability("D2")
def test_a_grade_below_the_suggestion_needs_a_reason_and_a_supervisor_hears_of_it(world):
    incident = world.incident(suspect_identity="SUSPECTED")
    suggested = _assess(world, incident, AT_THE_DOOR)
    with pytest.raises(Invalid, match="Say why you grade lower"):
        _grade(world, incident, "S")

    _grade(world, incident, "S", override_reason="The door is locked")

    decision = incident.decisions.get()
    assert (suggested.suggested_grade, decision.grade) == ("I", "S")
    assert (decision.suggested, decision.override_reason) == ("I", "The door is locked")
    assert "GRADED_BELOW" in world.alerts(incident)


@pytest.mark.capability("D2", "D5")
def test_an_assessment_above_the_grade_asks_for_another_until_somebody_says_why_not(world):
    incident = world.incident(suspect_identity="SUSPECTED")
    _grade(world, incident, "E", emergency_reason="I heard a slap")
    assert _assess(world, incident, AT_THE_DOOR).suggested_grade == "I"

    world.wait(minutes=2)

    asked = Alert.objects.live().get(code="NOT_GRADED")
    assert asked.text.startswith("Assessed as I, graded E; grade it again: ")
    with pytest.raises(Invalid, match="Say why you grade lower"):
        _grade(world, incident, "E")
    _grade(world, incident, "E", override_reason="It was the neighbour's door")
    assert world.alerts(incident) == ["GRADED_BELOW"]
    assert "grade_due" not in world.clocks(incident)


@pytest.mark.capability("D2", "D5")
def test_who_is_there_or_assesses_it_lower_ends_the_question_for_another_grade(world):
    incident, car = world.graded("S"), world.unit()
    _assess(world, incident, AT_THE_DOOR)
    assert "grade_due" in world.clocks(incident)
    _assess(world, incident)
    assert "grade_due" not in world.clocks(incident)

    _assess(world, incident, AT_THE_DOOR)
    world.assign(car, incident)
    world.press(car, 6)
    assert "grade_due" not in world.clocks(incident)
    _assess(world, incident, AT_THE_DOOR)
    assert "grade_due" not in world.clocks(incident)


@pytest.mark.capability("C5")
def test_a_suspect_who_may_be_a_former_partner_makes_it_domestic(world):
    incident = world.incident(suspect_identity=SuspectIdentity.SUSPECTED)
    assert "DA" in incident.tags
    assert "domestic" in _rules(_assess(world, incident))


@pytest.mark.capability("C5")
def test_not_domestic_is_said_with_a_reason_or_not_at_all(world):
    with pytest.raises(Invalid, match="uncertain suspect counts as one"):
        world.incident(suspect_identity=SuspectIdentity.NOT_DOMESTIC)


@pytest.mark.capability("D3")
def test_domestic_after_asking_for_help_in_the_last_week_suggests_immediate(world):
    asked = world.call("07700 900321")
    who = {"contact_id": asked.pk, "by": world.handler, "at": world.at}
    calls.dispose(outcome=Outcome.ADVICE, note="Asked for an order; see a solicitor", **who)
    calls.end(**who)
    world.at += timedelta(days=6)

    incident = world.incident(world.call("07700 900321"), suspect_identity="SUSPECTED")

    assessment = _assess(world, incident)
    assert assessment.suggested_grade == "I"
    assert "domestic_and_recent_contact" in _rules(assessment)


@pytest.mark.capability("D3")
def test_domestic_at_a_place_with_another_in_twelve_months_suggests_immediate(world):
    world.incident(world.call("07700 900321"), suspect_identity="CONFIRMED")
    world.at += timedelta(days=360)

    incident = world.incident(world.call("07700 900322"), suspect_identity="SUSPECTED")

    assessment = _assess(world, incident)
    assert assessment.suggested_grade == "I"
    assert "domestic_history" in _rules(assessment)


@pytest.mark.capability("D4")
def test_a_grade_is_lowered_by_a_supervisor_after_a_new_assessment_only(world):
    incident = world.incident()
    _assess(world, incident)
    world.at += timedelta(seconds=5)
    _grade(world, incident, "S")
    world.at += timedelta(minutes=1)
    with pytest.raises(NotAllowed, match="Only a supervisor may lower a grade"):
        _grade(world, incident, "E", override_reason="Quiet now")
    with pytest.raises(Invalid, match="Assess the risk again first"):
        _grade(world, incident, "E", by=world.supervisor, override_reason="Quiet now")

    _assess(world, incident, A_VISIT)
    _grade(world, incident, "E", by=world.supervisor)

    incident.refresh_from_db()
    assert incident.grade == "E"


@pytest.mark.capability("D4")
def test_the_assessment_that_raised_a_grade_does_not_lower_it_again_in_the_same_moment(world):
    incident = world.incident()
    _assess(world, incident, A_VISIT)
    for grade in "EI":
        _grade(world, incident, grade)
    lower = {"by": world.supervisor, "override_reason": "Quiet now"}

    with pytest.raises(Invalid, match="Assess the risk again first"):
        _grade(world, incident, "E", **lower)

    _assess(world, incident, A_VISIT)
    _grade(world, incident, "E", **lower)
    with pytest.raises(Invalid, match="Assess the risk again first"):
        _grade(world, incident, "R", **lower)


@pytest.mark.capability("D4")
def test_what_was_graded_in_an_emergency_is_lowered_by_its_first_assessment(world):
    incident = world.incident()
    _grade(world, incident, "I", emergency_reason="She is screaming")
    with pytest.raises(Invalid, match="Assess the risk again first"):
        _grade(world, incident, "S", by=world.supervisor, emergency_reason="Quiet now")

    _assess(world, incident, A_VISIT)
    _grade(world, incident, "S", by=world.supervisor)

    incident.refresh_from_db()
    assert incident.grade == "S"


@pytest.mark.capability("D4")
def test_raising_a_grade_is_never_blocked_for_anybody(world):
    incident = world.graded("E")

    _grade(world, incident, "I", by=world.dispatcher)

    incident.refresh_from_db()
    assert incident.grade == "I"
