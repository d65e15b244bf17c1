"""The demonstration's radios: units report where they are, so that they can be recommended."""

import signal
import threading

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock
from contactcentre.core import people as accounts
from contactcentre.core.actions import people
from contactcentre.core.models import ApiKey
from contactcentre.core.permissions import Permission, Role
from contactcentre.management.demo.radio import AWAY, Radio

NAME = "demo-radio"
SCOPES = [Permission.CREW_REPORT, Permission.UNIT_VIEW]
EVERY_SECONDS = 30
log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Get a key like any gateway, then speak HTTP only."""

    help = "Let the demonstration's units report their positions. Needs DEMO=1."

    def handle(self, *args, **options):
        """Report until told to stop; a web process that is away is asked again."""
        if not settings.DEMO:
            raise CommandError("Units are simulated only under DEMO=1.")
        stopping = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopping.set())
        radio = Radio(settings.OWN_ADDRESS, self._key())
        while not stopping.is_set():
            try:
                radio.report()
            except AWAY as error:
                log.warning("radio.away", error=type(error).__name__)
            stopping.wait(EVERY_SECONDS)

    def _key(self) -> str:
        at, by = clock.now(), accounts.command_line()
        people.service(
            username=NAME, name="Demonstration radio", roles=[Role.GATEWAY], by=by, at=at
        )
        for key in ApiKey.objects.filter(person__username=NAME, revoked_at=None):
            people.revoke_key(key_id=key.pk, by=by, at=at)
        return people.issue_key(username=NAME, name=NAME, scopes=SCOPES, by=by, at=at)[1]
