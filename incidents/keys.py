"""
By what one person is known from record to record, each as one short text.

`NUMBER:+447700900123` is whoever rings from it, `HANDLE:anna.k` whoever writes by it, `PERSON:17`
the somebody whom one incident names. A name alone is no key: two people may have it.
"""

from contactcentre.contacts.numbers import as_read, e164
from contactcentre.core.errors import Invalid

NUMBER, HANDLE, PERSON = "NUMBER", "HANDLE", "PERSON"
LONGEST_HANDLE = 200
LONGEST_ID = 18
NO_KEY = "Name a number, a handle or a person of an incident, such as NUMBER:07700 900123."


def number(compared: str) -> str:
    """Return the key of a number in E.164; "" without one."""
    return f"{NUMBER}:{compared}" if compared else ""


def handle(written: str) -> str:
    """Return the key of a handle; "" without one."""
    return f"{HANDLE}:{written}" if written else ""


def person(party_id: int) -> str:
    """Return the key of somebody as one incident names them."""
    return f"{PERSON}:{party_id}"


def parts(key: str) -> tuple[str, str]:
    """Return of which kind a key is, and its value."""
    kind, _colon, value = key.partition(":")
    return kind, value


def values(found, kind: str) -> set[str]:
    """Return the values of those keys that are of a kind."""
    return {value for each, value in map(parts, found) if each == kind}


def party_ids(found) -> set[int]:
    """Return the ids of the people of incidents among some keys."""
    return {int(value) for value in values(found, PERSON)}


def shown(key: str) -> str:
    """Return a number or a handle as people read it."""
    kind, value = parts(key)
    return as_read(value) if kind == NUMBER else value


def read(written: str) -> str:
    """
    Return the key that somebody wrote, a number in any of its forms.

    :raises Invalid: when it is none
    """
    kind, value = parts(written.strip())
    value = value.strip()
    found = ""
    if kind == NUMBER:
        found = number(e164(value))
    elif kind == HANDLE and len(value) <= LONGEST_HANDLE:
        found = handle(value)
    elif kind == PERSON and value.isascii() and value.isdigit() and len(value) <= LONGEST_ID:
        found = person(int(value))
    if not found:
        raise Invalid(NO_KEY)
    return found
