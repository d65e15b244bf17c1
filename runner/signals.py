"""Ctrl-C, `kill` and a closed terminal."""

import signal
from collections.abc import Callable
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
asked_to_stop: list[int] = []


class Ended(KeyboardInterrupt):
    """We alone were told to end; Ctrl-C tells whoever runs in the foreground with us as well."""


def answer(number: signal.Signals, how: Callable[[int, FrameType | None], None]) -> None:
    """Answer a signal, unless it is ignored on purpose, as `nohup` does."""
    if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
        signal.signal(number, how)


def interrupt() -> None:
    """Let all of them interrupt us as Ctrl-C does, so that what was started is stopped."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        answer(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    raise Ended(signal.strsignal(number))


def note() -> None:
    """Note them in `asked_to_stop` instead of being thrown out in the middle of something."""
    for number in ENDING:
        answer(number, lambda got, _frame: asked_to_stop.append(got))


def ignore() -> None:
    """Ignore them during a stop, which takes seconds: a second Ctrl-C would leave things behind."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
