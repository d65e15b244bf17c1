"""Incidents, their log, people, assessments, places and codes."""

from incidents.models.incident import EXCUSE, CadDay, Incident
from incidents.models.log import Assessment, GradeDecision, IncidentContact, LogEntry, Party
from incidents.models.places import Code, Place

__all__ = [
    "EXCUSE",
    "Assessment",
    "CadDay",
    "Code",
    "GradeDecision",
    "Incident",
    "IncidentContact",
    "LogEntry",
    "Party",
    "Place",
]
