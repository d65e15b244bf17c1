"""
Old board + news = fresh board: checked with the very code that a web process and a browser use.

A Witness hears what actions tell inside the test's own transaction, turns it into news through an
image of the boards as a web process does, and keeps rows as a browser does.
"""

import json
from contextlib import ExitStack

from django.db import connection

from contactcentre.core.live import boards, reading
from contactcentre.core.live.audience import View
from contactcentre.core.live.image import Image, News, Told
from contactcentre.core.scope import board_scopes

Rows = dict[tuple[str, int], dict]


class Witness:
    """One browser per board and person, kept up to date by nothing but what actions tell."""

    def __init__(self, *viewers: tuple[str, object]):
        self._views = [
            View(name, frozenset(boards.board(name).kinds), frozenset(board_scopes(person)))
            for name, person in viewers
        ]
        self._told: list[dict] = []
        self._image = Image()
        for kind in boards.kinds():
            self._image.replace(kind, reading.open_rows(kind))
        every = _every_row()
        self._screens = [_seen(every, view) for view in self._views]
        self._hooks = ExitStack()

    def __enter__(self):
        self._hooks.enter_context(connection.execute_wrapper(self._overhear))
        return self

    def __exit__(self, *_error):
        self._hooks.close()

    def check(self) -> None:
        """Bring every screen up to date by news alone, and compare it with a fresh board."""
        news, every = self._news(), _every_row()
        for view, screen in zip(self._views, self._screens, strict=True):
            _show(screen, news, view)
            _compare(view.board, screen, _seen(every, view))

    def _overhear(self, execute, sql, parameters, many, context):
        if "pg_notify" in sql:
            self._told += [change for text in parameters[1] for change in json.loads(text)]
        return execute(sql, parameters, many, context)

    def _news(self) -> News:
        asked: dict[str, dict[int, Told]] = {}
        for change in self._told:
            asked.setdefault(change["k"], {}).setdefault(change["i"], Told()).add(change)
        self._told = []
        news = News()
        for kind, told in asked.items():
            news.extend(self._image.learn(kind, reading.rows(kind, list(told)), told))
        return news


def _show(screen: Rows, news: News, view: View) -> None:
    for row in news.rows:
        key = row["kind"], row["id"]
        if view.shows(row):
            held = screen.get(key)
            screen[key] = row if held is None or row["version"] > held["version"] else held
    for left in news.gone:
        key = left["kind"], left["id"]
        held = screen.get(key)
        if held and held["scope"] == left["scope"] and held["version"] <= left["version"]:
            del screen[key]


def _compare(name: str, screen: Rows, fresh: Rows) -> None:
    assert screen.keys() == fresh.keys(), f"{name}: {screen.keys() ^ fresh.keys()} differ"
    for key, row in fresh.items():
        assert screen[key] == row, f"{name} {key}: {_differences(screen[key], row)}"


def _differences(held: dict, fresh: dict) -> dict:
    return {
        name: (held.get(name), fresh.get(name))
        for name in held.keys() | fresh.keys()
        if held.get(name) != fresh.get(name)
    }


def _every_row() -> list[dict]:
    listed = {
        name: [pk for _scope, pk, _version in reading.open_rows(name)] for name in boards.kinds()
    }
    return [row for name, ids in listed.items() for row in reading.rows(name, ids)]


def _seen(rows: list[dict], view: View) -> Rows:
    return {(row["kind"], row["id"]): row for row in rows if view.shows(row)}
