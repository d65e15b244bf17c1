"""One message of one radio, as the gateway would bring it: to try what the room makes of it."""

import json
import uuid

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock
from contactcentre.management.simulator.client import Away, Client
from dispatch.models import Unit


class Command(BaseCommand):
    """Sign a message and post it to the running site, like any gateway."""

    help = "Let a unit's radio press a status, or say where it is. Needs DEMO=1."

    def add_arguments(self, parser):
        """Take whose radio it is, and what it says."""
        parser.add_argument("callsign", help="such as AS11")
        parser.add_argument("status", type=int, nargs="?", help="0 to 16: what the crew presses")
        parser.add_argument("--lat", type=float, help="where it is, in place of a status")
        parser.add_argument("--lon", type=float)

    def handle(self, *args, **options):
        """Send it, and print what it was answered."""
        if not settings.DEMO and not settings.TEST:
            raise CommandError("A radio is imitated only under DEMO=1.")
        if not settings.AIRWAVE_SECRET:
            raise CommandError("There is no gateway: AIRWAVE_SECRET is not set.")
        client = Client(settings.OWN_ADDRESS, "", "", settings.AIRWAVE_SECRET)
        now = clock.now()
        said = {"message_id": uuid.uuid4().hex, "at": now.isoformat(), **_said(options)}
        try:
            answer = client.radio(said, at=now)
        except Away as away:
            raise CommandError(f"The contact centre is away: {away}") from away
        [status] = client.answers
        client.close()
        self.stdout.write(f"{status} {json.dumps(answer)}")


def _said(options: dict) -> dict:
    callsign, where = options["callsign"].upper(), (options["lat"], options["lon"])
    unit = Unit.objects.filter(callsign=callsign).exclude(issi=None).first()
    if unit is None:
        raise CommandError(f"There is no unit {callsign} with a radio.")
    if options["status"] is not None and where == (None, None):
        return {"issi": unit.issi, "type": "status", "status": options["status"]}
    if options["status"] is None and None not in where:
        return {"issi": unit.issi, "type": "position", "lat": where[0], "lon": where[1]}
    raise CommandError("Say either a status or where it is: --lat and --lon.")
