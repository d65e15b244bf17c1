"""Who may do what is one page, and nothing on it is for nobody."""

from contactcentre.core.permissions import GRANTS, WORDS, Permission, Role, granted


def test_every_role_may_do_something_and_every_permission_is_somebodys():
    assert set(GRANTS) == set(Role)
    assert all(GRANTS.values())
    assert granted(Role) == set(Permission)


def test_every_permission_has_words_for_whoever_lacks_it():
    assert set(WORDS) == set(Permission)


def test_no_administrator_works_at_a_desk_by_being_one():
    assert GRANTS[Role.ADMINISTRATOR] == {Permission.ADMIN_PEOPLE, Permission.ADMIN_REFERENCE}


def test_a_crew_and_a_gateway_send_nobody():
    assert Permission.UNIT_DISPATCH not in granted([Role.CREW, Role.GATEWAY])
