"""Reading JSON bodies that PostgreSQL can hold."""

import json
import math

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class CleanJson(JSONParser):
    """Refuse with a sentence what is not JSON, or cannot be kept: no number, half a character."""

    def parse(self, stream, media_type=None, parser_context=None):
        """Return the parsed body."""
        try:
            text = stream.read().decode("utf-8")
            data = json.loads(text or "{}", parse_constant=_refuse_constant, parse_float=_finite)
        except (ValueError, RecursionError) as error:
            raise ParseError("The body is not JSON in UTF-8. Check it and send again.") from error
        if "\\u0000" in text or "\x00" in text:
            raise ParseError("The body holds a null byte, which cannot be kept. Remove it.")
        if "\\ud" in text.lower():
            _check_surrogates(data)
        return data


def _refuse_constant(name: str):
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large a number")
    return number


def _check_surrogates(data) -> None:
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ParseError("The body holds half of a character. Check its encoding.") from error
