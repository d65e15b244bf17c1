"""Who may listen to which board: one rule, asked at the door and again while a socket lives."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare

from contactcentre.core import permissions, scope
from contactcentre.core.live import boards
from contactcentre.core.live.audience import Listener, View
from contactcentre.core.middleware.enrolment import may_enter
from contactcentre.core.middleware.lock import LOCKED
from contactcentre.core.models import Person

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


def admissions(sockets: list[tuple[str, str, str]]) -> list[Listener | None]:
    """
    Decide about sockets, each given as channel, session key and board; in the same order.

    A socket may listen while its session lives, its person is active, signed in by the present
    password and a second factor where one is needed, and allowed to see the board. Three
    statements, however many sockets.
    """
    sessions = _live_sessions({key for _channel, key, _board in sockets})
    people = _people_by_session(sessions)
    scopes = scope.board_scopes_of(people.values())
    return [
        _decide(socket, people.get(socket[1]), scopes, sessions.get(socket[1]))
        for socket in sockets
    ]


def _decide(socket, person, scopes, data) -> Listener | None:
    channel, key, name = socket
    board = boards.boards().get(name)
    if board is None or person is None or not _may_enter(person, data):
        return None
    if not permissions.has(person, board.permission):
        return None
    view = View(name, frozenset(board.kinds), frozenset(scopes[person.pk]))
    return Listener(channel, key, person.pk, view, is_at_desk=not data.get(LOCKED))


def _may_enter(person: Person, data: dict) -> bool:
    return may_enter(data) and not person.must_change_password


def _people_by_session(sessions: dict[str, dict]) -> dict[str, Person]:
    ids = {int(data[SESSION_KEY]) for data in sessions.values()}
    people = {person.pk: person for person in Person.objects.filter(pk__in=ids, is_active=True)}
    signed_in = {}
    for key, data in sessions.items():
        person = people.get(int(data[SESSION_KEY]))
        if person is not None and _has_present_password(data, person):
            signed_in[key] = person
    return signed_in


def _live_sessions(keys: set[str]) -> dict[str, dict]:
    store = SessionStore()
    keys = {key for key in keys if key.isascii() and key.isalnum()}
    found = store.model.objects.filter(session_key__in=keys, expire_date__gt=Now())
    opened = {row.session_key: store.decode(row.session_data) for row in found}
    return {key: data for key, data in opened.items() if _is_of_a_person(data)}


def _is_of_a_person(data: dict) -> bool:
    return str(data.get(SESSION_KEY)).isdecimal() and data.get(BACKEND_SESSION_KEY) in (
        settings.AUTHENTICATION_BACKENDS
    )


def _has_present_password(data: dict, person: Person) -> bool:
    given = data.get(HASH_SESSION_KEY, "")
    hashes = [person.get_session_auth_hash(), *person.get_session_auth_fallback_hash()]
    return any(constant_time_compare(given, known) for known in hashes)
