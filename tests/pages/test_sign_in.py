"""Signing in starts a duty, signing out ends it; passwords; the demonstration's seats."""

import pytest

from contactcentre.core import people
from contactcentre.core.models import Duty, Person
from contactcentre.core.people import DEMO_PASSWORD
from contactcentre.core.permissions import Role
from tests.pages.conftest import PASSWORD


@pytest.fixture
def newcomer(world, with_password):
    """A dispatcher who is not on shift yet."""
    return with_password(world.person("newcomer", Role.DISPATCHER, area=world.area))


def sign_in(client, username="newcomer", password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


def test_signing_in_puts_a_person_on_shift_at_their_desk(newcomer, client):
    answer = sign_in(client)

    assert answer["Location"] == "/"
    duty = people.duty_of(newcomer)
    assert (duty.desk, duty.command_unit_id) == ("DISPATCH", "AS")


def test_signing_out_ends_the_duty_and_the_session(newcomer, client):
    sign_in(client)

    answer = client.post("/sign-out/")

    assert answer["Location"] == "/sign-in/"
    assert people.duty_of(newcomer) is None
    assert client.get("/desk/dispatch/").status_code == 302


def test_whoever_may_not_leave_yet_is_told_why(world, enter):
    world.call()

    page = enter(world.handler).post("/sign-out/")

    assert page.status_code == 409
    assert Duty.objects.current().filter(person=world.handler).exists()


def test_a_desk_that_may_not_be_left_is_told_so_without_leaving_it(world, enter):
    world.call()

    answer = enter(world.handler).post("/sign-out/", headers={"X-Requested-With": "fetch"})

    assert answer.status_code == 409
    assert answer.json()["detail"]


def test_a_desk_is_left_by_its_script(newcomer, client):
    sign_in(client)

    assert client.post("/sign-out/", headers={"X-Requested-With": "fetch"}).status_code == 204
    assert people.duty_of(newcomer) is None


def test_a_wrong_password_is_said_and_starts_no_duty(newcomer, client):
    page = sign_in(client, password="wrong").content.decode()

    assert "Please enter a correct username and password" in page
    assert people.duty_of(newcomer) is None


def test_too_many_wrong_passwords_lock_the_name_from_this_machine(newcomer, client, settings):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        answer = sign_in(client, password="wrong")

    assert answer.status_code == 429
    assert "Too many wrong passwords" in answer.content.decode()
    assert sign_in(client).status_code == 429


def test_signing_in_never_leads_to_another_site(newcomer, client):
    assert sign_in(client, next="https://evil.example/")["Location"] == "/"


def test_whose_password_was_set_by_another_must_change_it_first(newcomer, client):
    Person.objects.filter(pk=newcomer.pk).update(must_change_password=True)
    sign_in(client)

    assert client.get("/desk/dispatch/")["Location"] == "/password/"
    assert people.duty_of(newcomer) is None

    new = "an altogether different one"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/password/", fields)["Location"] == "/"
    assert people.duty_of(newcomer).desk == "DISPATCH"
    assert client.get("/desk/dispatch/").status_code == 200


def test_the_password_that_was_given_is_not_a_new_one(newcomer, client):
    Person.objects.filter(pk=newcomer.pk).update(must_change_password=True)
    sign_in(client)

    fields = dict.fromkeys(("old_password", "new_password1", "new_password2"), PASSWORD)
    page = client.post("/password/", fields).content.decode()

    assert "This is the password you have" in page
    assert Person.objects.get(pk=newcomer.pk).must_change_password


@pytest.mark.parametrize("is_demo", [True, False])
def test_the_password_of_demonstrations_opens_nothing_outside_one(
    is_demo, newcomer, client, settings
):
    settings.DEMO = is_demo
    newcomer.set_password(DEMO_PASSWORD)
    newcomer.save()

    answer = sign_in(client, password=DEMO_PASSWORD)

    assert ("_auth_user_id" in client.session) is is_demo
    assert is_demo or "This is the password of demonstrations" in answer.content.decode()


def test_a_weak_new_password_is_refused_in_words(newcomer, client):
    sign_in(client)

    fields = {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
    page = client.post("/password/", fields).content.decode()

    assert "at least 12 characters" in page


def test_a_seat_of_the_demonstration_needs_no_password(newcomer, client, demo):
    assert "newcomer" in client.get("/sign-in/").content.decode()

    answer = client.post("/demo/sign-in/", {"username": "newcomer"})

    assert answer["Location"] == "/"
    assert people.duty_of(newcomer)


def test_there_are_no_seats_outside_a_demonstration(newcomer, client, settings):
    settings.DEMO = False

    assert "Demonstration" not in client.get("/sign-in/").content.decode()
    assert client.post("/demo/sign-in/", {"username": "newcomer"}).status_code == 404


@pytest.mark.parametrize("username", ["system", "nobody", "", "closed"])
def test_a_seat_is_only_for_the_demonstrations_people(username, world, client, demo):
    Person.objects.create(username="closed", roles=[Role.DISPATCHER], is_active=False)

    assert client.post("/demo/sign-in/", {"username": username}).status_code == 404


def test_somebody_without_an_area_signs_in_and_is_told_that_no_duty_began(
    world, client, with_password
):
    with_password(world.person("placeless", Role.DISPATCHER))

    answer = sign_in(client, username="placeless")

    assert answer["Location"] == "/"
    assert "command unit" in client.get("/desk/dispatch/").content.decode()


def test_a_window_of_its_own_knows_the_role_it_was_opened_for(world, client, demo):
    page = client.get("/sign-in/", headers={"Host": "localhost"}).content.decode()
    assert "http://dispatcher.localhost:80/sign-in/?seat=dispatcher" in page

    own = client.get("/sign-in/?seat=dispatcher", headers={"Host": "dispatcher.localhost"})

    shown = own.content.decode()
    assert own.context["seats"][0].host == "dispatcher"
    assert shown.index('aria-current="true"') < shown.index('name="password"')
    assert client.get("/sign-in/?seat=nobody").context["wanted"] == ""
