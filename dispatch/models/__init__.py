"""Units, Airwave codes, assignments and diverts."""

from dispatch.models.assignment import Assignment, Divert
from dispatch.models.review import DivertReview
from dispatch.models.unit import AirwaveCode, Unit, UnitStatusChange

__all__ = ["AirwaveCode", "Assignment", "Divert", "DivertReview", "Unit", "UnitStatusChange"]
