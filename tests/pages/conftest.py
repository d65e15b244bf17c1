"""Browsers without scripts: a client that has signed in, for each person of the world."""

import pytest
from django.test import Client

PASSWORD = "correct horse battery staple"


@pytest.fixture
def enter(world):
    """Return a function that signs a person in and returns their browser."""

    def browser(person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def with_password(world):
    """Return a function that gives a person the password of these tests."""

    def give(person):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
        return person

    return give


@pytest.fixture
def demo(settings):
    """Make this a demonstration."""
    settings.DEMO = True
