"""A believable London shift for the demonstration: synthetic, and made through the actions."""

import random
from dataclasses import asdict

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import clock
from contactcentre.core.actions import people, reference
from contactcentre.core.models import Borough, Person
from contactcentre.core.people import command_line
from contactcentre.management.demo import history, places
from contactcentre.management.demo import people as demo
from dispatch.actions import units
from dispatch.enums import UnitState
from dispatch.models import Unit
from incidents.actions import reference as gazetteer
from incidents.models import Place


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
        self._staff()
        self._units()
        history.write(at=self.at)
        self._crew()
        self.stdout.write(f"Demonstration people all have the password {demo.PASSWORD}")

    def _places(self) -> None:
        for code, name in places.COMMAND_UNITS.items():
            reference.set_command_unit(code=code, name=name, by=self.by, at=self.at)
        for code, name, area, lat, lon in places.BOROUGHS:
            if Borough.objects.filter(pk=code).exists():
                continue
            reference.set_borough(code=code, name=name, command_unit=area, by=self.by, at=self.at)
            found = places.gazetteer(name, lat, lon)
            gazetteer.load_gazetteer(borough=code, found=found, by=self.by, at=self.at)

    def _staff(self) -> None:
        known = set(Person.objects.values_list("username", flat=True))
        for one in demo.staff():
            if one.username not in known:
                self._person(one)

    def _person(self, one: demo.Somebody) -> None:
        made = people.create(
            **asdict(one),
            password=people.unguessable(),
            by=self.by,
            at=self.at,
        )
        people.change_password(password=demo.PASSWORD, by=made, at=self.at)

    def _units(self) -> None:
        for area in places.COMMAND_UNITS:
            spots = list(Place.objects.filter(borough__command_unit=area).order_by("pk"))
            chance = random.Random(f"units {area}")  # noqa: S311
            for number, callsign in enumerate(demo.callsigns(area)):
                self._unit(area, callsign, number, chance.choice(spots))

    def _crew(self) -> None:
        unit = Unit.objects.get(callsign=demo.CREWED)
        if not unit.crew.exists():
            units.crew(unit_id=unit.pk, people=[demo.CREW[0]], by=self.by, at=self.at)

    def _unit(self, area: str, callsign: str, number: int, spot: Place) -> None:
        unit = Unit.objects.filter(callsign=callsign).first() or units.create(
            callsign=callsign,
            command_unit=area,
            skills=demo.SKILLS[number % len(demo.SKILLS)],
            base=spot.borough.name,
            by=self.by,
            at=self.at,
        )
        if unit.state == UnitState.OFF_DUTY and number < 8:
            units.book_on(unit_id=unit.pk, lat=spot.lat, lon=spot.lon, by=self.by, at=self.at)
        elif unit.state == UnitState.AVAILABLE:
            units.locate(unit_id=unit.pk, lat=spot.lat, lon=spot.lon, by=self.by, at=self.at)
