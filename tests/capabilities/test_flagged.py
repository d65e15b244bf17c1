"""A caller says "my number is flagged": the truth is recorded, read out, and can be mended."""

from datetime import date

import pytest

from contactcentre.contacts import queries
from contactcentre.contacts.actions import intake
from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from incidents import knowing
from incidents.actions import flagged, markers
from incidents.actions.markers import Withdrawal
from incidents.actions.subjects import Subject
from incidents.models import Incident

pytestmark = pytest.mark.capability("J9")
NUMBER = "07700 900123"


@pytest.fixture
def call(world):
    """The call in which she says that her number is flagged."""
    return world.call(NUMBER)


@pytest.fixture
def check(world, call):
    """Return a function that looks what is true for the caller, or a number they name."""

    def looked(**said):
        return flagged.check(contact_id=call.pk, by=world.handler, at=world.at, **said)

    return looked


def enter(world, **about):
    subject = Subject(**(about or {"number": NUMBER}))
    days = {"live_from": date(2026, 1, 3)}
    who = {"by": world.supervisor, "at": world.at}
    return markers.enter(subject=subject, text="Treat as urgent", **days, **who)


def withdraw(world, marker, informed):
    told = {"victim_informed": informed, "informed_how": "-", "withdrawn_on": date(2026, 1, 9)}
    who = {"by": world.supervisor, "at": world.at}
    markers.withdraw(marker_id=marker.pk, given=Withdrawal("Ended", **told), **who)


def test_a_live_marker_is_confirmed(world, check):
    withdraw(world, enter(world), "YES")
    enter(world)

    made = check()

    assert made.found == "LIVE"
    assert made.sentence == "Yes: there is a marker on your number, since 3 Jan 2026. It is live."
    with pytest.raises(WrongState, match="nothing to ask for"):
        flagged.ask(check_id=made.pk, by=world.handler, at=world.at)


@pytest.mark.parametrize(
    ("informed", "said"),
    [
        ("NO", "you were not told; I am sorry"),
        ("ATTEMPTED", "we could not reach you; I am sorry"),
        ("YES", "you were told"),
    ],
)
def test_she_hears_that_it_was_withdrawn_and_what_she_was_told_of_it(world, check, informed, said):
    withdraw(world, enter(world), informed)

    made = check()

    assert made.found == "WITHDRAWN"
    ended = "No: the marker on your number was withdrawn on 9 Jan 2026"
    assert made.sentence.startswith(f"{ended}, and our record says that {said}")


def test_a_neighbours_marker_is_not_hers(world, check):
    enter(world, number="07700 900999")

    assert check().sentence.startswith("No: there is no marker on your number.")


def test_another_number_that_she_names_is_looked_for(world, check):
    enter(world, number="+44 7700 900999")

    assert check(number="0044 7700/900999").found == "LIVE"
    with pytest.raises(Invalid, match="Ask for the number"):
        check(number="my mother's")


def test_without_a_number_it_has_to_be_asked_for(world):
    withheld = world.call("")

    with pytest.raises(Invalid, match="No number is known"):
        flagged.check(contact_id=withheld.pk, by=world.handler, at=world.at)


def test_a_marker_is_asked_for_until_a_supervisor_answers(world, call, check):
    made, who = check(), {"by": world.handler, "at": world.at}
    flagged.ask(check_id=made.pk, **who)
    assert world.alerts(call) == ["MARKER_ASKED"]
    told = knowing.about(call, person=world.handler, at=world.at)["told"]
    assert (told["sentence"], bool(told["asked_at"])) == (made.sentence, True)
    with pytest.raises(WrongState, match="asked already"):
        flagged.ask(check_id=made.pk, **who)
    with pytest.raises(NotAllowed):
        flagged.answer(check_id=made.pk, text="Entered", **who)

    who = {"by": world.supervisor, "at": world.at}
    flagged.answer(check_id=made.pk, text="Entered, M-000002; I ring her", **who)

    assert world.alerts(call) == []
    with pytest.raises(WrongState, match="answered already: Entered"):
        flagged.answer(check_id=made.pk, text="No", **who)
    names = AuditEntry.objects.filter(subject="incidents.markercheck").order_by("pk")
    assert [each.name for each in names] == [
        "marker.checked",
        "marker.asked_for",
        "marker.answered",
    ]


def test_the_log_of_her_incident_says_what_she_was_told(world, call, check):
    incident = world.incident(call)

    made = check()
    flagged.ask(check_id=made.pk, by=world.handler, at=world.at)

    told = [entry.text for entry in incident.log.filter(kind="CONTACT").order_by("seq")]
    assert told[-2:] == [
        f"Asked whether the number is flagged. Told: {made.sentence}",
        "A supervisor was asked for a marker on the number.",
    ]


def test_nobody_answers_what_nobody_asked_for(world, check):
    with pytest.raises(NotFound):
        flagged.answer(check_id=check().pk, text="x", by=world.supervisor, at=world.at)


def test_who_has_the_call_hears_the_truth_whoever_may_see_its_incident(world, call, check):
    incident = world.opened(call)
    Incident.objects.filter(pk=incident.pk).update(restricted=True)
    asked = check()
    assert incident.log.last().text.startswith("Asked whether the number is flagged. Told: No:")
    flagged.ask(check_id=asked.pk, by=world.handler, at=world.at)
    Incident.objects.filter(pk=incident.pk).update(restricted=False)

    elsewhere = world.person("camden", Role.SUPERVISOR, area=world.elsewhere)
    flagged.answer(check_id=asked.pk, text="Entered", by=elsewhere, at=world.at)

    assert world.alerts(call) == []


@pytest.mark.capability("B1", "F7")
def test_whoever_has_a_live_marker_goes_before_others_of_their_class(world):
    marker = enter(world, handle="anna.k")
    enter(world)
    first, hers, message = world.ring("07700 900456"), world.ring(NUMBER), world.ring("", "101")
    assert list(queries.waiting()) == [hers, first, message]
    named = {"source": "test", "channel": "INSTAGRAM", "handle": "anna.k", "received_at": world.at}
    who = {"by": world.system, "at": world.at}
    assert intake.receive(source_id="m1", **named, **who).flags == ["MARKER"]

    withdraw(world, marker, "YES")

    assert intake.receive(source_id="m2", **named, **who).flags == []
