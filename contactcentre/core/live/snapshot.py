"""A whole board at one moment: what a browser starts from, and checks itself against."""

from contactcentre.core import permissions, scope
from contactcentre.core.live import boards, reading
from contactcentre.core.live.boards import Board
from contactcentre.core.live.digests import digests


def take(name: str, person) -> dict:
    """
    Read a board as far as a person may see it, with the digests of the very rows returned.

    :raises NotFound: if there is no such board
    :raises NotAllowed: if the person may not see it
    """
    board = boards.board(name)
    permissions.check(person, board.permission)
    return read(board, scope.board_scopes(person))


def read(board: Board, scopes: list[str]) -> dict:
    """Read a board in these scopes."""
    kinds = boards.kinds()
    rows = [row for kind in board.kinds for row in kinds[kind].rows_in(scopes)]
    facts = reading.facts()
    return {
        "board": board.name,
        "now": facts.at,
        "speed": facts.speed,
        "scopes": scopes,
        "rows": rows,
        "digests": digests((row["kind"], row["scope"], row["id"], row["version"]) for row in rows),
        "figures": {code: facts.figures[code] for code in scopes if code in facts.figures},
        "clocks_age": facts.clocks_age,
    }
