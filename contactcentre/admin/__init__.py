"""The admin site: people and reference data through actions; operational records to be read."""

from contactcentre.admin import (
    calls,
    clocks,
    incidents,
    machines,
    people,
    procedures,
    question_sets,
    reference,
    units,
)
from contactcentre.admin.site import site

__all__ = [
    "calls",
    "clocks",
    "incidents",
    "machines",
    "people",
    "procedures",
    "question_sets",
    "reference",
    "site",
    "units",
]
