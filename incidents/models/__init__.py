"""Incidents, their log, people, assessments, places and codes."""

from incidents.models.answer import Answer, RcrpDecision
from incidents.models.identity import IdentityLink
from incidents.models.incident import EXCUSE, CadDay, Incident
from incidents.models.incoming import IncomingTransfer, TransferMessage
from incidents.models.link import IncidentLink, LinkedLook
from incidents.models.log import Assessment, GradeDecision, IncidentContact, LogEntry, Party
from incidents.models.marker import CourtOrder, Marker
from incidents.models.marker_check import MarkerCheck
from incidents.models.message import Message
from incidents.models.obligation import Obligation
from incidents.models.places import Code, Place
from incidents.models.question_set import AnsweredSet, QuestionSet
from incidents.models.transfer import Agency, Transfer
from incidents.models.warning import CrewWarning

__all__ = [
    "EXCUSE",
    "Agency",
    "Answer",
    "AnsweredSet",
    "Assessment",
    "CadDay",
    "Code",
    "CourtOrder",
    "CrewWarning",
    "GradeDecision",
    "IdentityLink",
    "Incident",
    "IncidentContact",
    "IncidentLink",
    "IncomingTransfer",
    "LinkedLook",
    "LogEntry",
    "Marker",
    "MarkerCheck",
    "Message",
    "Obligation",
    "Party",
    "Place",
    "QuestionSet",
    "RcrpDecision",
    "Transfer",
    "TransferMessage",
]
