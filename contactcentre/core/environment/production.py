"""What is asked of an environment for real callers, and what of a demonstration."""

import ipaddress
from collections.abc import Mapping

from contactcentre.core.environment import words
from contactcentre.core.environment.variables import VARIABLES
from contactcentre.core.environment.words import Unsafe

SECRETS = ("SECRET_KEY", "TELEPHONY_SECRET", "AUDIT_ANCHOR_KEY")
# A site without radios sets none; one that is set is as good as the others.
IF_SET = ("AIRWAVE_SECRET",)
# One for each agency whose messages are taken.
OF_AGENCIES = "TRANSFER_SECRETS"
SHORTEST_TOKEN = 20
WEAK = {"", "secret", "changeme", "change-me", "password", "test"}
SHORTEST_SECRET, SHORTEST_SIGNING_KEY, SHORTEST_PASSWORD = 32, 50, 12
FEWEST_LETTERS = 10
KEPT = ("AUDIT_ANCHOR_FILE", "SPOOL_FOLDER")
Values = Mapping[str, object]


def check_secrets(values: Values) -> None:
    """
    Refuse secrets that are short, well known or the same.

    :raises Unsafe: naming the secret, never showing it
    """
    found = _secrets(values)
    for name, value in found.items():
        if value.lower() in WEAK or len(value) < SHORTEST_SECRET:
            raise Unsafe(f"{name} must be a random text of at least {SHORTEST_SECRET} characters.")
    if any(len(old) < SHORTEST_SECRET for old in values["SECRET_KEY_FALLBACKS"]):
        raise Unsafe("SECRET_KEY_FALLBACKS must be former values of SECRET_KEY, whole.")
    if len(set(found.values())) < len(found):
        raise Unsafe(f"{', '.join(found)} must all differ; one leak must not open every door.")


def check_texts(values: Values) -> None:
    """
    Refuse half a text service: its receipts could be forged, or no text could be sent.

    :raises Unsafe: naming what is missing
    """
    if not values["NOTIFY_API_KEY"]:
        return
    if not values["NOTIFY_TEMPLATE"]:
        raise Unsafe("NOTIFY_TEMPLATE must be set with NOTIFY_API_KEY: a template of ((text)).")
    if len(str(values["NOTIFY_CALLBACK_TOKEN"])) < SHORTEST_TOKEN:
        raise Unsafe(
            "NOTIFY_CALLBACK_TOKEN must be set with NOTIFY_API_KEY: a random text of at least "
            f"{SHORTEST_TOKEN} characters."
        )


def check_production(given: Mapping[str, str], values: Values) -> None:
    """
    Refuse an environment that is unsafe for real callers.

    :raises Unsafe: naming the variable and the mend
    """
    _check_set(given)
    if given.get("DEBUG", "").lower() not in {"", *words.NO}:
        raise Unsafe("DEBUG would show callers' details on error pages; take it away.")
    if values["CLOCK_ANCHOR"] or values["CLOCK_SPEED"] != "1":
        raise Unsafe("CLOCK_ANCHOR and CLOCK_SPEED need DEMO or TEST; a real clock is never moved.")
    if not values["BEHIND_TLS"]:
        raise Unsafe("BEHIND_TLS must be 1: without TLS passwords cross the network open.")
    _check_addresses(values)
    _check_strength(values)
    _check_servers(values)


def _secrets(values: Values) -> dict[str, str]:
    names = (*SECRETS, *(name for name in IF_SET if values[name]))
    theirs = {f"TRANSFER_SECRETS of {code}": text for code, text in values[OF_AGENCIES].items()}
    return {name: str(values[name]) for name in names} | theirs


def _check_set(given: Mapping[str, str]) -> None:
    for each in VARIABLES.values():
        if each.required and not given.get(each.name):
            raise Unsafe(f"{each.name} must be set; see docs/operations.md for what it says.")


def _check_addresses(values: Values) -> None:
    if not all(each.startswith("https://") for each in values["CSRF_TRUSTED_ORIGINS"]):
        raise Unsafe("CSRF_TRUSTED_ORIGINS must begin with https://; forms come over TLS only.")
    if not str(values["NOTIFY_ADDRESS"]).startswith("https://"):
        raise Unsafe("NOTIFY_ADDRESS must begin with https://; texts name callers' numbers.")
    for name in KEPT:
        if not str(values[name]).startswith("/"):
            raise Unsafe(f"{name} must begin with /: a place on a volume that outlives us.")


def _check_strength(values: Values) -> None:
    if len(str(values["SECRET_KEY"])) < SHORTEST_SIGNING_KEY:
        raise Unsafe(f"SECRET_KEY must be at least {SHORTEST_SIGNING_KEY} random characters.")
    for name, text in _secrets(values).items():
        if len(set(text)) < FEWEST_LETTERS or text.startswith("django-insecure-"):
            raise Unsafe(f"{name} must be random; this one can be guessed.")


def _check_servers(values: Values) -> None:
    database, broker = words.split(values["DATABASE_URL"]), words.split(values["REDIS_URL"])
    if database.username == "postgres":
        raise Unsafe("DATABASE_URL must sign in as a role that may not do everything; see roles.")
    if len(database.password or "") < SHORTEST_PASSWORD and "sslcert" not in database.query:
        raise Unsafe(f"DATABASE_URL must carry a password of {SHORTEST_PASSWORD} characters.")
    if len(broker.password or "") < SHORTEST_PASSWORD:
        raise Unsafe(f"REDIS_URL must carry a password of {SHORTEST_PASSWORD} characters.")


def check_demonstration(values: Values) -> None:
    """
    Refuse a demonstration that others than this machine could reach by a name.

    :raises Unsafe: naming the host
    """
    for host in values["ALLOWED_HOSTS"]:
        if not _is_here(host):
            raise Unsafe(
                f"ALLOWED_HOSTS names {host}, but DEMO and TEST have known passwords: this machine."
            )


def _is_here(host: str) -> bool:
    name = host.lower().strip("[].")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
