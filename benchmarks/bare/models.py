"""One table, which `table.py` makes."""

from django.db import models


class Row(models.Model):
    """One row."""

    number = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=20, default="QUEUED")

    class Meta:
        managed = False
        db_table = "bare_row"

    def __str__(self) -> str:
        return self.number
