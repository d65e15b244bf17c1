"""Asking again who sits there: hours after the password was given, and never during a call."""

from contactcentre.contacts.enums import HandlerState
from contactcentre.contacts.models import Handler
from contactcentre.core import sessions
from contactcentre.core.middleware.lock import LOCKED
from contactcentre.desks.views import locking


class AskAgain:
    """
    Lock a session whose password was given four hours ago, as soon as its person is on no call.

    What was typed is under the lock, as after any other; what was sent is refused and sent again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _is_due(request) and not _is_on_a_call(request.user):
            locking.cover(request)
        return self.get_response(request)


def _is_due(request) -> bool:
    session = request.session
    is_open = "_auth_user_id" in session and not session.get(LOCKED)
    return is_open and sessions.asked_again_in(request.session) <= 0


def _is_on_a_call(person) -> bool:
    on_a_call = (HandlerState.RINGING, HandlerState.ON_CALL)
    return Handler.objects.filter(person=person, state__in=on_a_call).exists()
