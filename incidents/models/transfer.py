"""Other forces and agencies, and what is given over to them."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from contactcentre.core.models import HeldQuerySet, Person, never_truncated
from contactcentre.core.models.moves import moves_trigger
from incidents import states
from incidents.enums import AgencyKind, Grade, Reach, TransferState
from incidents.models.incident import Incident

SENT = ["incident", "agency", "key", "reason", "grade", "grade_reason", "message"]
ANSWER = ("their_reference", "accepted_by", "answer_note", "answered_at", "answer_taken_by_id")
ANSWER_CHANGED = 'OLD."answered_at" IS NOT NULL AND ({})'.format(
    " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in ANSWER)
)
UNANSWERED = Q(
    their_reference="", accepted_by="", answer_note="", answered_at=None, answer_taken_by=None
)


class Agency(models.Model):
    """Another force or agency: who it is and how its control room is reached."""

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=AgencyKind.choices)
    reach = models.CharField(max_length=9, choices=Reach.choices, default=Reach.TELEPHONE)
    number = models.CharField(max_length=40)
    is_current = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(number=""), name="agency_can_be_rung"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TransferQuerySet(HeldQuerySet):
    """Transfers as questions."""

    def waiting(self):
        """Return those that nobody has accepted or refused."""
        return self.filter(state=TransferState.SENT)

    def undecided(self):
        """Return those that were answered, and of which nobody has said what we do."""
        answered = [TransferState.ACCEPTED, TransferState.REFUSED]
        return self.filter(state__in=answered, decided_at=None)


class Transfer(models.Model):
    """
    An incident given over to another force or agency (A14).

    What was told is kept as it was told, with the grade and its reason: in 2009 the second force
    was told less than the first had heard. `answer_taken_by` is who recorded the receipt.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="transfers")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    key = models.UUIDField(default=uuid.uuid4)
    reason = models.CharField(max_length=300)
    grade = models.CharField(max_length=1, choices=Grade.choices)
    grade_reason = models.CharField(max_length=500)
    message = models.JSONField()
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, choices=TransferState.choices, default=TransferState.SENT
    )
    their_reference = models.CharField(max_length=60, blank=True)
    accepted_by = models.CharField(max_length=120, blank=True)
    answer_note = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_taken_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(grade="") & ~Q(grade_reason="") & ~Q(reason=""),
                name="transfer_carries_grade_and_reason",
            ),
            models.UniqueConstraint(fields=["key"], name="transfer_known_by_its_key"),
            models.UniqueConstraint(
                fields=["incident", "agency"],
                condition=Q(state=TransferState.SENT),
                name="transfer_waits_once_at_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(state=TransferState.SENT) & UNANSWERED
                | ~Q(state=TransferState.SENT)
                & Q(answered_at__isnull=False, answer_taken_by__isnull=False)
                & Q(answered_at__gte=F("sent_at")),
                name="transfer_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=TransferState.ACCEPTED)
                | ~Q(their_reference="") & ~Q(accepted_by=""),
                name="transfer_accepted_with_a_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TransferState.REFUSED, TransferState.WITHDRAWN])
                | ~Q(answer_note=""),
                name="transfer_refused_or_withdrawn_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, answered_at__isnull=False)
                & Q(decided_at__gte=F("answered_at"))
                & ~Q(decision=""),
                name="transfer_decided_once_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=["incident"],
                condition=Q(state=TransferState.SENT)
                | Q(state__in=[TransferState.ACCEPTED, TransferState.REFUSED], decided_at=None),
                name="transfer_open",
            ),
            models.Index(
                fields=["-id"], condition=Q(state=TransferState.SENT), name="transfer_waiting"
            ),
        ]
        triggers = [
            moves_trigger("state", states.TRANSFER_NEXT),
            pgtrigger.ReadOnly(name="stays_as_sent", fields=[*SENT, "sent_by", "sent_at"]),
            pgtrigger.Protect(
                name="stays_as_answered",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(ANSWER_CHANGED),
            ),
            pgtrigger.Protect(
                name="decided_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__decided_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"{self.incident} to {self.agency_id}"
