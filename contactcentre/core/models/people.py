"""People who work here, the keys of machines, and who is on shift."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import ExpressionWrapper, Q
from django.db.models.functions import Lower

from contactcentre.core.models.places import CommandUnit
from contactcentre.core.models.versioned import HeldQuerySet
from contactcentre.core.permissions import Permission, Role


class Person(AbstractUser):
    """Somebody who signs in, or a service account that comes with a key."""

    roles = ArrayField(
        models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role]),
        default=list,
        blank=True,
    )
    command_units = models.ManyToManyField(CommandUnit, blank=True, related_name="people")
    # Said, never left open: whoever has neither this nor a command unit sees no area at all.
    whole_force = models.BooleanField(default=False)
    is_service = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=False)
    groups = None
    user_permissions = None

    # Set for one request when the person came with a key; never stored.
    key_scopes: frozenset[str] | None = None
    acting_through: str = ""

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="person_one_of_each_username",
                violation_error_message="There is somebody of that name already.",
            )
        ]

    def __str__(self) -> str:
        return self.short_name

    @classmethod
    def service(cls, username: str, name: str, roles: list[str]) -> "Person":
        """
        Return the service account of this name, made without a way to sign in.

        Any number of processes may make it at once: the database keeps the first, in silence.
        """
        return cls.objects.filter(username=username).first() or cls._made(username, name, roles)

    @classmethod
    def _made(cls, username: str, name: str, roles: list[str]) -> "Person":
        made_with = {"last_name": name, "roles": roles, "password": make_password(None)}
        first = cls(username=username, is_service=True, whole_force=True, **made_with)
        cls.objects.bulk_create([first], ignore_conflicts=True)
        return cls.objects.get(username=username)

    @property
    def short_name(self) -> str:
        """The name as the floor says it: D. Okafor."""
        if not self.last_name:
            return self.username
        return f"{self.first_name[:1]}. {self.last_name}" if self.first_name else self.last_name


class ApiKey(models.Model):
    """A machine's key: only its hash is kept, and what it opens is scopes and roles together."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = ArrayField(
        models.CharField(max_length=30, choices=[(p.value, p.value) for p in Permission])
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"


class Desk(models.TextChoices):
    """Where on the floor somebody works."""

    CALLS = "CALLS", "Call handling"
    DISPATCH = "DISPATCH", "Dispatch"
    SUPERVISION = "SUPERVISION", "Supervision"
    DUTY_OFFICE = "DUTY_OFFICE", "Duty office"


class ClockTimestamp(models.Func):
    """PostgreSQL's clock_timestamp(): real time, never the moved clock."""

    template = "clock_timestamp()"
    output_field = models.DateTimeField()


class DutyQuerySet(HeldQuerySet):
    """Duties as questions."""

    def current(self):
        """Return the duties of everybody on shift, on a break or not."""
        return self.filter(ended_at=None)

    def present(self):
        """Return the duties of those on shift and at their desk."""
        return self.current().filter(break_started_at=None)

    def held_to_leave(self):
        """Return duties held so that nobody is given anything to own until the transaction ends."""
        return self.select_related("person").select_for_update(of=("self",))

    def saw(self, people) -> int:
        """Mark these people as seen just now; a duty that somebody holds is left for next time."""
        seen = self.current().filter(person__in=people)
        with transaction.atomic():
            free = seen.select_for_update(no_key=True, skip_locked=True).values("pk")
            return self.filter(pk__in=free).update(last_seen_at=ClockTimestamp())

    def unseen(self, seconds: int):
        """Return the duties of those unseen for this many real seconds, however fast time runs."""
        return self.current().filter(
            last_seen_at__lt=ExpressionWrapper(
                ClockTimestamp() - timedelta(seconds=seconds), models.DateTimeField()
            )
        )


class Duty(models.Model):
    """One person's shift at one desk. An owner of an incident is somebody with a current one."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="duties")
    desk = models.CharField(max_length=12, choices=Desk.choices)
    command_unit = models.ForeignKey(CommandUnit, models.PROTECT, null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    break_started_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField()
    called_in = models.BooleanField(default=False)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="duty_one_current_per_person"
            )
        ]
        indexes = [
            models.Index(
                fields=["desk", "command_unit"], condition=Q(ended_at=None), name="duty_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.get_desk_display()}"
