"""That two incidents have to do with each other."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from contactcentre.core.models import HeldQuerySet, Person, append_only, never_truncated
from incidents.enums import LinkKind
from incidents.models.incident import Incident

GIVEN = ["kind", "from_incident", "to_incident", "linked_by", "linked_at", "why"]
FORTH = {
    LinkKind.DUPLICATE: "Duplicate of",
    LinkKind.CONTINUATION: "Continues",
}
BACK = {
    LinkKind.DUPLICATE: "Has as a duplicate",
    LinkKind.CONTINUATION: "Is continued by",
}


class IncidentLinkQuerySet(HeldQuerySet):
    """Links as questions."""

    def live(self):
        """Return the links that hold."""
        return self.filter(unlinked_at=None)


class IncidentLink(models.Model):
    """
    A link from an incident to one that was opened before it (F4).

    It stays as it was made; that it holds no more is written once, with a reason.
    """

    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    from_incident = models.ForeignKey(Incident, models.PROTECT, related_name="links_to_earlier")
    to_incident = models.ForeignKey(Incident, models.PROTECT, related_name="links_to_later")
    linked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)
    unlinked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    unlinked_at = models.DateTimeField(null=True, blank=True)
    unlinked_why = models.CharField(max_length=300, blank=True)

    objects = IncidentLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_incident__gt=F("to_incident")), name="link_goes_to_an_earlier_one"
            ),
            models.UniqueConstraint(
                fields=["from_incident", "to_incident", "kind"],
                condition=Q(unlinked_at=None),
                name="link_holds_once",
            ),
            models.CheckConstraint(
                condition=Q(unlinked_why="", unlinked_by=None, unlinked_at=None)
                | Q(unlinked_by__isnull=False, unlinked_at__isnull=False) & ~Q(unlinked_why=""),
                name="link_ends_for_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="stays_as_given", fields=GIVEN),
            pgtrigger.Protect(
                name="unlinked_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__unlinked_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_truncated(),
        ]

    def __str__(self) -> str:
        return f"{self.from_incident}: {self.get_kind_display().lower()} {self.to_incident}"

    def other_of(self, incident: Incident) -> Incident:
        """Return the incident at the other end."""
        return self.to_incident if incident.pk == self.from_incident_id else self.from_incident

    def words(self, incident: Incident) -> str:
        """Return what the other end is to this one: "Duplicate of"."""
        said = FORTH if incident.pk == self.from_incident_id else BACK
        return said.get(self.kind, self.get_kind_display())


class LinkedLook(models.Model):
    """That whoever is to close an incident looked at a linked one, which stays open (F5)."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="looks")
    other = models.ForeignKey(Incident, models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(incident=F("other")), name="look_is_at_another_incident"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.other}, looked at for {self.incident}"
