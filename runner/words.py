"""What the runner says to the person at the keyboard."""

import contextlib
import sys


class Problem(Exception):
    """Something the person must mend; the message is one sentence that says how."""


def say(text: str) -> None:
    """Write one line to the screen; a closed terminal must not stop a tidy shutdown."""
    with contextlib.suppress(OSError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def step(text: str) -> None:
    """Say what is being done now."""
    say(f"==> {text}")


def note(name: str, text: str) -> None:
    """Say something about one process."""
    say(f"{name:>10} | {text}")
