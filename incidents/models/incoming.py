"""What other forces and agencies give over to us, and every message of theirs as it came."""

import pgtrigger
from django.db import models
from django.db.models import Q

from contactcentre.contacts.models import Contact
from contactcentre.core.models import append_only, never_truncated
from incidents.enums import Grade
from incidents.models.transfer import Agency, Transfer

# After the name that they know a transfer by; no name of theirs holds this letter.
AGAIN, MOST = "\x1f", 99
# The later in these letters, the more urgent; none at all is the least.
FALLS = """strpos(' RESI', NEW."grade") < strpos(' RESI', OLD."grade")"""


class IncomingTransfer(models.Model):
    """
    Something that was given over to us: whose, under which name there, as which contact here.

    Its grade is the least that is suggested here. Another message may raise it, and none lowers it.
    News of what was done with here is another contact, and another of these: the newest counts.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    key = models.CharField(max_length=300)
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="incoming")
    their_reference = models.CharField(max_length=60, blank=True)
    grade = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    grade_reason = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="incoming_known_by_its_key"),
            models.CheckConstraint(
                condition=Q(grade="") | ~Q(grade_reason=""), name="incoming_grade_has_a_reason"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="stays_as_given", fields=["agency", "key", "contact", "received_at"]
            ),
            pgtrigger.Protect(
                name="grade_never_falls",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(FALLS),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"{self.their_reference or self.pk} of {self.agency_id}"

    @property
    def transfer_id(self) -> str:
        """By which name they know it, however often it came to us."""
        return self.key.partition(AGAIN)[0]

    @property
    def keys(self) -> list[str]:
        """Return the keys of all contacts that it may have become, its first one first."""
        first = self.transfer_id
        return [first, *(f"{first[:290]}{AGAIN}{number}" for number in range(2, MOST + 1))]

    @property
    def next_key(self) -> str:
        """Return the key of the contact after this one, or "" when there were too many."""
        keys = self.keys
        place = keys.index(self.key) + 1
        return keys[place] if place < len(keys) else ""


class TransferMessage(models.Model):
    """One message of an agency as it came, and what it was answered; the same again is no other."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    message_id = models.CharField(max_length=300)
    kind = models.CharField(max_length=10)
    body = models.BinaryField()
    body_hash = models.CharField(max_length=64)
    incoming = models.ForeignKey(
        IncomingTransfer, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    transfer = models.ForeignKey(
        Transfer, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    received_at = models.DateTimeField()
    answer = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "message_id"], name="transfer_message_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(incoming=None) ^ Q(transfer=None),
                name="transfer_message_is_about_one",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.kind} of {self.agency_id}"
