"""A contact exists before anybody acts, and once only."""

from datetime import timedelta

import pytest

from contactcentre.contacts.enums import Flag, Outcome, State
from contactcentre.contacts.models import Contact
from contactcentre.core.errors import NotAllowed
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from tests.contacts.floor import NUMBER, statements
from tests.races.together import together

MOST_STATEMENTS = 6


@pytest.mark.capability("A1")
def test_a_contact_is_there_before_anybody_acts(floor):
    contact = floor.ring(number=NUMBER)

    kept = Contact.objects.get(pk=contact.pk)
    assert (kept.state, kept.number, kept.number_raw) == (State.QUEUED, "+447700900123", NUMBER)
    assert kept.reference == f"C-{kept.pk:06d}"
    assert AuditEntry.objects.filter(name="contact.received", subject_id=kept.pk).exists()


@pytest.mark.capability("A1")
def test_the_same_contact_again_changes_nothing(floor):
    first = floor.ring(source_id="one", number=NUMBER)
    floor.wait(seconds=3)
    again = floor.ring(source_id="one", number="07700 900999", text="other words")

    assert again == first
    assert (again.number, again.text, again.version) == (first.number, "", first.version)
    assert first.just_arrived
    assert not again.just_arrived
    assert Contact.objects.count() == 1


@pytest.mark.capability("A1")
def test_many_who_bring_one_contact_at_once_make_one_row(committed_floor):
    floor = committed_floor
    results = together(*[lambda: floor.ring(source_id="one")] * 8)

    assert {contact.pk for contact in results} == {Contact.objects.get().pk}
    assert [contact.just_arrived for contact in results].count(True) == 1


@pytest.mark.capability("B7")
@pytest.mark.parametrize(
    "written",
    [
        "+44 7700 900123",
        "0044 7700 900 123",
        "(0)7700/900123",
        "sip:+447700900123@bt",
        "07700900123",
    ],
)
def test_the_same_number_ringing_again_is_recognised_however_it_is_written(floor, written):
    first = floor.ring(number=NUMBER)
    floor.wait(minutes=40)
    again = floor.ring(number=written)

    assert again.previous == first
    assert again.flags == [Flag.REPEAT_CALLER]
    assert first.flags == []


@pytest.mark.capability("B7")
def test_a_number_of_yesterday_or_of_a_hoax_is_not_raised(floor):
    handler = floor.handler("ann")
    hoax = floor.answer(floor.ring(number=NUMBER), handler)
    floor.dispose(hoax, handler, Outcome.HOAX)
    floor.end(hoax, handler)
    assert floor.ring(number=NUMBER).flags == []

    floor.ring(number="07700 900555")
    floor.at += timedelta(hours=13)
    assert floor.ring(number="07700 900555").flags == []


def test_withheld_numbers_are_nobodys(floor):
    floor.ring(number="")
    floor.ring(number="anonymous")
    assert floor.ring(number="withheld").previous is None


@pytest.mark.capability("A1")
def test_who_may_not_bring_contacts_brings_none(floor):
    dispatcher = floor.person("dis", Role.DISPATCHER)
    with pytest.raises(NotAllowed, match="contact receive"):
        floor.ring(by=dispatcher)
    assert not Contact.objects.exists()


def test_receiving_takes_few_statements_whatever_the_history(floor):
    numbers = [f"0770090{n:04d}" for n in range(40)]
    for number in numbers:
        floor.ring(number=number)

    made = statements(lambda: floor.ring(number=numbers[7], connected_at=floor.at))

    assert len(made) <= MOST_STATEMENTS, "\n".join(made)


def test_clocks_of_a_contact_start_when_the_call_did(floor):
    emergency = floor.ring(connected_at=floor.at - timedelta(seconds=4))
    assert floor.clocks("contact", emergency) == [
        "answer_from_bt",
        "answer_from_ring",
        "no_disposition",
    ]
    assert floor.clocks("contact", floor.ring("101")) == ["no_disposition"]
