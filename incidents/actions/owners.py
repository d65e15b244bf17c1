"""
Who owns an incident: always somebody on shift.

When an owner leaves, ownership passes on in the same transaction: a colleague on the desk, the
supervisor, the duty officer, who is called in if need be (DESIGN §3.2).
"""

from django.db import connection

from contactcentre.core import audit, live
from contactcentre.core.errors import WrongState
from contactcentre.core.models import Desk, Duty, Person
from contactcentre.core.permissions import Role
from contactcentre.core.transactions import action
from incidents.actions import log
from incidents.enums import LogKind
from incidents.models import Incident

# Held FOR SHARE so that whoever is chosen cannot leave before this is committed; somebody who is
# leaving at this moment is skipped, never waited for.
CHOOSE = """
    SELECT d.person_id FROM core_duty d
    WHERE d.ended_at IS NULL AND d.break_started_at IS NULL AND d.person_id <> ALL (%(but)s)
      AND (d.desk <> 'DISPATCH' OR d.command_unit_id IS NOT DISTINCT FROM %(area)s)
      AND d.desk IN ('DISPATCH', 'SUPERVISION', 'DUTY_OFFICE')
    ORDER BY array_position(ARRAY['DISPATCH', 'SUPERVISION', 'DUTY_OFFICE'], d.desk::text),
             (d.last_seen_at > clock_timestamp() - interval '60 seconds') DESC,
             (SELECT count(*) FROM incidents_incident i
              WHERE i.owner_id = d.person_id AND i.status <> 'CLOSED'),
             d.id
    LIMIT 1 FOR SHARE OF d SKIP LOCKED
"""


def choose(*, area_code: str | None, but: list[int], at) -> Person:
    """
    Return who is to own an incident of an area, on shift and unable to leave before the commit.

    :raises WrongState: when there is nobody, not even a duty officer to call in
    """
    with connection.cursor() as cursor:
        cursor.execute(CHOOSE, {"area": area_code, "but": but})
        found = cursor.fetchone()
    if found:
        return Person.objects.get(pk=found[0])
    return _call_in(but, at)


def first(*, by, area_code: str | None, at) -> Person:
    """Return the first owner of an incident: whoever opens it, if they are on shift themselves."""
    if Duty.objects.present().filter(person=by).exists():
        return by
    return choose(area_code=area_code, but=[], at=at)


def give(incident: Incident, owner: Person, *, why: str, by, at) -> None:
    """Make somebody the owner of a held incident; the caller saves it."""
    if incident.owner_id == owner.pk:
        return
    incident.owner, incident.owner_since = owner, at
    log.write(incident, LogKind.OWNER, f"{owner.short_name} owns this now: {why}", by=by, at=at)


def give_to_desk(incident: Incident, *, why: str, by, at) -> None:
    """Make a dispatcher of its area the owner of a held incident, unless one has it already."""
    if _has_it_at_the_desk(incident):
        return
    owner = choose(area_code=incident.command_unit_id, but=[], at=at)
    give(incident, owner, why=why, by=by, at=at)


@action
def pass_on(*, person: Person, why: str, by, at) -> int:
    """
    Pass on everything a person owns, and return how many incidents that was.

    The caller holds the person's duty. Incidents are held in the order of their ids.

    :raises WrongState: when nobody else is there to take them
    """
    owned = Incident.objects.unclosed().filter(owner=person).order_by("pk")
    incidents = list(owned.select_for_update(no_key=True, of=("self",)))
    for incident in incidents:
        owner = choose(area_code=incident.command_unit_id, but=[person.pk], at=at)
        give(incident, owner, why=why, by=by, at=at)
        incident.save_changes("owner", "owner_since")
        audit.record("incident.passed_on", incident, by=by, at=at, to=owner.username, why=why)
    if incidents:
        live.tell(*incidents, alarm=True)
    return len(incidents)


def _has_it_at_the_desk(incident: Incident) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM core_duty WHERE person_id = %s AND ended_at IS NULL "
            "AND break_started_at IS NULL AND desk <> 'CALLS' FOR SHARE SKIP LOCKED",
            [incident.owner_id],
        )
        return cursor.fetchone() is not None


def _call_in(but: list[int], at) -> Person:
    officers = Person.objects.filter(
        is_active=True, is_service=False, roles__contains=[Role.DUTY_OFFICER]
    )
    officer = officers.exclude(pk__in=but).order_by("pk").first()
    if officer is None:
        raise WrongState(
            "Nobody else is on shift to own this, and there is no duty officer to call in. "
            "Ask a colleague to sign on first."
        )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_duty (person_id, desk, started_at, last_seen_at, called_in) "
            "VALUES (%s, %s, %s, clock_timestamp(), true) "
            "ON CONFLICT (person_id) WHERE ended_at IS NULL "
            "DO UPDATE SET break_started_at = NULL",
            [officer.pk, Desk.DUTY_OFFICE, at],
        )
    duty = Duty.objects.current().get(person=officer)
    audit.record("duty.called_in", duty, by=officer, at=at)
    return officer
