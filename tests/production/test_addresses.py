"""Whose address counts: behind the proxy of the production set, and without one."""

import pytest
from django.test import Client

from contactcentre.core import environment
from contactcentre.core.models import Session
from contactcentre.core.permissions import Role
from tests.production import compose
from tests.production.environments import PRODUCTION

pytestmark = pytest.mark.capability("N3")
PASSWORD = "a long and quiet evening"
PROXY = "172.18.0.9"
NGINX = (compose.ROOT / "docker/nginx/site.conf.template").read_text()


@pytest.fixture
def dora(world):
    """Somebody with a password."""
    person = world.person("dora", Role.DISPATCHER, area=world.area)
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def behind_nginx(settings):
    """As many proxies as docker-compose.yml names."""
    said = {"PROXY_COUNT": compose.environment("web", {})["PROXY_COUNT"]}
    settings.PROXY_COUNT = environment.read(PRODUCTION | said)["PROXY_COUNT"]


def through(said: str, password: str = PASSWORD, *, near: str = PROXY):
    """Sign in with this X-Forwarded-For over a connection from there."""
    form = {"username": "dora", "password": password}
    browser = Client(REMOTE_ADDR=near, HTTP_X_FORWARDED_FOR=said)
    return browser.post("/sign-in/", form)


def seen() -> str | None:
    return Session.objects.latest("created_at").address


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:DB8:0::7", "2001:db8::7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("6.6.6.6,unknown", PROXY),
        ("", PROXY),
    ],
)
def test_behind_nginx_it_is_the_address_that_nginx_saw(said, address, dora, behind_nginx):
    assert through(said).status_code == 302
    assert seen() == address


def test_with_two_proxies_it_is_the_one_that_the_outer_saw(dora, settings):
    settings.PROXY_COUNT = 2
    through("6.6.6.6, 203.0.113.7, 198.51.100.2")
    assert seen() == "203.0.113.7"
    through("198.51.100.2")
    assert seen() == PROXY


def test_without_a_proxy_what_is_said_of_an_address_changes_nothing(dora, settings):
    assert settings.PROXY_COUNT == 0
    through("203.0.113.7", near="192.0.2.1")
    assert seen() == "192.0.2.1"


def test_behind_nginx_guesses_from_one_address_do_not_lock_another(dora, settings, behind_nginx):
    for number in range(settings.AXES_FAILURE_LIMIT):
        through(f"6.6.6.{number}, 203.0.113.7", "wrong")

    assert through("203.0.113.7").status_code == 429
    assert through("203.0.113.8").status_code == 302


def test_without_a_proxy_no_header_opens_a_locked_name(dora, settings):
    for number in range(settings.AXES_FAILURE_LIMIT):
        through(f"6.6.6.{number}", "wrong", near="192.0.2.1")

    assert through("203.0.113.8", near="192.0.2.1").status_code == 429


def test_the_set_lets_nothing_but_nginx_say_the_address():
    assert "--no-proxy-headers" in compose.SERVICES["web"]["command"]
    assert "proxy_set_header X-Forwarded-For   $remote_addr;" in NGINX
