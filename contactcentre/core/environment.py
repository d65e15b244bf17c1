"""What the environment may say: checked at start, before anything else runs."""

from datetime import datetime

WEAK = {"", "secret", "changeme", "change-me", "password", "test"}
SHORTEST_SECRET = 32


class Unsafe(Exception):
    """The environment asks for something unsafe or senseless; the message says how to mend it."""


def check_environment(
    *,
    demo: bool,
    test: bool,
    secrets: dict[str, str],
    database_url: str,
    allowed_hosts: list[str],
    clock_anchor: str,
    clock_speed: str,
    statement_timeout: str,
) -> None:
    """
    Refuse an environment that is unsafe for real callers.

    :raises Unsafe: with a sentence that names the variable and the mend
    """
    if not database_url.startswith(("postgres://", "postgresql://")):
        raise Unsafe("DATABASE_URL must be a postgres:// address; nothing else holds the rules.")
    if not statement_timeout.isdigit():
        raise Unsafe("STATEMENT_TIMEOUT_MS must be a whole number of milliseconds; 0 is no limit.")
    _check_secrets(secrets)
    if demo or test:
        _check_virtual_clock(clock_anchor, clock_speed)
    else:
        _check_production(allowed_hosts, clock_anchor, clock_speed)


def _check_secrets(secrets: dict[str, str]) -> None:
    for name, value in secrets.items():
        if value.lower() in WEAK or len(value) < SHORTEST_SECRET:
            raise Unsafe(f"{name} must be a random text of at least {SHORTEST_SECRET} characters.")
    if len(set(secrets.values())) < len(secrets):
        raise Unsafe(f"{', '.join(secrets)} must all differ; one leak must not open every door.")


def _check_virtual_clock(anchor: str, speed: str) -> None:
    try:
        rate = float(speed)
    except ValueError:
        raise Unsafe("CLOCK_SPEED must be a number such as 1 or 60.") from None
    if not 0 < rate <= 3600:
        raise Unsafe("CLOCK_SPEED must be above 0 and at most 3600.")
    if anchor and _moment(anchor) is None:
        raise Unsafe("CLOCK_ANCHOR must be an RFC 3339 time such as 2018-05-31T23:50:00+01:00.")


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _check_production(allowed_hosts: list[str], anchor: str, speed: str) -> None:
    if anchor or speed != "1":
        raise Unsafe("CLOCK_ANCHOR and CLOCK_SPEED need DEMO or TEST; a real clock is never moved.")
    if "*" in allowed_hosts or not allowed_hosts:
        raise Unsafe("ALLOWED_HOSTS must name this site's hosts; * would trust any name.")
