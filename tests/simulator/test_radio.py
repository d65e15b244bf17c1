"""One message of one radio, sent from the command line to a real web process."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dispatch.models import Unit
from tests.capabilities.gateway import SECRET
from tests.live.server import WebProcess

pytestmark = pytest.mark.capability("O5")


def radio(*said: str) -> str:
    """Return what the command prints."""
    out = StringIO()
    call_command("radio", *said, stdout=out)
    return out.getvalue()


def test_a_radio_is_imitated_from_the_command_line(committed_world, settings):
    Unit.objects.filter(pk=committed_world.unit().pk).update(issi=4_200_012)
    settings.AIRWAVE_SECRET = SECRET
    with WebProcess(AIRWAVE_SECRET=SECRET) as web:
        settings.OWN_ADDRESS = web.url
        pressed = radio("pc12", "4")
        located = radio("PC12", "--lat", "51.5", "--lon", "-0.1")
        asked_about = radio("PC12", "5")

    assert pressed.startswith("200 ")
    assert '"taken": true' in located
    assert '"taken": false' in asked_about
    unit = Unit.objects.get()
    assert (unit.state, unit.lat, unit.airwave_code_id) == ("UNAVAILABLE", 51.5, 4)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["PC12", "4"], "no unit PC12 with a radio"),
        (["PC13", "4", "--lat", "51"], "either a status or where"),
        (["PC13", "--lat", "51"], "either a status or where"),
        (["PC13"], "either a status or where"),
    ],
)
def test_what_no_radio_would_say_is_not_sent(world, settings, said, why):
    settings.AIRWAVE_SECRET = SECRET
    world.unit("PC12")
    Unit.objects.filter(pk=world.unit("PC13").pk).update(issi=13)
    with pytest.raises(CommandError, match=why):
        radio(*said)


def test_without_a_gateway_there_is_no_radio(settings):
    settings.AIRWAVE_SECRET = ""
    with pytest.raises(CommandError, match="AIRWAVE_SECRET is not set"):
        radio("PC12", "4")
