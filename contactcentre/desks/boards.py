"""The live boards: which rows each shows, and who may see it."""

from contactcentre.core.live.boards import Board, register_board
from contactcentre.core.permissions import Permission

CALLS = ("contact", "handler", "incident", "alert")
DISPATCH = ("incident", "unit", "alert")
SUPERVISOR = ("contact", "handler", "incident", "unit", "alert")


def fill_ports() -> None:
    """Open the boards of the three desks."""
    register_board(Board("calls", CALLS, Permission.BOARD_CALLS))
    register_board(Board("dispatch", DISPATCH, Permission.BOARD_DISPATCH))
    register_board(Board("supervisor", SUPERVISOR, Permission.BOARD_SUPERVISOR))
