"""A contact: one call or one conversation, from before anybody acts to its outcome."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Q, Value, When

from contactcentre.contacts import queueing, states
from contactcentre.contacts.enums import (
    CALLS,
    UNDISPOSED_ENDINGS,
    WAITING,
    Channel,
    Ending,
    Flag,
    LocationSource,
    Outcome,
    State,
)
from contactcentre.contacts.models.arrival import ArrivalQuerySet
from contactcentre.core.models import Person, Versioned
from contactcentre.core.models.moves import moves_trigger

OPEN = ~Q(state=State.DISPOSED)
QUEUE_ORDER = ("rank", "received_at", "id")


def _rank():
    """Return queueing.rank as PostgreSQL reckons it, built from the same table."""
    classes = [
        When(channel=channel, then=Value(place * 10)) for channel, place in queueing.CLASS.items()
    ]
    digital = Value(queueing.DIGITAL_CLASS * 10)
    return Case(*classes, default=digital) + Case(
        When(flags__overlap=[str(flag) for flag in queueing.RISK], then=Value(0)),
        default=Value(5),
    )


def _skill():
    """Return queueing.skill_for as PostgreSQL reckons it, built from the same table."""
    needed = [
        When(channel=channel, then=Value(skill.value))
        for channel, skill in queueing.NEEDED_SKILL.items()
    ]
    return Case(*needed, default=Value(queueing.DIGITAL_SKILL.value))


class ContactQuerySet(ArrivalQuerySet):
    """Contacts as questions."""

    def open(self):
        """Return the contacts that still need something: an answer, an end or an outcome."""
        return self.filter(OPEN)

    def waiting(self):
        """Return the contacts nobody has answered, in the one order in which they are taken."""
        return self.filter(state__in=WAITING).order_by(*QUEUE_ORDER)

    def queued(self):
        """Return the waiting contacts that ring at nobody, in the order they are offered."""
        return self.filter(state=State.QUEUED).order_by(*QUEUE_ORDER)

    def before(self, contact, *, since):
        """Return the contacts of the same number since a moment, the latest first; no hoaxes."""
        same = self.filter(number=contact.number, received_at__range=(since, contact.received_at))
        known = same.exclude(number="").exclude(outcome=Outcome.HOAX).exclude(pk=contact.pk)
        return known.order_by("-received_at", "-id")

    def undisposed(self):
        """Return the contacts that have ended and have no outcome."""
        return self.filter(state__in=UNDISPOSED_ENDINGS)


class Contact(Versioned):
    """
    One call or conversation. It exists before anybody acts on it (A1).

    `received_at` is our own time and never moves; `connected_at` is when the network handed the
    call over (BT), `presented_at` when it began to ring here. `fence` counts the offers: an order
    that carries an older one comes from somebody who no longer has the contact.
    """

    source = models.CharField(max_length=170)
    source_id = models.CharField(max_length=200)
    channel = models.CharField(max_length=16, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    number = models.CharField(max_length=20, blank=True)
    number_raw = models.CharField(max_length=80, blank=True)
    handle = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    flags = ArrayField(
        models.CharField(max_length=15, choices=Flag.choices), default=list, blank=True
    )
    rank = models.GeneratedField(
        expression=_rank(), output_field=models.SmallIntegerField(), db_persist=True
    )
    skill = models.GeneratedField(
        expression=_skill(), output_field=models.CharField(max_length=15), db_persist=True
    )
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    received_at = models.DateTimeField()
    connected_at = models.DateTimeField(null=True, blank=True)
    presented_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=9, choices=Ending.choices, blank=True)
    disposed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=18, choices=Outcome.choices, blank=True)
    outcome_note = models.CharField(max_length=2000, blank=True)

    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    fence = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)

    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    radius_m = models.PositiveIntegerField(null=True, blank=True)
    location_source = models.CharField(max_length=6, choices=LocationSource.choices, blank=True)
    located_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], name="contact_arrives_once"),
            models.UniqueConstraint(
                fields=["handler"],
                condition=Q(state=State.OFFERED),
                name="contact_one_ringing_per_handler",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OFFERED, lease_until__isnull=False, handler__isnull=False)
                | ~Q(state=State.OFFERED) & Q(lease_until=None),
                name="contact_offered_as_a_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.QUEUED) | Q(handler=None), name="contact_queued_for_nobody"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.LIVE, State.ENDED]) | Q(answered_at__isnull=False),
                name="contact_answered_before_its_end",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[*sorted(UNDISPOSED_ENDINGS), State.DISPOSED], ended_at__isnull=False
                )
                & ~Q(ending="")
                | Q(state__in=[*sorted(WAITING), State.LIVE], ended_at=None, ending=""),
                name="contact_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", disposed_at=None, outcome_note="")
                | ~Q(outcome="") & ~Q(outcome_note="") & Q(disposed_at__isnull=False),
                name="contact_outcome_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DISPOSED) | ~Q(outcome=""),
                name="contact_done_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(UNDISPOSED_ENDINGS)) | Q(outcome=""),
                name="contact_with_an_outcome_is_done_at_its_end",
            ),
            models.CheckConstraint(
                condition=~Q(ending=Ending.ABANDONED) | Q(answered_at=None),
                name="contact_abandoned_was_never_answered",
            ),
        ]
        indexes = [
            models.Index(
                fields=list(QUEUE_ORDER), condition=Q(state=State.QUEUED), name="contact_queue"
            ),
            models.Index(fields=["id"], condition=OPEN, name="contact_open"),
            models.Index(
                fields=["number", "-received_at"], condition=~Q(number=""), name="contact_number"
            ),
            models.Index(
                fields=["handle", "-received_at"], condition=~Q(handle=""), name="contact_handle"
            ),
            models.Index(fields=["channel", "received_at"], name="contact_of_a_day"),
            models.Index(fields=["handler", "-id"], name="contact_of_handler"),
        ]
        triggers = [moves_trigger("state", states.NEXT)]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """How people name the contact: C-000123."""
        return f"C-{self.pk:06d}"

    # Set while a contact is being received; never stored.
    just_arrived = False

    @property
    def is_call(self) -> bool:
        """Whether somebody is, or was, on a line."""
        return self.channel in CALLS
