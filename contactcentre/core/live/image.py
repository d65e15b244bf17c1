"""
What a web process has told its sockets: every row on a board, by id, with scope and version.

News is the difference between this image and what the database says, so nothing depends on having
heard of a change: whatever differs is told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contactcentre.core.live.digests import Digests, digests

Place = tuple[str, int]  # scope, version


@dataclass
class Told:
    """What is said to have changed about one row; several sayings become one."""

    version: int = 0
    scopes: set[str] = field(default_factory=set)
    alarm: bool = False

    def add(self, change: dict) -> None:
        """Take in one change as it came with a NOTIFY."""
        self.version = max(self.version, change["v"])
        self.scopes.update([change["s"], *change.get("w", ())])
        self.alarm = self.alarm or bool(change.get("a"))


@dataclass
class News:
    """Rows to show, and places that rows have left."""

    rows: list[dict] = field(default_factory=list)
    gone: list[dict] = field(default_factory=list)
    alarms: set[tuple[str, int]] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.rows or self.gone)

    def extend(self, other: "News") -> None:
        """Add another piece of news to this one."""
        self.rows += other.rows
        self.gone += other.gone
        self.alarms |= other.alarms


class Image:
    """The rows that the sockets of this process have been told of."""

    def __init__(self):
        self._places: dict[str, dict[int, Place]] = {}

    def replace(self, kind: str, open_rows: Iterable[tuple[str, int, int]]) -> None:
        """Take the database's word for a whole kind, when there is nobody to tell."""
        self._places[kind] = {pk: (scope, version) for scope, pk, version in open_rows}

    def differing(self, kind: str, open_rows: Iterable[tuple[str, int, int]]) -> set[int]:
        """Return the ids of the rows of which the database says something else."""
        held = self._places.get(kind, {})
        actual = {pk: (scope, version) for scope, pk, version in open_rows}
        changed = {pk for pk, place in actual.items() if held.get(pk) != place}
        return changed | (held.keys() - actual.keys())

    def learn(self, kind: str, rows: list[dict], asked: dict[int, Told]) -> News:
        """Take in what the database now says of the rows asked about; answer what is new."""
        held = self._places.setdefault(kind, {})
        news = News()
        left = dict(asked)
        for row in rows:
            told = left.pop(row["id"], Told())
            _keep(held, row, told, news)
        for pk, told in left.items():
            _drop(held, kind, pk, told, news)
        news.alarms = {(kind, pk) for pk, told in asked.items() if told.alarm}
        return news

    def digests(self) -> Digests:
        """Digest every row of the image."""
        return digests(self._all())

    def _all(self) -> Iterator[tuple[str, str, int, int]]:
        for kind, held in self._places.items():
            for pk, (scope, version) in held.items():
                yield kind, scope, pk, version


def _keep(held: dict[int, Place], row: dict, told: Told, news: News) -> None:
    pk, scope, version = row["id"], row["scope"], row["version"]
    before = held.get(pk)
    elsewhere = (told.scopes | _scopes(before)) - {scope}
    news.gone += [_gone(row["kind"], pk, version, old) for old in sorted(elsewhere)]
    if before != (scope, version) or told.alarm:
        held[pk] = (scope, version)
        news.rows.append(row)


def _drop(held: dict[int, Place], kind: str, pk: int, told: Told, news: News) -> None:
    before = held.pop(pk, None)
    version = max(told.version, before[1] if before else 0)
    news.gone += [_gone(kind, pk, version, old) for old in sorted(told.scopes | _scopes(before))]


def _scopes(place: Place | None) -> set[str]:
    return {place[0]} if place else set()


def _gone(kind: str, pk: int, version: int, scope: str) -> dict:
    return {"kind": kind, "id": pk, "version": version, "scope": scope}
