"""Telephone numbers as callers, networks and handlers write them."""

import re

import phonenumbers

HOME = "GB"
LONGEST = 40
LONGEST_KEPT = 80
# Ofcom keeps these mobile numbers for drama: a demonstration's callers have them.
_DRAMA = re.compile(r"\+447700900\d{3}")
# A name is not a number, though libraries read letters as on a dial; an extension may follow one.
_NAME = re.compile(r"[^\W\d_]")
_EXTENSION = re.compile(r"(?:ext(?:ension)?\.?|x)\s*\d{1,7}\s*$", re.IGNORECASE)
_ADDRESS = re.compile(r"^\s*(?:sips?|tel)\s*:\s*([^@;?]*)", re.IGNORECASE)


def both_forms(written: str) -> dict[str, str]:
    """Return a number as we compare it and as it was written, named as a contact keeps them."""
    return {"number": e164(written), "number_raw": written[:LONGEST_KEPT]}


def e164(written: str) -> str:
    """
    Return a number in E.164, however it was written, or "" when it is withheld or none at all.

    Ofcom's drama ranges are not in service and still numbers, so a possible number is enough.
    """
    address = _ADDRESS.match(written)
    text = _EXTENSION.sub("", address[1] if address else written)
    if not text or len(text) > LONGEST or _NAME.search(text):
        return ""
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def as_read(number: str) -> str:
    """Return a telephone number as people here read it; what is none stays as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    here = parsed.country_code == phonenumbers.country_code_for_region(HOME)
    shape = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, shape.NATIONAL if here else shape.INTERNATIONAL)


def takes_texts(number: str) -> bool:
    """Test whether a number in E.164 is one of a mobile telephone of the United Kingdom."""
    if _DRAMA.fullmatch(number):
        return True
    try:
        known = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    is_mobile = phonenumbers.number_type(known) == phonenumbers.PhoneNumberType.MOBILE
    return is_mobile and known.country_code == phonenumbers.country_code_for_region(HOME)
