"""Policies, clocks, their fired steps, and alerts."""

from contactcentre.countdowns.models.alert import Alert
from contactcentre.countdowns.models.clock import Clock, ClockStep
from contactcentre.countdowns.models.policy import Policy

__all__ = ["Alert", "Clock", "ClockStep", "Policy"]
