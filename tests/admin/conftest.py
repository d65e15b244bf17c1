"""An administrator at the admin site."""

import pytest
from django.test import Client

from contactcentre.core.permissions import Role
from tests.admin import window as windows

window = windows.window


@pytest.fixture
def browser(world) -> Client:
    """A browser in which the administrator has signed in."""
    client = Client()
    client.force_login(world.admin)
    return client


@pytest.fixture
def reader(world) -> Client:
    """A browser in which somebody has signed in who dispatches and administers."""
    client = Client()
    client.force_login(world.person("both", Role.ADMINISTRATOR, Role.DISPATCHER))
    return client
