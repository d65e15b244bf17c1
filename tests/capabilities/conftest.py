"""A radio gateway, and a unit that has one of its radios."""

from datetime import timedelta

import pytest

from tests.capabilities.gateway import Gateway


@pytest.fixture
def gateway(world, settings):
    return Gateway(world, settings)


@pytest.fixture
def sent(world, gateway):
    """A unit with a radio, sent to an incident a moment ago."""
    unit, incident = gateway.issue(world.unit()), world.graded("S")
    world.at += timedelta(minutes=1)
    world.assign(unit, incident)
    return unit, incident
