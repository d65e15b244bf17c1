"""A believable London shift for the demonstration: synthetic, and made through the actions."""

import random
from dataclasses import asdict
from itertools import count

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock, procedures
from contactcentre.core.actions import demonstration, reference
from contactcentre.core.actions import procedures as confirming
from contactcentre.core.models import Borough, CommandUnit
from contactcentre.core.people import command_line
from contactcentre.management.demo import history, places
from contactcentre.management.demo import people as demo
from dispatch.actions import radio, units
from dispatch.enums import UnitState
from dispatch.models import Unit
from incidents.actions import reference as gazetteer
from incidents.models import Agency, Place

FIRST_ISSI = 4_210_011
# Of the ten units of a command unit; the others are on another shift.
ON_DUTY = 8


class Command(BaseCommand):
    """Make what is not there yet; running it again changes nothing."""

    help = "Seed the demonstration: boroughs, gazetteer, staff and units. Needs DEMO=1."

    def handle(self, *args, **options):
        """Seed, and print the demonstration's sign-ins."""
        if not settings.DEMO and not settings.TEST:
            raise CommandError("Demonstration people exist only under DEMO=1.")
        # Whoever is made is made at the moment the demonstration begins.
        call_command("set_clock", stdout=self.stderr)
        self.at = clock.now()
        self.by = command_line()
        self._places()
        self._agencies()
        self._staff()
        self._units()
        history.write(at=self.at)
        self._crew()
        self._read()
        self.stdout.write(f"Whoever signs in to the demonstration has the password {demo.PASSWORD}")

    def _places(self) -> None:
        names = dict(CommandUnit.objects.values_list("code", "name"))
        for code, name in places.COMMAND_UNITS.items():
            if names.get(code) != name:
                reference.set_command_unit(code=code, name=name, by=self.by, at=self.at)
        known = set(Borough.objects.values_list("pk", "command_unit"))
        for code, name, area, _centres in places.BOROUGHS:
            if (code, area) in known:
                continue
            reference.set_borough(code=code, name=name, command_unit=area, by=self.by, at=self.at)
            found = places.gazetteer(name)
            gazetteer.load_gazetteer(borough=code, found=found, by=self.by, at=self.at)

    def _agencies(self) -> None:
        known = set(Agency.objects.values_list("pk", flat=True))
        names = ("code", "name", "kind", "reach", "number")
        for one in places.AGENCIES:
            if one[0] not in known:
                told = dict(zip(names, one, strict=True))
                gazetteer.set_agency(**told, is_current=True, by=self.by, at=self.at)

    def _staff(self) -> None:
        colleagues = {name for names in demo.simulated().values() for name in names}
        for is_colleague, password in ((False, demo.PASSWORD), (True, None)):
            staff = [
                asdict(one) for one in demo.staff() if (one.username in colleagues) is is_colleague
            ]
            demonstration.enrol(staff=staff, password=password, by=self.by, at=self.at)

    def _units(self) -> None:
        known = {unit.callsign: unit for unit in Unit.objects.all()}
        for first_issi, area in zip(count(FIRST_ISSI, 100), places.COMMAND_UNITS, strict=False):
            spots = self._bases(area)
            for number, callsign in enumerate(demo.callsigns(area)):
                spot = spots[number % len(spots)]
                unit = known.get(callsign) or self._unit(area, callsign, number, spot)
                self._radio(unit, first_issi + number)
                if unit.state == UnitState.OFF_DUTY and number < ON_DUTY:
                    where = {"lat": spot.lat, "lon": spot.lon}
                    units.book_on(unit_id=unit.pk, **where, by=self.by, at=self.at)

    def _bases(self, area: str) -> list[Place]:
        """Return where the units of a command unit begin: one borough after the other."""
        boroughs = Borough.objects.filter(command_unit=area).order_by("name")
        chance = random.Random(f"units {area}")  # noqa: S311
        chosen = [_shuffled(borough, chance) for borough in boroughs]
        return [spot for spots in zip(*chosen, strict=False) for spot in spots]

    def _unit(self, area: str, callsign: str, number: int, spot: Place) -> Unit:
        return units.create(
            callsign=callsign,
            command_unit=area,
            skills=demo.SKILLS[number % len(demo.SKILLS)],
            base=spot.borough.name,
            crew_size=1 if number % 5 == 4 else 2,
            by=self.by,
            at=self.at,
        )

    def _radio(self, unit: Unit, issi: int) -> None:
        """Give a unit a radio, unless it has one, or somebody gave that one to another."""
        if unit.issi is None and not Unit.objects.filter(issi=issi).exists():
            radio.issue(unit_id=unit.pk, issi=issi, by=self.by, at=self.at)

    def _read(self) -> None:
        """Let two of three on the floor have read the divert procedure; the others are asked to."""
        found = procedures.current(procedures.DIVERT, self.at)
        if found.receipts.exists():
            return
        for number, person in enumerate(procedures.readers(found, seen_by=self.by).order_by("pk")):
            if number % 3:
                about = {"code": found.code, "version": found.version}
                confirming.confirm(**about, by=person, at=self.at)

    def _crew(self) -> None:
        unit = Unit.objects.get(callsign=demo.CREWED)
        if not unit.crew.exists():
            units.crew(unit_id=unit.pk, people=[demo.CREW[0]], by=self.by, at=self.at)


def _shuffled(borough: Borough, chance: random.Random) -> list[Place]:
    spots = list(borough.places.select_related("borough").order_by("pk"))
    chance.shuffle(spots)
    return spots
