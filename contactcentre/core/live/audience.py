"""Who is listening in this process: sockets by what they see."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class View:
    """What a socket sees: a board, as far as certain scopes go. Sockets alike share a group."""

    board: str
    kinds: frozenset[str]
    scopes: frozenset[str]

    @cached_property
    def group(self) -> str:
        """The name of the Channels group of everybody with this view."""
        text = ",".join(sorted(self.scopes))
        return f"live.{self.board}.{hashlib.sha256(text.encode()).hexdigest()[:20]}"

    def shows(self, row: dict) -> bool:
        """Test whether a row, or the place a row has left, is part of this view."""
        return row["kind"] in self.kinds and row["scope"] in self.scopes


@dataclass(frozen=True)
class Listener:
    """One open socket; behind a locked screen nobody is at the desk."""

    channel: str
    session_key: str
    person_id: int
    view: View
    is_at_desk: bool = True


class Audience:
    """The open sockets of this process."""

    def __init__(self):
        self._listeners: dict[str, Listener] = {}
        self._views: Counter[View] = Counter()

    def __len__(self) -> int:
        return len(self._listeners)

    def __iter__(self) -> Iterator[Listener]:
        return iter(list(self._listeners.values()))

    def join(self, listener: Listener) -> None:
        """Add an open socket."""
        self._listeners[listener.channel] = listener
        self._views[listener.view] += 1

    def leave(self, channel: str) -> Listener | None:
        """Forget a socket; None if it was not here."""
        listener = self._listeners.pop(channel, None)
        if listener is not None:
            self._views[listener.view] -= 1
            self._views += Counter()  # Drops the views that nobody has.
        return listener

    def views(self) -> list[View]:
        """Return the different views that open sockets have."""
        return list(self._views)


SOCKETS = Audience()
