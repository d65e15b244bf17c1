"""Which incidents are linked with which, and holding those that a link is about."""

from django.db import connection
from django.db.models import Q

from contactcentre.core.transactions import MovedOn, StillHeld
from incidents import access, linking
from incidents.enums import Status
from incidents.models import Incident, IncidentLink, LinkedLook

# Those that are about one thing, however many links lie between them.
GROUP = """
    WITH RECURSIVE joined (id) AS (
        SELECT unnest(%(ids)s::bigint[])
        UNION
        SELECT CASE link.from_incident_id WHEN joined.id
            THEN link.to_incident_id ELSE link.from_incident_id END
        FROM joined JOIN incidents_incidentlink AS link
            ON link.from_incident_id = joined.id OR link.to_incident_id = joined.id
        WHERE link.unlinked_at IS NULL AND link.kind IN ('DUPLICATE', 'CONTINUATION')
    )
    SELECT id FROM joined
"""


def group(*ids: int) -> set[int]:
    """Return these incidents and all that are about the same, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(GROUP, {"ids": list(ids)})
        return {pk for (pk,) in cursor.fetchall()}


def held(*ids: int) -> dict[int, Incident]:
    """
    Return these incidents and all that are about the same, held in the order of their ids.

    :raises MovedOn: when somebody linked another to them meanwhile; the action begins again
    """
    wanted = group(*ids)
    found = hold(*wanted)
    if not group(*ids) <= wanted:
        raise MovedOn
    return found


def hold(*ids: int) -> dict[int, Incident]:
    """Return incidents held until the transaction ends, in the one order of their ids."""
    rows = Incident.objects.filter(pk__in=ids).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(no_key=True, of=("self",))}


def member(incident: Incident) -> linking.Member:
    """Return an incident as the rule about linked ones sees it."""
    is_closed = incident.status == Status.CLOSED
    return linking.Member(incident.pk, incident.grade, incident.clock_start_at, is_closed)


def carrying(incident: Incident) -> Incident | None:
    """
    Return the earlier open incident that carries on for a held one, held too; None without one.

    It comes before the one that is held: it is never waited for, so that nobody waits in a circle.

    :raises StillHeld: while somebody else holds it; the action begins again
    """
    others = Incident.objects.unclosed().filter(pk__in=group(incident.pk), pk__lt=incident.pk)
    first = others.order_by("pk").values_list("pk", flat=True).first()
    if first is None:
        return None
    found = Incident.objects.held_if_free(first)
    if found is None:
        raise StillHeld
    return found if found.status != Status.CLOSED else None


def open_others(incident: Incident) -> list[Incident]:
    """Return the open incidents that one is linked with in any way, or is about the same as."""
    ends = IncidentLink.objects.live().filter(Q(from_incident=incident) | Q(to_incident=incident))
    direct = {pk for both in ends.values_list("from_incident", "to_incident") for pk in both}
    if not direct:
        return []
    wanted = (direct | group(incident.pk)) - {incident.pk}
    return list(Incident.objects.unclosed().filter(pk__in=wanted).order_by("pk"))


def to_look_at(incident: Incident, person, *, at) -> list[Incident]:
    """
    Return the open linked ones that this person has yet to look at before it closes (F5).

    What they may not see, somebody who may has to look at for them.
    """
    others = open_others(incident)
    if not others:
        return []
    looks = LinkedLook.objects.filter(incident=incident, at__gte=at - linking.LOOKED_AT_FOR)
    made = list(looks.values_list("other", "by", "at"))
    return [other for other in others if not _was_looked_at(other, made, person, at)]


def _was_looked_at(other: Incident, made: list[tuple], person, at) -> bool:
    changed_at = [other.graded_at, other.left_at]
    counting = {
        by
        for pk, by, looked_at in made
        if pk == other.pk and linking.still_counts(looked_at, changed_at=changed_at, at=at)
    }
    return person.pk in counting or (bool(counting) and not access.can_see(other, person))


def lines(incident: Incident, person) -> list[dict]:
    """Return an incident's links both ways; what this person may not see is not told of."""
    both = Q(from_incident=incident) | Q(to_incident=incident)
    links = IncidentLink.objects.filter(both).order_by("pk")
    made = list(links.select_related("from_incident", "to_incident", "linked_by", "unlinked_by"))
    others = [link.other_of(incident) for link in made]
    seen = access.visible_to(person).filter(pk__in=[other.pk for other in others])
    visible = set(seen.values_list("pk", flat=True)) if made else set()
    return [
        _line(link, incident, other, is_seen=other.pk in visible)
        for link, other in zip(made, others, strict=True)
    ]


def _line(link: IncidentLink, incident: Incident, other: Incident, *, is_seen: bool) -> dict:
    return {
        "id": link.pk,
        "kind": link.kind,
        "words": link.words(incident),
        "incident": other.named,
        "slug": other.slug if is_seen else None,
        "grade": other.grade if is_seen else None,
        "status": other.status if is_seen else None,
        "status_label": other.get_status_display() if is_seen else None,
        "why": link.why if is_seen else "",
        "linked_by": link.linked_by.short_name,
        "linked_at": link.linked_at,
        "unlinked_by": link.unlinked_by.short_name if link.unlinked_by else None,
        "unlinked_at": link.unlinked_at,
        "unlinked_why": link.unlinked_why if is_seen else "",
    }
