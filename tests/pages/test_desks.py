"""Each page opens for the roles that have it, and refuses the others in words."""

import pytest

from contactcentre.core.models import Person
from contactcentre.core.permissions import Role

OPEN = 200
SUPERVISORS = {Role.SUPERVISOR, Role.DUTY_OFFICER}
FLOOR = SUPERVISORS | {Role.CALL_HANDLER, Role.DISPATCHER}
PAGES = {
    "/desk/calls/": SUPERVISORS | {Role.CALL_HANDLER},
    "/desk/dispatch/": SUPERVISORS | {Role.DISPATCHER},
    "/desk/supervisor/": SUPERVISORS,
    "/desk/payloads/": SUPERVISORS,
    "/demo/": FLOOR,
    "/help/": set(Role),
    "/password/": set(Role),
    "/unlock/": set(Role),
}
FIRST = {
    Role.CALL_HANDLER: "/desk/calls/",
    Role.DISPATCHER: "/desk/dispatch/",
    Role.SUPERVISOR: "/desk/supervisor/",
    Role.DUTY_OFFICER: "/desk/supervisor/",
    Role.ADMINISTRATOR: "/admin/",
}


@pytest.fixture
def one_of(world):
    """Return a function that makes somebody of a role."""
    return lambda role: Person.objects.create(username=f"one-{role}", roles=[role])


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_for_its_roles_and_refuses_the_others(path, role, one_of, enter, demo):
    answer = enter(one_of(role)).get(path)

    if role in PAGES[path]:
        assert answer.status_code == OPEN
    else:
        assert answer.status_code == 403
        assert "Your role does not include" in answer.content.decode()


@pytest.mark.parametrize("path", [*PAGES, "/", "/desk/incidents/1-14MAR26/"])
def test_a_stranger_is_sent_to_the_sign_in_page(path, client, world):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in/?next={path}"


@pytest.mark.parametrize(("role", "desk"), FIRST.items())
def test_everybody_starts_at_the_desk_of_their_role(role, desk, one_of, enter):
    answer = enter(one_of(role)).get("/")

    assert answer["Location"] == desk


def test_a_role_without_a_desk_is_told_so(one_of, enter):
    page = enter(one_of(Role.CREW)).get("/").content.decode()

    assert "There is no desk for your role here" in page


def test_a_reviewer_starts_at_the_divert_list(one_of, enter):
    assert enter(one_of(Role.REVIEWER)).get("/")["Location"] == "/desk/diverts/"


def test_somebody_with_several_roles_starts_at_the_most_responsible_desk(world, enter):
    both = Person.objects.create(username="both", roles=[Role.CALL_HANDLER, Role.SUPERVISOR])

    assert enter(both).get("/")["Location"] == "/desk/supervisor/"


@pytest.mark.parametrize("path", ["/desk/calls/", "/desk/dispatch/", "/desk/supervisor/"])
def test_a_desk_is_drawn_in_few_queries_whatever_the_history(
    path, world, enter, django_assert_max_num_queries
):
    world.graded("S")
    browser = enter(world.supervisor)
    browser.get(path)

    with django_assert_max_num_queries(8):
        browser.get(path)


@pytest.mark.parametrize("path", ["/desk/calls/", "/desk/dispatch/", "/desk/supervisor/"])
def test_every_desk_has_the_same_frame(path, world, enter):
    page = enter(world.supervisor).get(path).content.decode()

    for part in ("Command line", 'id="alerts"', 'id="pulse"', 'id="sweep"', 'id="foot-lost"'):
        assert part in page
    assert "GMT" in page


def test_the_ribbon_is_on_every_page_of_a_demonstration(world, enter, demo):
    words = "This is not an emergency service. In an emergency ring 999."

    for path in ("/desk/calls/", "/desk/supervisor/", "/help/", "/nowhere/"):
        assert words in enter(world.supervisor).get(path).content.decode()


def test_there_is_no_ribbon_and_no_tray_outside_a_demonstration(world, enter, settings):
    settings.DEMO = False
    browser = enter(world.handler)

    assert "not an emergency service" not in browser.get("/desk/calls/").content.decode()
    assert browser.get("/demo/").status_code == 404


def test_robots_are_turned_away(client):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /" in answer.content.decode()
