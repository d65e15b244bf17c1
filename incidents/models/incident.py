"""An incident, from its opening to its closing."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from contactcentre.contacts.enums import LocationSource
from contactcentre.core.models import Borough, CommandUnit, HeldQuerySet, Person, Versioned
from contactcentre.core.models.moves import moves_trigger
from contactcentre.countdowns.models import Policy
from incidents import cad, states
from incidents.enums import DOMESTIC, Grade, Status, SuspectIdentity
from incidents.models.places import Code

EXCUSE = (
    "non_attendance_reason",
    "non_attendance_asked_by",
    "non_attendance_approved_by",
    "non_attendance_grade",
)

# What was heard in the first moments: once it is written nobody changes it (C4).
AS_HEARD = ("first_words", "demeanour", "background")


def kept_as_heard(*names: str) -> list[pgtrigger.Protect]:
    """Return the triggers that refuse to change these columns once they say something."""
    changed = 'OLD."{0}" <> \'\' AND OLD."{0}" IS DISTINCT FROM NEW."{0}"'
    return [
        pgtrigger.Protect(
            name=f"{name}_stays",
            operation=pgtrigger.UpdateOf(name),
            condition=pgtrigger.Condition(changed.format(name)),
        )
        for name in names
    ]


class CadDay(models.Model):
    """The last CAD number given on a London day; the row is held only in a commit's last moment."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.day}: {self.last}"


class IncidentQuerySet(HeldQuerySet):
    """Incidents as questions."""

    def unclosed(self):
        """Return the incidents that are still somebody's work."""
        return self.exclude(status=Status.CLOSED)


class Incident(Versioned):
    """
    Something that happened to somebody, and what is being done about it.

    What must never be false of it is a constraint here or a trigger (DESIGN §3); `left_at` is when
    its last unit left without having dealt with it, until another is assigned. `position_source`
    says whose word the position is when no place was picked: the caller's telephone's.
    `place_number` counts how often it was put elsewhere, so that a crew can say which place it
    knows; `place_changed_at` is when that last happened to units that had been sent.
    `place_taken_back` says that words were put for a picked place: it is not at the caller again.
    """

    cad_day = models.DateField(null=True)
    cad_number = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=15, choices=Status.choices, default=Status.OPEN)
    opening_code = models.ForeignKey(Code, models.PROTECT, related_name="+")
    summary = models.CharField(max_length=2000)
    first_words = models.TextField(blank=True)
    demeanour = models.CharField(max_length=200, blank=True)
    background = models.CharField(max_length=200, blank=True)
    key_word = models.CharField(max_length=60, blank=True)

    place = models.CharField(max_length=200, blank=True)
    place_words = models.CharField(max_length=240, blank=True)
    borough = models.ForeignKey(Borough, models.PROTECT, null=True, blank=True)
    command_unit = models.ForeignKey(CommandUnit, models.PROTECT, null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    position_source = models.CharField(max_length=6, choices=LocationSource.choices, blank=True)
    position_radius_m = models.PositiveIntegerField(null=True, blank=True)

    suspect_identity = models.CharField(
        max_length=12, choices=SuspectIdentity.choices, default=SuspectIdentity.UNKNOWN
    )
    suspect_reason = models.CharField(max_length=300, blank=True)
    vulnerable = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)

    place_number = models.PositiveIntegerField(default=0)
    place_changed_at = models.DateTimeField(null=True, blank=True)
    place_taken_back = models.BooleanField(default=False)

    # The number of its newest warning for crews; they know it by that.
    warning_number = models.PositiveIntegerField(default=0)

    grade = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    suggested_grade = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    graded_at = models.DateTimeField(null=True, blank=True)
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, blank=True)
    clock_start_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)

    owner = models.ForeignKey(Person, models.PROTECT, related_name="owned")
    owner_since = models.DateTimeField()
    units_live = models.PositiveSmallIntegerField(default=0)
    units = models.JSONField(default=list)
    left_at = models.DateTimeField(null=True, blank=True)
    times_diverted = models.PositiveSmallIntegerField(default=0)
    attended_at = models.DateTimeField(null=True, blank=True)

    non_attendance_reason = models.CharField(max_length=300, blank=True)
    non_attendance_asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    non_attendance_approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    non_attendance_grade = models.CharField(max_length=1, choices=Grade.choices, blank=True)
    closing_code = models.ForeignKey(Code, models.PROTECT, null=True, blank=True, related_name="+")
    result_text = models.CharField(max_length=2000, blank=True)

    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    log_seq = models.PositiveIntegerField(default=0)
    log_hash = models.CharField(max_length=64, blank=True)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cad_day", "cad_number"], name="cad_number_once_a_day"),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED)
                | Q(attended_at__isnull=False)
                | Q(non_attendance_approved_by__isnull=False),
                name="incident_attended_or_excused_before_closing",
            ),
            models.CheckConstraint(
                condition=Q(non_attendance_approved_by=None)
                | (
                    Q(non_attendance_asked_by__isnull=False)
                    & ~Q(non_attendance_approved_by=F("non_attendance_asked_by"))
                    & ~Q(non_attendance_reason="")
                ),
                name="incident_excused_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED)
                | Q(closing_code__isnull=False, closed_at__isnull=False, units_live=0),
                name="incident_closes_with_a_code_and_no_unit",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.OPEN) | ~Q(grade=""),
                name="incident_graded_once_open",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(status=Status.AWAITING_UNIT),
                name="incident_left_awaits_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(suspect_identity=SuspectIdentity.NOT_DOMESTIC) | ~Q(suspect_reason=""),
                name="incident_not_domestic_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["command_unit", "id"],
                condition=~Q(status=Status.CLOSED),
                name="incident_unclosed",
            ),
            models.Index(
                fields=["owner"], condition=~Q(status=Status.CLOSED), name="incident_owned"
            ),
            models.Index(fields=["place_words", "-id"], name="incident_place"),
            models.Index(fields=["lat", "lon"], name="incident_where"),
            models.Index(fields=["opened_at"], name="incident_opened"),
            models.Index(fields=["id"], condition=Q(restricted=True), name="incident_restricted"),
        ]
        triggers = [moves_trigger("status", states.NEXT), *kept_as_heard(*AS_HEARD)]

    def __str__(self) -> str:
        return f"CAD {self.reference}"

    @property
    def reference(self) -> str:
        """The CAD number as it is written."""
        return cad.reference(self.cad_number, self.cad_day)

    @property
    def slug(self) -> str:
        """The CAD number as it stands in an address."""
        return cad.slug(self.cad_number, self.cad_day)

    @property
    def named(self) -> str:
        """How boards, alerts and other incidents' logs may name it."""
        return "a restricted incident" if self.restricted else f"CAD {self.reference}"

    @property
    def place_shown(self) -> str:
        """The place as boards and alerts may name it."""
        return "a restricted place" if self.restricted else self.place or "place not known"

    @property
    def position_shown(self) -> str:
        """How the position is known, where no place was picked: "Handset (AML) ±18 m"."""
        if not self.position_source:
            return ""
        radius = self.position_radius_m
        sure = "radius not known" if radius is None else f"±{radius} m"
        return f"{self.get_position_source_display()} {sure}"

    def said(self, words: str) -> str:
        """Return what somebody typed as alerts may say it; a restricted incident keeps it."""
        return "a reason is on the log" if self.restricted else words

    @property
    def is_domestic(self) -> bool:
        """Whether it counts as domestic: a suspected partner is enough (C5)."""
        return self.suspect_identity in DOMESTIC

    @property
    def tags(self) -> list[str]:
        """The tags every screen shows; DIVERT is never typed by hand (H10)."""
        shown = {
            "DIVERT": self.times_diverted,
            "DA": self.is_domestic,
            "VULN": self.vulnerable,
            "RESTRICTED": self.restricted,
        }
        return [tag for tag, applies in shown.items() if applies]

    def forget_excuse(self) -> None:
        """Let what was asked or approved about nobody attending count no longer."""
        self.non_attendance_asked_by = self.non_attendance_approved_by = None
        self.non_attendance_reason = self.non_attendance_grade = ""

    def save_changes(self, *fields: str) -> None:
        """Write the named fields and where the log stands, and move the version on by one."""
        super().save_changes(*fields, "log_seq", "log_hash")
