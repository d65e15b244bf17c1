"""Contacts, their callers and lines, who takes them, and what callers are told."""

from contactcentre.contacts.models.call_event import CallEvent
from contactcentre.contacts.models.caller_location import CallerLocation
from contactcentre.contacts.models.contact import Contact
from contactcentre.contacts.models.handler import Handler
from contactcentre.contacts.models.operator_handover import OperatorHandover
from contactcentre.contacts.models.outbound_message import OutboundMessage
from contactcentre.contacts.models.pad import Pad, PadVersion
from contactcentre.contacts.models.raw_payload import RawPayload
from contactcentre.contacts.models.ring_back import RingBack

__all__ = [
    "CallEvent",
    "CallerLocation",
    "Contact",
    "Handler",
    "OperatorHandover",
    "OutboundMessage",
    "Pad",
    "PadVersion",
    "RawPayload",
    "RingBack",
]
