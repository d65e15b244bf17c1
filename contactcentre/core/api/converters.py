"""Path converters: ids that PostgreSQL can hold, CAD numbers and callsigns."""

from django.urls import register_converter
from django.urls.converters import IntConverter, StringConverter

LARGEST = 2**63 - 1


def is_id(text: str) -> bool:
    """Test whether a text is a whole number that fits a bigint."""
    return text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= LARGEST


class Int64(IntConverter):
    """An id: a whole number that fits a bigint; anything else is a 404."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        number = int(value)
        if number > LARGEST:
            raise ValueError("larger than any id")
        return number


class Slug(StringConverter):
    """A CAD number in an address: 2089-21NOV24."""

    regex = "[0-9]{1,6}-[0-9]{1,2}[A-Za-z]{3}[0-9]{2}"


class Callsign(StringConverter):
    """A unit's callsign."""

    regex = "[A-Za-z0-9]{1,12}"


def register() -> None:
    """Let url patterns use int64, cad and callsign."""
    register_converter(Int64, "int64")
    register_converter(Slug, "cad")
    register_converter(Callsign, "callsign")
