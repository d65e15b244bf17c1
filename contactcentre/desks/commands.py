"""
The command line's language: what can be typed after `/`, read into plain values.

Nothing here touches the database; what a command does is in views/command.py.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contactcentre.core.errors import Invalid

CALLSIGN = r"(?P<callsign>[A-Za-z]{1,4}\d{1,4}[A-Za-z]?)"
INCIDENT = r"(?P<incident>\d{1,6}(?:[/-]\d{1,2}[A-Za-z]{3}\d{2})?)"


@dataclass(frozen=True)
class Form:
    """One command: its word, how it is written, what it does, and its pattern."""

    word: str
    form: str
    does: str
    pattern: str


FORMS = (
    Form(
        "g",
        "g 1234 I reason",
        gettext_lazy("Grade CAD 1234 Immediate (I, S, E or R)"),
        rf"{INCIDENT}\s+(?P<grade>[ISERiser])(?:\s+(?P<reason>.+))?",
    ),
    Form(
        "a",
        "a PC12 1234",
        gettext_lazy("Assign unit PC12 to CAD 1234"),
        rf"{CALLSIGN}\s+{INCIDENT}",
    ),
    Form(
        "div",
        "div PC12 1300 reason",
        gettext_lazy("Divert PC12 to CAD 1300; what it leaves is protected"),
        rf"{CALLSIGN}\s+{INCIDENT}\s+(?P<reason>.+)",
    ),
    Form(
        "st",
        "st PC12 6",
        gettext_lazy("Status of PC12 by Airwave code: 5 en route, 6 at scene, 2 free …"),
        rf"{CALLSIGN}\s+(?P<code>\d{{1,2}})",
    ),
    Form(
        "log",
        "log 1234 text",
        gettext_lazy("Write on the log of CAD 1234"),
        rf"{INCIDENT}\s+(?P<text>.+)",
    ),
    Form(
        "msg",
        "msg 1234 text",
        gettext_lazy("Send a message about CAD 1234 to the other desk, which acknowledges it"),
        rf"{INCIDENT}\s+(?P<text>.+)",
    ),
    Form(
        "warn",
        "warn 1234 weapon text",
        gettext_lazy(
            "Warn the crews of CAD 1234: weapon, child, order, marker, dog, violence, other"
        ),
        rf"{INCIDENT}\s+(?P<kind>[A-Za-z]+)\s+(?P<text>.+)",
    ),
    Form(
        "wait",
        "wait 1234 reason",
        gettext_lazy("Let CAD 1234, which a unit has left, wait on; it is asked again in time"),
        rf"{INCIDENT}\s+(?P<text>.+)",
    ),
    Form(
        "find",
        "find acre lane",
        gettext_lazy("Find incidents by number, place or words, and units by callsign"),
        r"(?P<text>.+)",
    ),
    Form("go", "go 1234", gettext_lazy("Open the page of CAD 1234"), INCIDENT),
    Form("?", "?", gettext_lazy("Show this list"), r""),
)
_BY_WORD = {form.word: form for form in FORMS}


@dataclass(frozen=True)
class Command:
    """A command read: its word and its parts."""

    word: str
    parts: dict[str, str]

    def part(self, name: str) -> str:
        """Return a part, or nothing when it was left out."""
        return self.parts.get(name) or ""


def read(line: str) -> Command:
    """
    Read a line as a command.

    :raises Invalid: saying how the command is written
    """
    word, _space, rest = line.strip().lstrip("/").partition(" ")
    form = _BY_WORD.get(word.lower())
    if form is None:
        words = ", ".join(_BY_WORD)
        raise Invalid(
            _("There is no command “%(word)s”. There are: %(words)s.")
            % {"word": word[:20], "words": words}
        )
    found = re.fullmatch(form.pattern, rest.strip())
    if found is None:
        raise Invalid(_("Write it like this: %(form)s") % {"form": form.form})
    return Command(form.word, found.groupdict())
