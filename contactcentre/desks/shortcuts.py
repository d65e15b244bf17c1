"""Every shortcut, once: the keys in the browser, the help page and the tests read this."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

EVERYWHERE = "everywhere"
CALLS = "calls"
DISPATCH = "dispatch"
SUPERVISOR = "supervisor"


@dataclass(frozen=True)
class Shortcut:
    """
    One key and what it does on one desk.

    A key without Ctrl, Alt or F works only while nothing is being typed, and can be switched off
    in the person menu (WCAG 2.1.4). `typing` marks those that also work inside a text field.
    """

    name: str
    key: str
    does: str
    desk: str = EVERYWHERE
    typing: bool = False
    shown: tuple[str, ...] = ()


def _row(name: str, key: str, does: str, desk: str = EVERYWHERE, typing: bool = False):
    return Shortcut(name, key, does, desk, typing, shown=(key,))


def _picks() -> list[Shortcut]:
    """One key for each recommended unit; the help names them in one line."""
    keys = "123456789"
    does = _("Send the first recommended unit … the ninth")
    first = Shortcut("pick-1", "1", does, DISPATCH, shown=("1", "…", "9"))
    return [first, *(Shortcut(f"pick-{key}", key, does, DISPATCH) for key in keys[1:])]


ALL = (
    _row("command", "/", _("Command line")),
    _row("help", "?", _("This list")),
    _row("acknowledge", "A", _("Acknowledge the first alert")),
    _row("open-alert", "O", _("Open the first alert's incident")),
    _row("read-message", "Y", _("Yes, read: acknowledge the first message")),
    _row("lock", "Ctrl+L", _("Lock the screen; what is typed is kept"), typing=True),
    _row("answer", "Enter", _("Answer the ringing call"), CALLS),
    _row("next-contact", "N", _("Take the next contact that waits"), CALLS),
    _row("to-what", "F2", _("To “What is happening?”"), CALLS, typing=True),
    _row("to-where", "F4", _("To “Where?”"), CALLS, typing=True),
    _row("not-the-victim", "F6", _("The caller is not the victim"), CALLS, typing=True),
    _row(
        "open-incident", "Ctrl+Enter", _("Open the incident; suggest a grade"), CALLS, typing=True
    ),
    _row(
        "link-call",
        "F10",
        _("Link the call with the incident that is probably the same"),
        CALLS,
        typing=True,
    ),
    _row("grade-1", "1", _("Grade I Immediate"), CALLS),
    _row("grade-2", "2", _("Grade S Significant"), CALLS),
    _row("grade-3", "3", _("Grade E Extended"), CALLS),
    _row("grade-4", "4", _("Grade R Referred"), CALLS),
    _row("read-out", "F7", _("I have read the sentence to the caller"), CALLS, typing=True),
    _row("end-call", "F8", _("End the call, or say how it ended"), CALLS, typing=True),
    _row("my-state", "F9", _("Take calls again; or choose my state"), CALLS, typing=True),
    _row("next-incident", "J", _("Next incident"), DISPATCH),
    _row("last-incident", "K", _("Incident before"), DISPATCH),
    _row("log-entry", "L", _("Write on the selected incident's log"), DISPATCH),
    *_picks(),
    _row("divert", "D", _("Divert a unit to the selected incident"), DISPATCH),
    _row("stand-down", "X", _("Stand a unit down from the selected incident"), DISPATCH),
    _row("result", "R", _("Result the selected incident"), DISPATCH),
    _row("close", "C", _("Close the selected incident"), DISPATCH),
    _row("units", "U", _("To the units"), DISPATCH),
    _row("map", "M", _("To the map; from inside it, fold it away"), DISPATCH),
    _row("map-table", "T", _("The map as a table; from inside it, the map again"), DISPATCH),
    _row("tile-next", "J", _("Next tile"), SUPERVISOR),
    _row("tile-last", "K", _("Tile before"), SUPERVISOR),
    _row("approvals", "P", _("Approvals that wait"), SUPERVISOR),
)

NAMES = {
    EVERYWHERE: _("On every desk"),
    CALLS: _("Call handling"),
    DISPATCH: _("Dispatch"),
    SUPERVISOR: _("Supervision"),
}


def on(desk: str) -> list[Shortcut]:
    """Return the shortcuts that work on this desk."""
    return [each for each in ALL if each.desk in (EVERYWHERE, desk)]


def groups(*desks: str) -> list[dict]:
    """Return the shortcuts of these desks under their names, for a page of help."""
    wanted = (EVERYWHERE, *desks)
    return [
        {"name": NAMES[desk], "shortcuts": [one for one in ALL if one.desk == desk and one.shown]}
        for desk in wanted
    ]
