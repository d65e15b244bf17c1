"""What is heard after the incident is open: it is on the incident, and what it was on the log."""

import pytest

from contactcentre.core.errors import Invalid, NotFound, WrongState
from contactcentre.core.models import AuditEntry
from incidents.actions import accounts
from incidents.actions.accounts import Update
from incidents.models import Incident

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
