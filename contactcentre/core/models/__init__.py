"""People, places, the audit trail and the small records every app needs."""

from contactcentre.core.models.audit import AuditEntry, AuditSeal, append_only, never_truncated
from contactcentre.core.models.factors import AuthenticatorApp, Passkey, RecoveryCode
from contactcentre.core.models.people import ApiKey, Desk, Duty, Person
from contactcentre.core.models.places import Borough, CommandUnit
from contactcentre.core.models.procedures import Procedure, ProcedureReceipt
from contactcentre.core.models.records import Heartbeat, IdempotencyRecord, VirtualClock
from contactcentre.core.models.sessions import Session
from contactcentre.core.models.versioned import HeldQuerySet, Versioned

__all__ = [
    "ApiKey",
    "AuditEntry",
    "AuditSeal",
    "AuthenticatorApp",
    "Borough",
    "CommandUnit",
    "Desk",
    "Duty",
    "Heartbeat",
    "HeldQuerySet",
    "IdempotencyRecord",
    "Passkey",
    "Person",
    "Procedure",
    "ProcedureReceipt",
    "RecoveryCode",
    "Session",
    "Versioned",
    "VirtualClock",
    "append_only",
    "never_truncated",
]
