"""Reading one variable of the environment: each takes its text, and refuses what makes no sense."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}
HOST = re.compile(r"\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?", re.I)
ADDRESS_6 = re.compile(r"\[[0-9a-f:.]+\]", re.I)
UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
IDENTIFIER, NOTIFY_KEY = re.compile(UUID), re.compile(rf"\S+-{UUID}-{UUID}")
AGENCY_CODE = re.compile(r"[A-Z][A-Z0-9]{1,11}")
SUFFIX = re.compile(r"[a-z0-9_]{0,30}")
# What libpq may be told besides in DATABASE_URL: how the line is secured, and which server to take.
LIBPQ = {"sslmode", "sslrootcert", "sslcert", "sslkey", "target_session_attrs", "channel_binding"}
FASTEST_CLOCK = 3600


class Unsafe(Exception):
    """The environment asks for something unsafe or senseless; the message says how to mend it."""


def check_visible(name: str, text: str) -> None:
    """
    Refuse what nobody can see in a file: a line break, a null byte, a space at either end.

    :raises Unsafe: naming the variable
    """
    unseen = any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in text)
    if unseen or text != text.strip():
        raise Unsafe(
            f"{name} holds a space, a line break or another letter nobody sees; retype it."
        )


def switch(text: str) -> bool:
    """Read yes or no."""
    if text.lower() in YES | NO:
        return text.lower() in YES
    raise Unsafe("{name} must be 1 or 0.")


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers between two limits."""

    def _read(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most:
            return int(text)
        raise Unsafe(f"{{name}} must be a whole number from {least} to {most}.")

    return _read


def plain(text: str) -> str:
    """Read a text that something else checks."""
    return text


def secrets(text: str) -> list[str]:
    """Read several secrets, divided by commas."""
    return [each for each in text.split(",") if each]


def named_secrets(text: str) -> dict[str, str]:
    """Read the secrets of several agencies, by their codes: THAMES=…,FIRE=…."""
    pairs = [each.partition("=") for each in text.split(",") if each]
    found = {code: secret for code, _is, secret in pairs}
    if len(found) < len(pairs) or not all(map(AGENCY_CODE.fullmatch, found)):
        raise Unsafe("{name} must be codes of agencies with a secret each: THAMES=…,FIRE=….")
    return found


def identifier(text: str) -> str:
    """Read a UUID, or nothing."""
    if text and not IDENTIFIER.fullmatch(text):
        raise Unsafe("{name} must be an id such as 9b51b2c8-5d3e-4a54-8f4f-0a1b2c3d4e5f.")
    return text


def notify_key(text: str) -> str:
    """Read a key of GOV.UK Notify: its name, the service's id and the secret, or nothing."""
    if text and not NOTIFY_KEY.fullmatch(text):
        raise Unsafe("{name} must be a whole key of GOV.UK Notify, as its page shows it once.")
    return text


def path(text: str) -> str:
    """Read a path to a file or a folder."""
    if not text or len(text) > 1000 or text.endswith("..") or "://" in text:
        raise Unsafe("{name} must be a path such as /spool.")
    return str(Path(text))


def level(text: str) -> str:
    """Read how much is logged."""
    if text.upper() not in LEVELS:
        raise Unsafe("{name} must be DEBUG, INFO, WARNING, ERROR or CRITICAL.")
    return text.upper()


def suffix(text: str) -> str:
    """Read what a test database's name ends in."""
    if not SUFFIX.fullmatch(text):
        raise Unsafe("{name} must be a few small letters and digits.")
    return text


def hosts(text: str) -> list[str]:
    """Read names of hosts, divided by commas; one with a leading dot stands for all below it."""
    found = [each for each in text.split(",") if each]
    if not found or not all(HOST.fullmatch(each) or ADDRESS_6.fullmatch(each) for each in found):
        raise Unsafe("{name} must name this site's hosts, such as calls.example.org; never *.")
    return found


def origins(text: str) -> list[str]:
    """Read origins, divided by commas: scheme, host and port, and nothing after."""
    found = [each for each in text.split(",") if each]
    if not all(_is_origin(each) for each in found):
        raise Unsafe("{name} must be origins such as https://calls.example.org, without a path.")
    return found


def _is_origin(text: str) -> bool:
    parts = split(text)
    if parts is None or parts.scheme not in {"http", "https"} or parts.username is not None:
        return False
    host = (parts.hostname or "").removeprefix("*.")
    written = f"{parts.scheme}://{parts.netloc}"
    return bool(HOST.fullmatch(host)) and text == written and not parts.netloc.endswith(":")


def address(text: str) -> str:
    """Read an address of ours."""
    parts = split(text)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Unsafe("{name} must be an address such as http://127.0.0.1:8000.")
    return text


def database(text: str) -> str:
    """Read where PostgreSQL is."""
    parts = split(text)
    if parts is None or parts.scheme not in {"postgres", "postgresql"}:
        raise Unsafe("{name} must be a postgres:// address; nothing else holds the rules.")
    if not (parts.hostname and parts.username and _one_name(parts.path)):
        raise Unsafe("{name} must name a role, a host and a database: postgres://role:…@host/name.")
    if not {key for key, _value in parse_qsl(parts.query)} <= LIBPQ or parts.fragment:
        raise Unsafe("{name} may say sslmode and the like after its ?, and nothing else.")
    return text


def broker(text: str) -> str:
    """Read where Redis is."""
    parts = split(text)
    if parts is None or parts.scheme not in {"redis", "rediss"} or not parts.hostname:
        raise Unsafe("{name} must be a redis:// address such as redis://:…@redis:6379/0.")
    number = parts.path.strip("/")
    if number and not (number.isascii() and number.isdigit() and len(number) <= 2):
        raise Unsafe("{name} must end in the number of a database, such as /0.")
    return text


def _one_name(text: str) -> bool:
    return len(text) > 1 and "/" not in text[1:]


def split(text: str) -> SplitResult | None:
    """Take an address apart; None when it is none, or its port is no port."""
    try:
        parts = urlsplit(text)
        is_port = parts.port is None or parts.port > 0
    except ValueError:
        return None
    return parts if is_port and text.isascii() and " " not in text else None


def anchor(text: str) -> str:
    """Read the moment at which a moved clock begins."""
    try:
        is_moment = not text or datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        is_moment = False
    if not is_moment:
        raise Unsafe("{name} must be an RFC 3339 time such as 2018-05-31T23:50:00+01:00.")
    return text


def speed(text: str) -> str:
    """Read how fast a moved clock runs."""
    try:
        rate = float(text)
    except ValueError:
        rate = 0
    if not 0 < rate <= FASTEST_CLOCK:
        raise Unsafe("{name} must be a number above 0 and at most 3600, such as 1 or 60.")
    return text
