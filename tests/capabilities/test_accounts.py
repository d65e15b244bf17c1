"""What is heard after the incident is open: it is on the incident, and what it was on the log."""

import pytest
from django.db import Error, transaction
from django.test import Client

from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.countdowns.models import Alert
from incidents.actions import accounts
from incidents.actions.accounts import Update
from incidents.models import Incident
from incidents.places import Where

FIRST = "He is at the door"


def _tell(world, incident, *, by=None, **told) -> Incident:
    who = {"by": by or world.handler, "at": world.at}
    accounts.update(incident_id=incident.pk, told=Update(**told), **who)
    incident.refresh_from_db()
    return incident


def _last(incident) -> str:
    return incident.log.last().text


@pytest.mark.capability("E2", "C4")
def test_what_is_said_later_is_on_the_log_and_the_first_words_stay(world):
    incident = world.incident(first_words=FIRST)
    before = incident.version

    _tell(world, incident, words="He is inside now")

    assert (incident.first_words, incident.version) == (FIRST, before + 1)
    assert _last(incident) == "Said since: He is inside now"
    assert AuditEntry.objects.filter(name="incident.account_updated").count() == 1


@pytest.mark.capability("C5")
def test_another_kind_and_suspect_change_the_incident_and_say_what_it_was(world):
    incident = world.incident(opening_code="SUSPICIOUS")
    assert "DA" not in incident.tags

    told = {"suspect_identity": "SUSPECTED", "suspect_reason": "Her ex, by the voice"}
    _tell(world, incident, opening_code="DOM", vulnerable=True, **told)

    assert set(incident.tags) == {"DA", "VULN"}
    assert incident.opening_code.code == "DOM"
    assert "it is Domestic incident, it was Suspicious circumstances" in _last(incident)
    assert "partner, ex-partner or family: Her ex, by the voice”, it was “Not known”" in _last(
        incident
    )


@pytest.mark.capability("E2")
def test_the_callers_name_and_part_go_to_the_same_person(world):
    number = {"number": "07700 900123"}
    incident = world.incident(people=({"role": "CALLER", "name": "", **number},))

    _tell(world, incident, caller={"role": "VICTIM", "name": "Ann Example", **number})
    _tell(world, incident, caller={"role": "WITNESS", "name": "Bo Example", "number": "+4420700"})

    assert [(one.role, one.name) for one in incident.parties.order_by("pk")] == [
        ("VICTIM", "Ann Example"),
        ("WITNESS", "Bo Example"),
    ]
    assert "Witness “Bo Example” is in it" in _last(incident)


@pytest.mark.capability("E2")
def test_what_cannot_be_is_refused_and_changes_nothing(world):
    incident = world.incident()
    for told, refusal, words in (
        ({}, Invalid, "is on CAD .* already"),
        ({"opening_code": "DOM"}, Invalid, "is on CAD .* already"),
        ({"opening_code": "NOSUCH"}, NotFound, "no opening code NOSUCH"),
        ({"suspect_identity": "NOT_DOMESTIC"}, Invalid, "Say why this is not domestic"),
    ):
        with pytest.raises(refusal, match=words):
            _tell(world, incident, **told)
    assert incident.log.filter(kind="NOTE").count() == 0


@pytest.mark.capability("E2")
def test_a_closed_incident_is_not_changed(world):
    incident, unit = world.graded("S"), world.unit()
    world.assign(unit, incident)
    for code in (6, 2):
        world.press(unit, code)
    world.finish(incident)

    with pytest.raises(WrongState):
        _tell(world, incident, words="He is back")


@pytest.mark.capability("C5", "E2")
@pytest.mark.parametrize("identity", ["NOT_DOMESTIC", "UNKNOWN"])
def test_it_is_domestic_no_longer_only_for_a_new_reason_and_the_supervisor_hears(world, identity):
    stale = "Her ex, by the voice"
    incident = world.incident(suspect_identity="SUSPECTED", suspect_reason=stale)
    for reason, words in (("", "Say why this is not domestic"), (f" {stale.upper()}", "another")):
        with pytest.raises(Invalid, match=words):
            _tell(world, incident, suspect_identity=identity, suspect_reason=reason)
    assert "DA" in Incident.objects.get(pk=incident.pk).tags

    told = {"suspect_identity": identity, "suspect_reason": "It is the wind"}
    _tell(world, incident, **told)

    assert "DA" not in incident.tags
    alert = Alert.objects.live().get(code="NO_LONGER_DOMESTIC", subject_id=incident.pk)
    assert (alert.audience, alert.level) == ("supervisor", 1)
    assert alert.text == "No longer counts as domestic: It is the wind"
    _tell(world, incident, suspect_identity="CONFIRMED", suspect_reason="She saw him")
    assert world.alerts(incident) == []


@pytest.mark.capability("E2")
def test_that_somebody_is_vulnerable_is_taken_back_only_for_a_reason(world):
    incident = world.incident(vulnerable=True)
    for told, words in (
        ({"vulnerable": False}, "Say why nobody in it is vulnerable"),
        ({"vulnerable_reason": "She is well"}, "Say with the reason whether"),
    ):
        with pytest.raises(Invalid, match=words):
            _tell(world, incident, **told)

    _tell(world, incident, vulnerable=False, vulnerable_reason="A slip of the hand")

    assert "VULN" not in incident.tags
    assert world.alerts(incident) == ["NO_LONGER_VULNERABLE"]
    written = incident.log.filter(kind="NOTE").get().text
    assert written == "Changed: nobody in it is vulnerable now: A slip of the hand"


@pytest.mark.capability("C5")
def test_what_was_said_of_a_restricted_incident_is_in_no_alert(world):
    incident = world.incident(restricted=True, suspect_identity="CONFIRMED", by=world.supervisor)
    told = {"suspect_identity": "NOT_DOMESTIC", "suspect_reason": "It is her neighbour"}

    _tell(world, incident, by=world.supervisor, **told)

    assert "neighbour" not in Alert.objects.get(code="NO_LONGER_DOMESTIC").text


@pytest.mark.capability("H6")
@pytest.mark.parametrize("told", [{"suspect_identity": "SUSPECTED"}, {"vulnerable": True}])
def test_the_supervisor_hears_of_one_that_is_found_to_weigh_more_after_it_was_left(world, told):
    burglary = world.graded("S", opening_code="BURGLARY", location=Where(text="9 Acre Lane"))
    other, unit = world.graded("I"), world.unit()
    world.assign(unit, burglary)
    world.divert(unit, other)
    assert "UNIT_LEFT_SUPERVISOR" not in world.alerts(burglary)

    _tell(world, burglary, **told)

    alert = Alert.objects.live().get(code="UNIT_LEFT_SUPERVISOR", subject_id=burglary.pk)
    assert (alert.audience, alert.level) == ("supervisor", 1)
    assert "and a unit has left. NO UNIT for" in alert.text


@pytest.mark.capability("E2")
def test_two_who_withhold_their_numbers_are_two_people(world):
    ann, bo = ({"role": "VICTIM", "name": "Ann"}, {"role": "WITNESS", "name": "Bo"})
    incident = world.incident(people=(ann, {"role": "VICTIM", "name": "", "number": ""}))

    _tell(world, incident, caller={**bo, "number": ""})
    _tell(world, incident, caller={**ann, "number": "", "note": "Behind the door"})
    nameless = incident.parties.get(name="")
    _tell(world, incident, caller={**bo, "role": "SUSPECT", "id": nameless.pk})

    shown = [(one.role, one.name, one.note) for one in incident.parties.order_by("pk")]
    assert shown == [
        ("VICTIM", "Ann", "Behind the door"),
        ("SUSPECT", "Bo", ""),
        ("WITNESS", "Bo", ""),
    ]
    with pytest.raises(NotFound):
        _tell(world, incident, caller={**bo, "id": nameless.pk + 99})


@pytest.mark.capability("C5")
def test_a_reason_alone_is_put_beside_the_suspect_that_is_there(world):
    incident = world.incident(suspect_identity="SUSPECTED")

    _tell(world, incident, suspect_reason="By the voice")

    assert (incident.suspect_identity, incident.suspect_reason) == ("SUSPECTED", "By the voice")


@pytest.mark.capability("E2")
def test_what_was_changed_meanwhile_is_not_overwritten(world):
    incident = world.incident(opening_code="SUSPICIOUS")
    seen = incident.version
    _tell(world, incident, opening_code="DOM")
    browser = Client()
    browser.force_login(world.handler)
    path = f"/api/v1/incidents/{incident.slug}/account/"

    def say(version: int):
        stamp = {"If-Match": f'"{version}"'}
        told = {"opening_code": "BURGLARY"}
        return browser.post(path, told, content_type="application/json", headers=stamp)

    assert say(seen).status_code == 409
    incident.refresh_from_db()
    assert incident.opening_code.code == "DOM"
    assert say(incident.version).status_code == 200


@pytest.mark.capability("A8")
def test_who_calls_for_the_victim_is_a_caller_and_the_victim_is_somebody_else(world):
    nurse = {"role": "PROXY", "name": "Nurse Obi", "number": "02071883000", "relation": "nurse"}
    victim = {"role": "VICTIM", "name": "Ana", "whereabouts": "St Thomas' A&E"}
    incident = world.incident(people=(nurse, victim))

    known = {party.role: party for party in incident.parties.all()}
    assert (known["PROXY"].relation, known["PROXY"].number) == ("nurse", "+442071883000")
    assert known["VICTIM"].whereabouts == "St Thomas' A&E"


@pytest.mark.capability("A8")
def test_a_victim_nobody_has_named_yet_is_there_and_is_named_later(world):
    incident = world.incident(people=({"role": "CALLER", "number": "07700 900123"},))

    friend = {"role": "PROXY", "number": "07700 900123", "relation": "friend"}
    _tell(world, incident, caller=friend)
    assert {party.role for party in incident.parties.all()} == {"PROXY", "VICTIM"}

    _tell(world, incident, victim={"role": "VICTIM", "name": "Ana", "whereabouts": "her flat"})
    victim = incident.parties.get(role="VICTIM")
    assert (victim.name, victim.whereabouts) == ("Ana", "her flat")
    assert "is at her flat" in _last(incident)


@pytest.mark.capability("C4", "C8")
def test_how_she_sounds_stays_as_it_was_written_and_more_goes_on_the_log(world):
    incident = world.incident(demeanour="whispering", first_words=FIRST)

    _tell(world, incident, demeanour="crying", background="a man shouts", key_word="pizza")

    assert (incident.demeanour, incident.background) == ("whispering", "a man shouts")
    assert incident.key_word == "pizza"
    assert "the caller: “crying”; in the background: “a man shouts”" in _last(incident)
    for name in ("demeanour", "background", "first_words"):
        with pytest.raises(Error), transaction.atomic():
            Incident.objects.filter(pk=incident.pk).update(**{name: "calm"})
