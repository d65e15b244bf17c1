"""An administrator at the admin site."""

import pytest
from django.test import Client


@pytest.fixture
def browser(world) -> Client:
    """A browser in which the administrator has signed in."""
    client = Client()
    client.force_login(world.admin)
    return client
