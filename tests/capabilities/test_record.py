"""What an incident keeps: first words, codes, and what was known before anybody asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from contactcentre.core.errors import NotFound, WrongState
from incidents import details, knowing, queries
from incidents.actions import results
from incidents.enums import LogKind

WORDS = "  he’s   at the door\n\tمن فضلك أسرعوا 🙏  "


@pytest.mark.capability("C4")
def test_first_words_are_kept_as_they_were_said_and_nobody_changes_them(world):
    incident = world.incident(first_words=WORDS)

    entry = incident.log.get(kind=LogKind.WORDS)
    shown = details.of(queries.with_details(world.handler).get(pk=incident.pk))
    assert (entry.text, shown["first_words"]) == (WORDS, WORDS)
    with pytest.raises(DatabaseError), transaction.atomic():
        incident.log.filter(pk=entry.pk).update(text="nothing happened")


@pytest.mark.capability("E4")
def test_an_incident_opens_with_a_code_that_there_is(world):
    with pytest.raises(NotFound, match="There is no opening code NONSENSE"):
        world.incident(opening_code="NONSENSE")


@pytest.mark.capability("E4")
def test_an_incident_closes_with_a_code_that_may_differ_and_never_without(world):
    incident, unit = world.graded("S", opening_code="BURGLARY"), world.unit()
    world.assign(unit, incident)
    for code in (5, 6, 2):
        world.press(unit, code)
    who = {"incident_id": incident.pk, "by": world.dispatcher, "at": world.at}
    with pytest.raises(WrongState, match="press Result"):
        results.close(**who)
    with pytest.raises(NotFound, match="There is no closing code DOM"):
        results.result(code="DOM", text="", **who)

    world.finish(incident, "FALSE")

    incident.refresh_from_db()
    assert (incident.opening_code.code, incident.closing_code.code) == ("BURGLARY", "FALSE")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(incident).objects.filter(pk=incident.pk).update(closing_code=None)


@pytest.mark.capability("F1", "C1")
def test_what_is_known_of_a_number_and_a_place_is_there_when_it_rings(world):
    here = world.incident(world.call("07700 900123"))
    world.at += timedelta(days=1)
    ringing = world.ring("+44 7700 900123")
    ringing.lat, ringing.lon = world.place.lat + 0.0005, world.place.lon

    known = knowing.about(ringing, person=world.handler, at=world.at)

    assert [one["reference"] for one in known["incidents"]] == [here.reference]
    assert known["incidents"][0]["why"] == "same number, within 100 m"
    assert [one["within_7_days"] for one in known["contacts"]] == [True]


@pytest.mark.capability("F1", "C1")
def test_another_number_at_the_same_place_is_known_by_the_place(world):
    here = world.incident(world.call("07700 900123"))
    ringing = world.ring("07700 900999")
    ringing.lat, ringing.lon = world.place.lat + 0.0005, world.place.lon

    [found] = knowing.about(ringing, person=world.handler, at=world.at)["incidents"]

    assert (found["reference"], found["why"]) == (here.reference, "within 100 m")


@pytest.mark.capability("F1")
def test_half_a_kilometre_away_is_another_place(world):
    world.incident(world.call("07700 900123"))
    ringing = world.ring("07700 900999")
    ringing.lat, ringing.lon = world.place.lat + 0.005, world.place.lon

    assert knowing.about(ringing, person=world.handler, at=world.at)["incidents"] == []
