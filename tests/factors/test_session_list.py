"""Where somebody is signed in: shown to them alone, and ended one by one or all but this one."""

import re

import pytest
from django.test import Client

from contactcentre.core.models import AuditEntry
from contactcentre.core.permissions import Role
from tests.factors.conftest import is_in, sign_in, with_password

pytestmark = pytest.mark.capability("N3")
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0"


@pytest.fixture
def browsers(dora) -> tuple[Client, Client]:
    """Two browsers of one person."""
    here = Client(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT=FIREFOX)
    there = Client(REMOTE_ADDR="192.0.2.8", HTTP_USER_AGENT=EDGE)
    for each in (here, there):
        sign_in(browser=each)
    return here, there


def test_it_says_since_when_from_where_and_in_which_browser(browsers):
    here, there = browsers

    page = here.get("/account/sessions/").content.decode()

    assert page.index("Edge on Windows") < page.index("Firefox on Linux") < page.index("this one")
    assert "from 192.0.2.8" in page
    for each in browsers:
        assert each.session.session_key not in page


def test_one_is_ended_and_the_others_stay(browsers):
    here, there = browsers
    page = here.get("/account/sessions/").content.decode()
    [name] = re.findall(r'name="session" value="(\w+)"', page)

    here.post("/account/sessions/end/", {"session": name})

    assert there.get("/api/v1/me/").status_code == 401
    assert here.get("/api/v1/me/").status_code == 200
    assert "1 session was ended" in here.get("/account/sessions/").content.decode()
    assert AuditEntry.objects.get(name="person.sessions_ended").detail == {"number": 1}


def test_all_others_are_ended_and_this_one_stays(browsers, dora):
    here, there = browsers
    third = sign_in()[0]

    here.post("/account/sessions/end/", {"others": "1"})

    assert [each.get("/api/v1/me/").status_code for each in (there, third)] == [401, 401]
    assert dora.sessions.get().session_key == here.session.session_key


def test_nobody_sees_or_ends_somebody_elses(browsers, world):
    here, _there = browsers
    names = re.findall(
        r'name="session" value="(\w+)"', here.get("/account/sessions/").content.decode()
    )
    with_password(world.person("carys", Role.DISPATCHER, area=world.area))
    other = sign_in("carys")[0]

    assert "192.0.2.8" not in other.get("/account/sessions/").content.decode()
    other.post("/account/sessions/end/", {"session": names[0]})

    assert all(is_in(each) for each in browsers)
    assert "had ended already" in other.get("/account/sessions/").content.decode()
