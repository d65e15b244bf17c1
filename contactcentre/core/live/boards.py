"""
The port that the apps fill: which rows live boards show, and which boards there are.

Each app registers its kinds of row in AppConfig.ready(); this package knows no app.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from contactcentre.core.errors import NotFound
from contactcentre.core.permissions import Permission
from contactcentre.core.scope import WHOLE_FORCE

IDS_IN_SCOPES = """
    SELECT live_open.id FROM ({open_rows}) AS live_open (scope, id, version)
    WHERE live_open.scope = ANY (%s)
"""
Figures = dict[str, dict[str, int]]


@dataclass(frozen=True)
class RowKind:
    """
    One kind of row.

    `scope(row)` names the board scope of a model instance: a command unit's code, or "ALL".
    `rows(ids)` builds the whole rows of those ids that are still on the board, each a dict with at
    least kind, id, version and scope. It is the only builder: snapshots and news share it. `ids`
    is a list or an SQL expression, so it is only good for `filter(pk__in=ids)`; one statement.
    `open_rows()` is a queryset of values_list(scope, id, version) over every row on the board.
    """

    name: str
    model: type[Model]
    scope: Callable[[Model], str]
    rows: Callable[[list[int] | RawSQL], list[dict]]
    open_rows: Callable[[], QuerySet]

    def rows_in(self, scopes: list[str]) -> list[dict]:
        """Build the rows on the board in these scopes."""
        sql, parameters = self.open_rows().query.sql_with_params()
        return self.rows(RawSQL(IDS_IN_SCOPES.format(open_rows=sql), [*parameters, scopes]))  # noqa: S611


@dataclass(frozen=True)
class Board:
    """One board: the kinds of row it shows and what it takes to see it."""

    name: str
    kinds: tuple[str, ...]
    permission: Permission


_kinds: dict[str, RowKind] = {}
_boards: dict[str, Board] = {}
_figures: list[tuple[tuple[str, ...], Callable[[], QuerySet]]] = []


def register_kind(kind: RowKind) -> None:
    """Add a kind of row."""
    _kinds[kind.name] = kind


def register_board(board: Board) -> None:
    """Add a board."""
    _boards[board.name] = board


def register_figures(names: Iterable[str], counted: Callable[[], QuerySet]) -> None:
    """
    Add figures that every board shows.

    `counted()` is a queryset of values_list(scope, numbers), `numbers` a JSON object by name; what
    is counted for a command unit counts for the whole force as well.
    """
    _figures.append((tuple(names), counted))


def kinds() -> dict[str, RowKind]:
    """Return the kinds of row by name."""
    return dict(_kinds)


def kind_of(row: Model) -> RowKind:
    """Return the kind that a model instance is shown as."""
    return next(kind for kind in _kinds.values() if isinstance(row, kind.model))


def boards() -> dict[str, Board]:
    """Return the boards by name."""
    return dict(_boards)


def board(name: str) -> Board:
    """
    Return one board.

    :raises NotFound: if there is none of that name
    """
    if name not in _boards:
        raise NotFound(f"There is no board called {name}.")
    return _boards[name]


def figures() -> Figures:
    """Count every registered figure, by scope; one statement for all of them."""
    names = [name for listed, _counted in _figures for name in listed]
    first, *others = (counted() for _listed, counted in _figures)
    return fold(names, first.union(*others, all=True) if others else first)


def fold(names: Iterable[str], counted: Iterable[tuple[str, dict[str, int]]]) -> Figures:
    """Add up counted numbers by scope; the whole force has every figure, if only as nought."""
    whole = dict.fromkeys(names, 0)
    scopes: Figures = {WHOLE_FORCE: whole}
    for scope, numbers in counted:
        for name, number in numbers.items():
            whole[name] += number
        if scope != WHOLE_FORCE:
            scopes.setdefault(scope, {}).update(numbers)
    return scopes
