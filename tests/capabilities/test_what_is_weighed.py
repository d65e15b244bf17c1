"""What the rules of risk hear of: signs, words, warnings, the call itself and the number."""

from datetime import timedelta

import pytest

from contactcentre.contacts.enums import Ending, Flag
from contactcentre.contacts.models import Contact
from contactcentre.core.errors import Invalid
from dispatch import boards, queries
from dispatch.models import Unit
from incidents import known
from incidents.actions import grading, warnings
from incidents.models import Incident
from tests.world import CALM

QUIET = {"opening_code": "OTHER", "summary": "Somebody is in the garden"}


def weighed(world, incident, *signs: str) -> set[str]:
    """Return which rules fire for an incident."""
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    made = grading.assess(answers=CALM, signs=signs, **who)
    return {reason["rule"] for reason in made.reasons}


def mark(incident: Incident, **columns) -> None:
    """Let the contact of an incident be another kind of contact."""
    Contact.objects.filter(incident_link__incident=incident).update(**columns)


def warn(world, incident, kind: str, **more) -> None:
    """Warn crews of an incident."""
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}
    warnings.give(kind=kind, text="as the caller says", **who, **more)


@pytest.mark.capability("D2")
def test_a_sign_is_kept_with_the_assessment_and_said_on_the_log(world):
    incident = world.incident(**QUIET)

    assert weighed(world, incident, "HATE", "DRINK") == {"hate_crime"}

    assert incident.assessments.get().signs == ["DRINK", "HATE"]
    line = incident.log.filter(kind="RISK").get().text
    assert line.startswith("THRIVE (Drink or drugs, Hate crime): suggested Significant: Hate")


@pytest.mark.capability("D2")
def test_what_is_no_sign_is_refused(world):
    with pytest.raises(Invalid, match="MOOD is not a sign: WEAPON, "):
        weighed(world, world.incident(**QUIET), "MOOD")


@pytest.mark.capability("D2")
def test_a_weapon_in_the_first_words_is_asked_about(world):
    incident = world.incident(**QUIET, first_words="He has a knife in his belt")

    assert "weapon_named" in weighed(world, incident)


@pytest.mark.capability("D2", "G7")
@pytest.mark.parametrize(
    ("kind", "rule"),
    [("WEAPON", "weapon"), ("CHILD", "child"), ("ORDER", "order"), ("MARKER", "marker")],
)
def test_what_crews_are_warned_of_is_weighed_until_it_is_withdrawn(world, kind, rule):
    incident = world.incident(**QUIET)
    warn(world, incident, kind)
    assert rule in weighed(world, incident)

    given = incident.warnings.get()
    warnings.withdraw(warning_id=given.pk, reason="checked", by=world.handler, at=world.at)

    assert rule not in weighed(world, incident)


@pytest.mark.capability("D3")
def test_an_order_that_has_expired_is_not_weighed(world):
    incident = world.incident(**QUIET)
    warn(world, incident, "ORDER", expires_on=world.at.date() - timedelta(days=1))

    assert weighed(world, incident) == set()


@pytest.mark.capability("D9", "G7")
def test_a_child_and_a_weapon_that_are_ticked_reach_the_crew_as_warnings_once(world):
    incident = world.incident(**QUIET)
    weighed(world, incident, "CHILD", "WEAPON", "DRINK")
    weighed(world, incident, "CHILD")

    given = [(each.number, each.kind, each.text) for each in incident.warnings.all()]
    assert given == [
        (1, "CHILD", "Child there or at risk (risk assessment)"),
        (2, "WEAPON", "Weapon there or within reach (risk assessment)"),
    ]
    world.grade(incident, "I")
    car = world.unit()
    world.assign(car, incident)
    world.wait(seconds=1)

    shown = boards.row(queries.for_board(Unit.objects.filter(pk=car.pk)).get())
    assert shown["warnings_told"] == 2


@pytest.mark.capability("C9")
def test_what_the_caller_was_told_is_kept_and_on_the_log(world):
    incident = world.incident(**QUIET)
    who = {"incident_id": incident.pk, "by": world.handler, "at": world.at}

    made = grading.assess(answers=CALM, advice=["SCENE", "PREVENTION"], **who)

    assert made.advice == ["PREVENTION", "SCENE"]
    line = incident.log.filter(kind="RISK").get().text
    assert line.endswith("Advice given: crime prevention, how to preserve the scene")
    with pytest.raises(Invalid, match="PRAYER is no advice: SCENE, PREVENTION"):
        grading.assess(answers=CALM, advice=["PRAYER"], **who)


@pytest.mark.capability("J10")
def test_hampshire_a_silent_call_with_a_marker_suggests_immediate(world):
    incident = world.incident(**QUIET)
    mark(incident, flags=[Flag.SILENT])
    assert weighed(world, incident) == {"silent"}

    warn(world, incident, "MARKER")

    assert weighed(world, incident) == {"silent", "marker", "silent_and_marker"}
    assert incident.assessments.order_by("-pk")[0].suggested_grade == "I"


@pytest.mark.capability("D3", "D5")
def test_a_domestic_call_that_was_cut_off_suggests_immediate(world):
    incident = world.incident(**QUIET, suspect_identity="SUSPECTED")
    mark(incident, ending=Ending.DROPPED)

    assert {"cut_off", "domestic_cut_off"} <= weighed(world, incident)


@pytest.mark.capability("D3", "D5")
def test_nobody_elses_call_undoes_that_hers_was_cut_off_only_her_own_voice_does(world):
    incident = world.incident(world.call("07700 900321"), **QUIET)
    mark(incident, ending=Ending.DROPPED)

    for number, is_answered, is_cut_off in (
        ("07700 900999", True, True),
        ("07700 900321", False, True),
        ("07700 900321", True, False),
    ):
        again = world.ring(number)
        Contact.objects.filter(pk=again.pk).update(answered_at=world.at if is_answered else None)
        incident.contact_links.create(contact=again, linked_at=world.at)
        assert ("cut_off" in weighed(world, incident)) == is_cut_off


@pytest.mark.capability("F3")
def test_the_second_contact_of_a_domestic_incident_in_a_night_suggests_immediate(world):
    incident = world.incident(world.call(""), suspect_identity="SUSPECTED")
    assert weighed(world, incident) == {"domestic"}
    world.at += timedelta(hours=11)
    incident.contact_links.create(contact=world.call(""), linked_at=world.at)

    assert weighed(world, incident) == {"domestic", "domestic_again_tonight"}

    world.at += timedelta(hours=2)
    assert weighed(world, incident) == {"domestic"}


@pytest.mark.capability("D2")
def test_facts_are_gathered_in_as_many_statements_however_much_is_known(
    world, django_assert_num_queries
):
    for _earlier in range(3):
        world.incident(world.call("07700 900321"), suspect_identity="SUSPECTED")
    incident = world.incident(world.call("07700 900321"), suspect_identity="SUSPECTED")
    warn(world, incident, "WEAPON")
    incident = Incident.objects.select_related("opening_code").get(pk=incident.pk)

    with django_assert_num_queries(9):
        found = known.facts(incident, CALM, at=world.at)

    assert (found.contacts_in_7_days, found.calls_tonight, found.contacts_tonight) == (3, 3, 4)
    assert (found.domestic_in_12_months, found.signs) == (3, {"WEAPON"})
