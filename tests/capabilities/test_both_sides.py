"""In no roundabout way is a suspect made a victim, or what is hidden told (F6)."""

import pytest

from contactcentre.core.errors import WrongState
from contactcentre.countdowns.models import Alert
from incidents.actions import accounts, identities
from incidents.actions.accounts import Update

pytestmark = pytest.mark.capability("F6")
HERS, LANDLINE = "07700 900123", "020 7946 0018"


@pytest.fixture
def confirm(world):
    """Return a function that says, as the handler or somebody else, that two are one person."""

    def say(one, other, by=None, **more):
        who = {"by": by or world.handler, "at": world.at}
        return identities.confirm(one=one, other=other, why="She says so", **more, **who)

    return say


def named(world, *roles, **more):
    """Return those whom a new incident names, each with the landline of the house."""
    people = [{"role": role, "name": f"{role} of it", "number": LANDLINE} for role in roles]
    return list(world.incident(world.call(), people=people, **more).parties.order_by("pk"))


def key(party):
    return f"PERSON:{party.pk}"


def test_who_becomes_the_suspect_is_no_victim_of_the_same_incident_unnoticed(world, confirm):
    victim, witness = named(world, "VICTIM", "WITNESS")
    [elsewhere] = named(world, "CALLER")
    with pytest.raises(WrongState, match="one incident names are two people"):
        confirm(key(victim), key(witness))
    confirm(key(victim), key(elsewhere))
    with pytest.raises(WrongState, match="one incident names are two people"):
        confirm(key(witness), key(elsewhere))

    for role in ("WITNESS", "SUSPECT"):
        told = Update(caller={"id": elsewhere.pk, "role": role})
        about = elsewhere.incident_id
        accounts.update(incident_id=about, told=told, by=world.handler, at=world.at)
        alerts = Alert.objects.live().filter(code="BOTH_SIDES_JOINED", subject_id=about)
        assert alerts.count() == (role == "SUSPECT")


def test_a_number_that_a_suspect_gives_is_the_victims_only_by_express_word(world, confirm):
    named(world, "SUSPECT")
    hidden = {"role": "SUSPECT", "name": "A B", "number": HERS}
    world.incident(world.call(), people=(hidden,), restricted=True)
    [victim] = named(world, "VICTIM")
    pair = (key(victim), f"NUMBER:{LANDLINE}")

    with pytest.raises(WrongState, match="of a suspect and a victim"):
        confirm(*pair)
    confirm(*pair, is_both_sides=True)

    world.ring(HERS)
    camden = world.person("camden", *world.handler.roles)
    [other] = named(world, "VICTIM")
    with pytest.raises(WrongState, match="Something that you may not see"):
        confirm(key(other), f"NUMBER:{HERS}", by=camden, is_both_sides=True)


def test_a_refusal_tells_of_no_hidden_record_and_keeps_nobody_from_joining_what_they_see(
    world, confirm
):
    hers, sisters, hidden = (f"NUMBER:{each}" for each in (HERS, "07700 900888", "07700 900999"))
    world.incident(world.call("07700 900999"), restricted=True)
    for number in (HERS, "07700 900888"):
        world.ring(number)
    camden = world.person("camden", *world.handler.roles)
    for seen in (hers, sisters):
        confirm(seen, hidden, by=world.supervisor)

    with pytest.raises(WrongState, match="Something that you may not see stands against it"):
        identities.reject(one=hers, other=sisters, by=camden, at=world.at)
    confirm(hers, sisters, by=camden)
    with pytest.raises(WrongState, match="one person already"):
        confirm(sisters, hers, by=camden)
