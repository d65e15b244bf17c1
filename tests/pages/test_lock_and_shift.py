"""A locked screen that nobody looks at ends a shift; whoever unlocks it is on shift again."""

from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from incidents.actions import duty
from tests.pages.conftest import PASSWORD


def unlocked_after(browser, meanwhile) -> None:
    browser.post("/lock/")
    meanwhile()
    assert browser.post("/unlock/", {"password": PASSWORD})["Location"] == "/"


def is_on_shift(person) -> bool:
    return Duty.objects.current().filter(person=person).exists()


def test_whoever_was_on_shift_is_on_shift_again(world, enter, with_password):
    person = with_password(world.dispatcher)
    world.on_shift("colleague", Role.DISPATCHER, world.area)

    unlocked_after(enter(person), lambda: duty.sign_off(by=person, at=world.at))

    assert is_on_shift(person)


def test_whoever_was_not_on_shift_is_not_put_there(world, enter, with_password):
    person = with_password(world.dispatcher)
    world.on_shift("colleague", Role.DISPATCHER, world.area)
    browser = enter(person)
    duty.sign_off(by=person, at=world.at)

    unlocked_after(browser, lambda: None)

    assert not is_on_shift(person)
