"""Whose incidents a person may see and change: one answer for every edge."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from contactcentre.core import permissions, scope
from contactcentre.core.errors import NotFound
from contactcentre.core.permissions import Permission, Role
from incidents.models import Incident


def visible_to(person) -> QuerySet[Incident]:
    """Return the incidents in this person's area, and those they own; restricted ones to few."""
    return narrowed(Incident.objects.all(), person)


def narrowed(seen: QuerySet[Incident], person) -> QuerySet[Incident]:
    """Return those of some incidents that this person may see: crew, those of their unit."""
    if is_only_crew(person):
        return seen.filter(pk__in=_of_their_unit(person))
    codes = scope.codes(person)
    if codes is not None:
        seen = seen.filter(Q(command_unit__in=codes) | Q(command_unit=None) | Q(owner=person))
    if not permissions.has(person, Permission.RESTRICTED_VIEW):
        seen = seen.filter(Q(restricted=False) | Q(owner=person))
    return seen


def hidden_contacts(person) -> Q:
    """
    Return which contacts became a restricted incident that this person may not see.

    A contact becomes one incident at most: asked of each contact that is read, and of no other.
    """
    restricted = Incident.objects.filter(restricted=True, contact_links__contact=OuterRef("pk"))
    return Q(Exists(restricted)) & ~Q(Exists(narrowed(restricted, person)))


def held(incident_id: int, person) -> Incident:
    """
    Return an incident this person may see, held until the transaction ends.

    :raises NotFound: when there is none for them
    """
    incident = (
        Incident.objects.select_for_update(no_key=True, of=("self",)).filter(pk=incident_id).first()
    )
    if incident is None or not can_see(incident, person):
        raise NotFound("There is no such incident in your area.")
    return incident


def can_see(incident: Incident, person) -> bool:
    """Test whether this person may see one incident."""
    if person.is_service and not person.acting_through:
        return True
    if is_only_crew(person):
        return narrowed(Incident.objects.filter(pk=incident.pk), person).exists()
    return incident.owner_id == person.pk or _is_within_reach(incident, person)


def is_only_crew(person) -> bool:
    """Test whether a person sees incidents as the crew of a unit, and as nothing else."""
    others = [role for role in person.roles if role != Role.CREW]
    is_more = Permission.INCIDENT_VIEW in permissions.granted(others)
    return Role.CREW in person.roles and not is_more


def _is_within_reach(incident: Incident, person) -> bool:
    if incident.restricted and not permissions.has(person, Permission.RESTRICTED_VIEW):
        return False
    codes = scope.codes(person)
    return codes is None or incident.command_unit_id is None or incident.command_unit_id in codes


def _of_their_unit(person) -> QuerySet[Incident]:
    """
    Return what the unit this person crews is, or was in this shift, sent to; restricted or not.

    Read backwards along the relation that dispatch declares; nothing above is imported.
    """
    this_shift = Q(assignments__ended_at__gte=F("assignments__unit__crewed_at"))
    theirs = this_shift | Q(assignments__ended_at=None)
    return Incident.objects.filter(theirs, assignments__unit__crew=person).values("pk")
