"""Ending sessions: one's own, or somebody's who is not where they should be."""

from contactcentre.core import audit, permissions
from contactcentre.core.errors import NotFound
from contactcentre.core.models import Person
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action


@action
def end_own(*, keys: list[str], by, at) -> int:
    """End some of one's own sessions, and return how many those were."""
    ended = by.sessions.filter(pk__in=keys).delete()[0]
    audit.record("person.sessions_ended", by, by=by, at=at, number=ended)
    return ended


@action
def end_others(*, keep: str, by, at) -> int:
    """End all one's own sessions but the one named, and return how many those were."""
    ended = by.sessions.exclude(pk=keep).delete()[0]
    audit.record("person.sessions_ended", by, by=by, at=at, number=ended)
    return ended


@action
def end_all(*, person_id: int, by, at) -> int:
    """
    End every session of a person; their shift lapses within a minute unless they sign in again.

    :raises NotFound: when there is no such person
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound("There is no such person.")
    ended = person.sessions.all().delete()[0]
    audit.record("person.sessions_ended", person, by=by, at=at, number=ended)
    return ended
