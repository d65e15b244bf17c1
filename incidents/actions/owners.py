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

# Held FOR KEY SHARE so that whoever is chosen cannot leave before this is committed: leaving holds
# the shift FOR UPDATE. Somebody who is leaving at this moment is skipped, never waited for; that
# somebody has just been seen (Duty.saw) changes nothing here.
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
    LIMIT 1 FOR KEY SHARE OF d SKIP LOCKED
"""
AT_A_DESK = """
    SELECT 1 FROM core_duty WHERE person_id = %(person)s AND ended_at IS NULL
    AND break_started_at IS NULL AND desk <> 'CALLS' FOR KEY SHARE SKIP LOCKED
"""
# An account that is being closed at this moment is skipped likewise.
OFFICER = """
    SELECT id FROM core_person WHERE is_active AND NOT is_service
    AND %(role)s = ANY (roles) AND id <> ALL (%(but)s)
    ORDER BY id LIMIT 1 FOR SHARE SKIP LOCKED
"""


def choose(*, area_code: str | None, but: list[int], at) -> Person:
    """
    Return who is to own an incident of an area, on shift and unable to leave before the commit.

    :raises WrongState: when there is nobody, not even a duty officer to call in
    """
    found = _one(CHOOSE, area=area_code, but=but)
    return Person.objects.get(pk=found) if found else _call_in(but, at)


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
    return _one(AT_A_DESK, person=incident.owner_id) is not None


def _call_in(but: list[int], at) -> Person:
    found = _one(OFFICER, role=Role.DUTY_OFFICER, but=but)
    if found is None:
        raise WrongState(
            "Nobody else is on shift to own this, and there is no duty officer to call in. "
            "Ask a colleague to sign on first."
        )
    officer = Person.objects.get(pk=found)
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


def _one(sql: str, **parameters) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchone()
    return found[0] if found else None
