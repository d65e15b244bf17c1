"""The caller of an incident whose unit was sent elsewhere hears of it (H9)."""

import pytest
from django.db import connection

from contactcentre.contacts.enums import Flag
from contactcentre.contacts.models import Contact, OutboundMessage, RingBack
from contactcentre.core.errors import NotAllowed
from contactcentre.countdowns import queries
from dispatch.actions import assignments
from dispatch.models import Divert
from incidents.actions import accounts, telling
from incidents.actions.accounts import Update
from incidents.models import Incident

pytestmark = pytest.mark.capability("H9")


def test_her_mobile_gets_a_text_that_is_written_with_the_divert_and_sent_after(
    world, diverted, told
):
    first = diverted()
    assert told.texts(first) == ["DIVERTED QUEUED"]

    world.send_texts()

    assert told.texts(first) == ["DIVERTED DELIVERED"]
    assert told.rings(first) == []
    assert "Text to the caller delivered" in told.log(first)


def test_the_text_says_nothing_that_another_may_not_read(world, diverted, told):
    first = diverted(summary="Her ex-husband bangs on the door")
    text = told.text(first).text

    for word in ("Acre", "police", first.reference, "door", "Lambeth", "PC2", "stabbing"):
        assert word.lower() not in text.lower()
    assert "999" in text


@pytest.mark.parametrize(
    ("opening", "because"),
    [
        ({"suspect_identity": "SUSPECTED"}, "DOMESTIC"),
        ({"suspect_identity": "CONFIRMED"}, "DOMESTIC"),
        ({"restricted": True}, "RESTRICTED"),
    ],
)
def test_whose_telephone_another_may_read_is_rung_back_at_once(diverted, told, opening, because):
    first = diverted(**opening)

    assert told.texts(first) == []
    assert told.rings(first) == [f"{because} WAITING"]
    assert "is to be rung back by 22:10" in told.log(first)


@pytest.mark.parametrize(
    ("number", "because"),
    [("020 7946 0123", "NO_MOBILE"), ("", "NO_NUMBER"), ("+33 6 12 34 56 78", "NO_MOBILE")],
)
def test_a_caller_without_a_mobile_is_rung_back(diverted, told, number, because):
    assert told.rings(diverted(number)) == [f"{because} WAITING"]


def test_who_once_asked_not_to_be_texted_is_rung_whenever_they_call(world, diverted, told):
    earlier = world.graded("S")
    telling.do_not_text(incident_id=earlier.pk, by=world.handler, at=world.at)

    assert told.rings(diverted()) == ["DO_NOT_TEXT WAITING"]
    assert told.texts(diverted("07700 900456")) == ["DIVERTED QUEUED"]


def test_a_contact_known_as_domestic_before_anybody_spoke_gets_no_text(world, told):
    contact = world.call()
    first = world.incident(contact)
    world.grade(first, "S")
    Contact.objects.filter(pk=contact.pk).update(flags=[Flag.DOMESTIC])
    unit = world.unit()
    world.assign(unit, first)
    world.divert(unit, to=world.graded("I"))

    assert told.rings(first) == ["DOMESTIC WAITING"]


def test_one_who_is_not_to_be_texted_any_more_is_rung_instead(world, diverted, told):
    first = diverted()

    telling.do_not_text(incident_id=first.pk, by=world.handler, at=world.at)

    assert told.texts(first) == ["DIVERTED FAILED"]
    assert told.rings(first) == ["DO_NOT_TEXT WAITING"]
    assert world.send_texts() == 0


def test_a_text_that_waits_is_not_sent_once_it_is_domestic(world, diverted, told):
    first = diverted()
    suspected = Update(suspect_identity="SUSPECTED", suspect_reason="It may be her ex-husband")

    accounts.update(incident_id=first.pk, told=suspected, by=world.handler, at=world.at)

    assert told.texts(first) == ["DIVERTED FAILED"]
    assert told.rings(first) == ["DOMESTIC WAITING"]
    assert world.send_texts() == 0


def test_a_second_divert_is_another_fact_and_one_call_tells_both(world, diverted, told):
    first = diverted(suspect_identity="SUSPECTED")
    by_when = told.ring_back(first).due_at
    world.wait(minutes=2)
    unit = world.unit("PC99")
    world.assign(unit, first)
    world.divert(unit, to=world.graded("I"), by=world.supervisor)

    assert told.rings(first) == ["DOMESTIC WAITING"]
    assert told.ring_back(first).due_at == by_when


def test_one_fact_is_told_once(world, diverted, told):
    first = diverted()
    incident = Incident.objects.held(first.pk)
    about = {"happened_at": world.at, "by": world.dispatcher, "at": world.at}

    telling.tell(incident, "DIVERTED", **about)

    assert told.texts(first) == ["DIVERTED QUEUED"]


def test_while_other_units_come_nobody_is_alarmed_by_a_text(world, told):
    first, second = world.graded("S"), world.graded("I")
    one, other = world.unit("PC12"), world.unit("PC13")
    world.assign(one, first)
    world.assign(other, first)

    world.divert(one, to=second)

    assert told.texts(first) == []


def test_a_divert_is_made_even_where_the_telling_breaks(world, told):
    """The targets of ring-backs are gone: nobody can be told, and the unit goes all the same."""
    first, second = world.graded("S", suspect_identity="SUSPECTED"), world.graded("I")
    unit = world.unit()
    world.assign(unit, first)
    queries.forget_policies()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM countdowns_policy WHERE kind = 'ring_the_caller'")
        cursor.execute("SET session_replication_role = origin")

    world.divert(unit, to=second)

    first.refresh_from_db()
    assert first.left_at
    assert Divert.objects.exists()
    assert told.rings(first) == []
    assert world.alerts(first) == ["REASSESS_DUE", "UNIT_LEFT", "UNIT_LEFT_SUPERVISOR"]
    assert "ring the caller now" in told.log(first)
    world.note(first, "The log goes on")


def test_that_a_unit_cannot_come_is_told_as_well(world, told):
    incident = world.graded("S")
    unit = world.unit()
    world.assign(unit, incident)

    reason = {"reason": "Puncture", "by": world.dispatcher, "at": world.at}
    assignments.unable(unit_id=unit.pk, **reason)

    assert told.texts(incident) == ["LEFT QUEUED"]


def test_a_divert_that_is_refused_tells_nobody(world):
    first, second = world.graded("S"), world.graded("E")
    unit = world.unit()
    world.assign(unit, first)

    with pytest.raises(NotAllowed, match="not more urgent"):
        world.divert(unit, to=second)

    assert not OutboundMessage.objects.exists()
    assert not RingBack.objects.exists()
