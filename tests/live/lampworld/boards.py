"""Lamps as the lamp board shows them."""

from django.db.models import Count
from django.db.models.functions import JSONObject

from contactcentre.core.live.boards import (
    Board,
    RowKind,
    register_board,
    register_figures,
    register_kind,
)
from contactcentre.core.permissions import Permission
from tests.live.lampworld.models import Lamp


def fill_ports() -> None:
    """Show lamps to dispatchers."""
    register_kind(RowKind("lamp", Lamp, lambda lamp: lamp.room, rows, open_rows))
    register_board(Board("lamps", ("lamp",), Permission.BOARD_DISPATCH))
    register_figures(["lit"], counted)


def rows(ids) -> list[dict]:
    """Build the rows of lamps that burn."""
    return [
        {
            "kind": "lamp",
            "id": lamp.pk,
            "version": lamp.version,
            "scope": lamp.room,
            "text": lamp.text,
            "figures": ["lit"],
        }
        for lamp in Lamp.objects.filter(is_lit=True, pk__in=ids)
    ]


def open_rows():
    """Return where every burning lamp is."""
    return Lamp.objects.filter(is_lit=True).values_list("room", "pk", "version")


def counted():
    """Count burning lamps by room."""
    lit = Lamp.objects.filter(is_lit=True).values("room")
    return lit.annotate(numbers=JSONObject(lit=Count("pk"))).values_list("room", "numbers")
