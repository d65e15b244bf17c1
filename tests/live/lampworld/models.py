"""Lamps: rows as simple as a row on a board can be."""

from django.db import models

from contactcentre.core.models import Versioned


class Lamp(Versioned):
    """A lamp in a room; on the board while it burns."""

    room = models.CharField(max_length=4)
    text = models.CharField(max_length=200)
    is_lit = models.BooleanField(default=True)

    class Meta:
        db_table = "lampworld_lamp"

    def __str__(self) -> str:
        return self.text
