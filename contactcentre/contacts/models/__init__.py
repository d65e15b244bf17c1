"""Contacts, where their callers are, what their lines reported, and who takes them."""

from contactcentre.contacts.models.call_event import CallEvent
from contactcentre.contacts.models.caller_location import CallerLocation
from contactcentre.contacts.models.contact import Contact
from contactcentre.contacts.models.handler import Handler
from contactcentre.contacts.models.raw_payload import RawPayload

__all__ = ["CallEvent", "CallerLocation", "Contact", "Handler", "RawPayload"]
