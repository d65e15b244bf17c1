"""A locked screen that nobody looks at ends a shift, and says so; unlocking brings it back."""

from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from incidents.actions import duty
from tests.pages.conftest import PASSWORD

SCRIPT = {"X-Requested-With": "fetch"}


def unlocked_after(browser, meanwhile) -> None:
    browser.post("/lock/")
    meanwhile()
    assert browser.post("/unlock/", {"password": PASSWORD})["Location"] == "/"


def is_on_shift(person) -> bool:
    return Duty.objects.current().filter(person=person).exists()


def shift(browser) -> str:
    """Return what the lock says of the shift of its person."""
    return browser.get("/unlock/", headers=SCRIPT).json()["shift"]


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


def test_whoever_was_at_another_desk_is_on_shift_there_again(world, enter, with_password):
    both = with_password(world.person("both", Role.DISPATCHER, Role.SUPERVISOR, area=world.area))
    duty.sign_on(desk="DISPATCH", by=both, at=world.at)

    unlocked_after(enter(both), lambda: duty.sign_off(by=both, at=world.at))

    assert Duty.objects.current().get(person=both).desk == "DISPATCH"


def test_a_second_window_that_locks_later_forgets_no_shift(world, enter, with_password):
    person = with_password(world.dispatcher)
    world.on_shift("colleague", Role.DISPATCHER, world.area)
    browser = enter(person)

    def meanwhile():
        duty.sign_off(by=person, at=world.at)
        browser.post("/lock/")

    unlocked_after(browser, meanwhile)

    assert is_on_shift(person)


def test_the_lock_says_how_the_shift_stands_and_what_unlocking_does(world, enter, with_password):
    person = with_password(world.dispatcher)
    world.on_shift("colleague", Role.DISPATCHER, world.area)
    browser = enter(person)
    browser.post("/lock/")
    assert "You are still on shift at the desk Dispatch" in shift(browser)
    assert "as soon as somebody else can have what is yours" in shift(browser)

    duty.sign_off(by=person, at=world.at)

    assert "What was yours has passed on." in shift(browser)
    assert "ended at 14 Mar 2026" in shift(browser)
    assert "Unlocking puts you on shift again" in shift(browser)
    assert "Unlocking puts you on shift again" in browser.get("/unlock/").content.decode()


def test_whoever_unlocks_is_told_that_the_shift_had_ended(world, enter, with_password):
    person = with_password(world.dispatcher)
    world.on_shift("colleague", Role.DISPATCHER, world.area)
    browser = enter(person)
    browser.post("/lock/")
    duty.sign_off(by=person, at=world.at)

    answer = browser.post("/unlock/", {"password": PASSWORD}, headers=SCRIPT)

    assert "Behind the locked screen your shift at the desk Dispatch ended" in answer.json()["said"]
    assert "You are on shift again" in answer.json()["said"]


def test_on_the_page_without_a_script_it_is_told_at_the_desk(world, enter, with_password):
    person = with_password(world.dispatcher)
    world.on_shift("colleague", Role.DISPATCHER, world.area)
    browser = enter(person)

    unlocked_after(browser, lambda: duty.sign_off(by=person, at=world.at))

    assert "Behind the locked screen your shift" in browser.get("/desk/dispatch/").content.decode()
