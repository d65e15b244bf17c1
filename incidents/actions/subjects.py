"""Whom or what a marker or an order is entered about."""

from dataclasses import dataclass, field

from contactcentre.contacts import numbers
from contactcentre.core.errors import Invalid
from incidents import naming, places

LONGEST = 300
KEPT = {"number": 80, "person_name": 120, "handle": 200}
LACKING = "Say whom or what it is about: a number, a place, a name, a handle or a vehicle."


@dataclass(frozen=True)
class Subject:
    """What somebody who enters a marker or an order knows of whom it is about."""

    number: str = ""
    person_name: str = ""
    handle: str = ""
    vehicle: str = ""
    location: places.Where = field(default_factory=places.Where)

    def columns(self) -> dict:
        """
        Return the columns of a marker or an order, as written and as compared.

        :raises Invalid: when it is about nothing, or what is given is no number or too long
        :raises NotFound: when a place is named that is not in the gazetteer
        """
        for name, longest in KEPT.items():
            if len(getattr(self, name).strip()) > longest:
                what = name.removeprefix("person_")
                raise Invalid(f"Write the {what} in at most {longest} characters.")
        found = places.resolve(self.location).columns()
        where = {name: found[name] for name in ("place", "place_words", "command_unit_id")}
        known = {
            "person_name": self.person_name.strip(),
            "name_words": naming.words(self.person_name),
            "number": _number(self.number),
            "number_raw": self.number.strip(),
            "handle": self.handle.strip(),
            "vehicle": naming.registration(self.vehicle),
            **where,
            "lat": found["lat"],
            "lon": found["lon"],
        }
        told = ("person_name", "number", "handle", "vehicle", "place")
        if not any(known[name] for name in told):
            raise Invalid(LACKING)
        return known


def check_words(text: str, lacking: str) -> str:
    """
    Return what was said without the space about it.

    :raises Invalid: when nothing was said, or more than is read out
    """
    said = text.strip()
    if not said:
        raise Invalid(lacking)
    if len(said) > LONGEST:
        raise Invalid(f"Say it in at most {LONGEST} characters.")
    return said


def _number(written: str) -> str:
    number = numbers.e164(written)
    if written.strip() and not number:
        raise Invalid(f"“{written.strip()}” is no telephone number.")
    return number
