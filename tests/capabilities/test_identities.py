"""Who is the same person is proposed with reasons, said by a person, and taken back whole (F6)."""

from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contactcentre.contacts.actions import intake
from contactcentre.contacts.models import Contact
from contactcentre.core.errors import Invalid, NotAllowed, NotFound, Refused, WrongState
from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from incidents import identities, keys, knowing, narrative
from incidents.actions import identities as saying
from incidents.models import IdentityLink

pytestmark = pytest.mark.capability("F6")
HERS, SISTERS, LANDLINE = "07700 900123", "07700 900888", "020 7946 0018"
# The history of the links themselves, and of who did what.
HISTORY = {"incidents_identitylink", "core_auditentry", "core_auditseal"}


@pytest.fixture
def said(world):
    """Return a function that says, as the handler, that two keys are one person's, or are not."""

    def say(one, other, *, act=saying.confirm, by=None, **more):
        return act(one=one, other=other, by=by or world.handler, at=world.at, **more)

    return say


@pytest.fixture
def panel(world):
    """Return a function that shows what is known when a number rings, or of a contact."""

    def show(contact, by=None, **more):
        return knowing.about(contact, person=by or world.handler, at=world.at, **more)

    return show


def undo(world, made, by=None):
    return saying.undo(link_id=made.pk, by=by or world.handler, at=world.at)


def of(party):
    return keys.person(party.pk)


def story(world, by=None, **asked):
    sought = narrative.sought_for(**asked)
    return narrative.of(sought, person=by or world.handler, at=world.at)


def an_incident(world, number, role, name, **more):
    person = {"role": role, "name": name, "number": more.pop("gave", number)}
    return world.incident(world.call(number), people=(person,), **more)


def a_message(world, handle):
    about = {"source": "test", "source_id": f"message-{next(world.count)}"}
    about |= {"channel": "INSTAGRAM", "handle": handle, "received_at": world.at}
    return intake.receive(**about, by=world.system, at=world.at)


def dump(but: set[str]) -> list[tuple]:
    """Return every row of every table to the byte, but for some tables."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - but)
        each = " UNION ALL ".join(
            f"SELECT '{name}' AS of, t::text AS said FROM {name} AS t"  # noqa: S608
            for name in tables
        )
        cursor.execute(f"{each} ORDER BY of, said")
        return cursor.fetchall()


@pytest.fixture
def people(world, panel):
    """Two calls and a message of one woman, her partner, and a landline of them both."""
    first = an_incident(world, HERS, "VICTIM", "Anna Kovács")
    world.at += timedelta(days=1)
    second = an_incident(world, SISTERS, "VICTIM", "Kovacs Anna", gave=LANDLINE)
    suspect = an_incident(world, LANDLINE, "SUSPECT", "Mark Webb", opening_code="VIOLENCE")
    a_message(world, "anna.k")
    parties = [each.parties.get() for each in (first, second, suspect)]
    told = [keys.read(f"NUMBER:{each}") for each in (HERS, SISTERS, LANDLINE)]
    return [*map(of, parties), *told, "HANDLE:anna.k"]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from("SSSNU"), st.integers(0, 6), st.integers(0, 6)),
        min_size=3,
        max_size=12,
    ),
    order=st.integers(0, 1000),
)
def test_whatever_was_said_and_taken_back_leaves_every_row_as_it_was(
    world, people, said, panel, steps, order
):
    ringing = Contact.objects.filter(number="+447700900123").first()

    def shown():
        asked = ({"number": HERS}, {"number": LANDLINE}, {"handle": "anna.k"})
        return panel(ringing, name="Anna Kovács"), [story(world, **each) for each in asked]

    with transaction.atomic():
        before, screens = dump(HISTORY), shown()
        for step in steps:
            with suppress(Refused):
                _take(world, people, said, step)
            _check_never_false(people)
        assert dump(HISTORY) == before

        left = list(IdentityLink.objects.standing())
        Random(order).shuffle(left)  # noqa: S311
        for made in left:
            undo(world, made)

        assert dump(HISTORY) == before
        assert shown() == screens
        transaction.set_rollback(True)


def _take(world, people, said, step):
    what, one, other = step
    standing = IdentityLink.objects.standing().order_by("pk")
    if what != "U":
        act = saying.confirm if what == "S" else saying.reject
        said(people[one], people[other], act=act, why="She says so")
    elif standing:
        undo(world, standing[one % len(standing)])


def _check_never_false(people):
    """Nobody is one with whom they were said not to be; no suspect is a victim unasked."""
    assert not identities.joined([people[2]]) & {people[0], people[1]}
    for apart in IdentityLink.objects.standing().filter(verdict="NOT_SAME"):
        assert apart.other not in identities.joined([apart.one])


def test_two_numbers_of_one_woman_are_proposed_confirmed_and_read_together(
    world, people, said, panel
):
    ringing = world.ring(HERS)
    [row] = panel(ringing, name="Anna Kovacs")["people"]

    first, second = row["proposals"]
    assert first["key"] == people[0]
    assert first["reasons"][1].endswith("which others may use, too")
    assert second["reasons"] == ("same name: Kovacs Anna",)
    assert SISTERS not in str(story(world, number=HERS))
    for each in row["proposals"]:
        said(row["key"], each["key"], called="Anna Kovacs")

    [row] = panel(ringing)["people"]
    assert len(row["same_as"]) == 2
    assert [each["reasons"] for each in row["links"]][1] == ["same name: Kovacs Anna"]
    [landline] = row["proposals"]
    assert landline["key"] == people[5]
    assert "same person, as somebody has said" in str(panel(ringing)["incidents"])
    lines = story(world, number=HERS)
    assert [line for line in lines if line["kind"] == "CONTACT"][1:]
    hers = story(world, people=keys.party_ids([people[1]]))
    assert [line["words"] for line in hers] == [line["words"] for line in lines]
    names = AuditEntry.objects.filter(name="identity.confirmed")
    assert names.count() == 2


def test_a_shared_number_confirms_nothing_and_what_was_said_apart_stays_apart(
    world, people, said, panel
):
    ringing = world.ring(LANDLINE)

    assert panel(ringing)["people"] == []
    apart = said(people[5], people[2], act=saying.reject)
    said(people[5], people[1], why="She says that it is hers", is_both_sides=True)
    [row] = panel(ringing)["people"]
    assert [each["id"] for each in row["apart"]] == [apart.pk]
    with pytest.raises(WrongState, match="Handler has said that they are not the same person"):
        said(people[1], people[2], why="One")
    with pytest.raises(WrongState, match="Take that back first"):
        said(people[1], people[5], act=saying.reject)
    undo(world, apart)
    with pytest.raises(WrongState, match="has taken it back already"):
        undo(world, apart)


def test_a_suspect_and_a_victim_are_one_only_by_express_word_and_never_of_one_incident(
    world, people, said, panel
):
    with pytest.raises(WrongState, match="of a suspect and a victim"):
        said(people[1], people[2], why="He says so")
    with pytest.raises(WrongState, match="of a suspect and a victim"):
        said(people[1], people[2], is_both_sides=True)
    him = {"role": "SUSPECT", "name": "Mark Webb"}
    both = world.incident(
        world.call("07700 900666"), people=(him, {"role": "VICTIM", "name": "A B"})
    )
    suspect, victim = both.parties.order_by("pk")

    with pytest.raises(WrongState, match="one incident names are two people"):
        said(of(suspect), of(victim), why="x", is_both_sides=True)
    said(people[1], people[2], why="Counter-allegation", is_both_sides=True)

    [row] = [each for each in panel(world.ring(SISTERS), name="Anna Kovacs")["people"]]
    assert all(each["key"] not in people[1:3] for each in row["proposals"])


def test_a_chain_in_a_ring_is_one_person_and_too_long_a_one_is_refused(world, said, panel):
    numbers = [f"07700 9{n:05}" for n in range(identities.MOST + 1)]
    for number in numbers:
        world.ring(number)
    chain = [keys.read(f"NUMBER:{number}") for number in numbers]
    made = [said(*pair, why="Her telephones") for pair in zip(chain[:4], chain[1:5], strict=True)]
    ringing = world.ring(numbers[0])
    with CaptureQueriesContext(connection) as few:
        panel(ringing)
    with pytest.raises(WrongState, match="one person already"):
        said(chain[4], chain[0], why="Again")
    for pair in zip(chain[4:-2], chain[5:-1], strict=True):
        said(*pair, why="Her telephones")

    with CaptureQueriesContext(connection) as many:
        [row] = panel(ringing)["people"]

    assert len(row["same_as"]) == identities.MOST - 1
    assert len(many) == len(few)
    with pytest.raises(WrongState, match="at most 20 are joined"):
        said(chain[-1], chain[0], why="One more")
    undo(world, made[0])
    assert identities.joined([chain[0]]) == {chain[0]}


def test_nothing_is_told_of_what_somebody_may_not_see(world, people, said, panel):
    secret = an_incident(world, "07700 900999", "VICTIM", "Anna Kovács", restricted=True)
    hidden, other = of(secret.parties.get()), keys.read("NUMBER:07700 900999")
    camden = world.person("camden", *world.handler.roles)
    ringing = world.ring(HERS)
    asked = {"by": camden, "name": "Anna Kovács"}
    before = panel(ringing, **asked)["people"]
    assert hidden not in str(before)
    for one, two in ((people[3], hidden), (hidden, other), (hidden, people[1]), (other, people[4])):
        said(one, two, why="The same", by=world.supervisor)

    assert panel(ringing, **asked)["people"] == before
    assert secret.contact_links.get().contact.reference not in str(
        story(world, camden, number=HERS)
    )
    assert "900999" not in str(panel(ringing, **asked))
    for key in (hidden, other):
        with pytest.raises(NotFound):
            said(key, people[6], why="One", by=camden)
    [row] = panel(ringing, by=world.supervisor)["people"]
    assert len(row["same_as"]) == 4
    accused = an_incident(world, "07700 900998", "SUSPECT", "A B", restricted=True)
    said(people[6], of(accused.parties.get()), why="He writes by it", by=world.supervisor)
    with pytest.raises(WrongState, match="Something that you may not see stands against it"):
        said(people[6], people[0], why="She writes by it", by=camden)


def test_only_a_person_says_so_and_only_with_something_that_speaks_for_it(world, people, said):
    with pytest.raises(Invalid, match="Say why they are the same person"):
        said(people[0], people[6])
    world.handler.is_service = True
    with pytest.raises(NotAllowed, match="Only a person says"):
        said(people[0], people[1])
    crew = world.person("crew", Role.CREW)
    with pytest.raises(NotAllowed):
        said(people[0], people[1], by=crew)
