"""Logs: one JSON object a line, with the request id and no personal data."""

import re
import sys
from collections.abc import Iterator

import psycopg2
import structlog
from django.db import Error

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# An address as somebody asked for it: what follows the question mark may be where a caller lives.
QUERY = re.compile(r"(?<=[\w/])\?[^\s\"']+")
# What PostgreSQL adds to its first line holds the values of a row, or the statement with them in.
ADDED = re.compile(r"(\n|\\n)(DETAIL|LINE \d+|CONTEXT|QUERY|WHERE|HINT): .*", re.DOTALL)
# Its first line quotes a value only where the value itself is at fault.
QUOTES_VALUES = "22"


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """Return the formatter that writes every record, ours or a library's, as JSON."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_personal_data,
            _without_values,
            structlog.processors.JSONRenderer(),
        ],
    )


def _without_personal_data(_logger, _name, event: dict) -> dict:
    for key in ("ip", "user_agent", "request"):
        event.pop(key, None)
    return event


def _without_values(logger, name, event: dict) -> dict:
    """Write exceptions, and all that is said, without what was typed or what rows hold."""
    errors = list(_of_the_database(_raised(event)))
    event = structlog.processors.format_exc_info(logger, name, event)
    for key, text in event.items():
        if isinstance(text, str):
            event[key] = _clean(text, errors, is_whole=key == "exception")
    return event


def _clean(text: str, errors: list[Exception], *, is_whole: bool) -> str:
    for error in errors:
        text = text.replace(str(error), _in_short(error)).replace(repr(error), _in_short(error))
    return text if is_whole else QUERY.sub("", ADDED.sub("", text))


def _in_short(error: Exception) -> str:
    code = getattr(error, "pgcode", None) or getattr(error.__cause__, "pgcode", None) or ""
    if code.startswith(QUOTES_VALUES):
        return f"A value that PostgreSQL cannot take (SQLSTATE {code})."
    return str(error).partition("\n")[0]


def _raised(event: dict) -> BaseException | None:
    given = event.get("exc_info")
    if isinstance(given, tuple):
        return given[1]
    return given if isinstance(given, BaseException) else sys.exc_info()[1]


def _of_the_database(error: BaseException | None) -> Iterator[Exception]:
    """Find the database's errors among what was raised, and what led to it."""
    seen, to_see = set(), [error]
    while to_see:
        error = to_see.pop()
        if error is None or id(error) in seen:
            continue
        seen.add(id(error))
        if isinstance(error, Error | psycopg2.Error):
            yield error
        to_see += [error.__cause__, error.__context__, *getattr(error, "exceptions", ())]
