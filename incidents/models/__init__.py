"""Incidents, their log, people, assessments, places and codes."""

from incidents.models.incident import EXCUSE, CadDay, Incident
from incidents.models.log import Assessment, GradeDecision, IncidentContact, LogEntry, Party
from incidents.models.message import Message
from incidents.models.obligation import Obligation
from incidents.models.places import Code, Place
from incidents.models.question_set import AnsweredSet, QuestionSet
from incidents.models.warning import CrewWarning

__all__ = [
    "EXCUSE",
    "AnsweredSet",
    "Assessment",
    "CadDay",
    "Code",
    "CrewWarning",
    "GradeDecision",
    "Incident",
    "IncidentContact",
    "LogEntry",
    "Message",
    "Obligation",
    "Party",
    "Place",
    "QuestionSet",
]
