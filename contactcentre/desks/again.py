"""Asking again who sits there: hours after the password was given, and never during a call."""

from django.contrib.auth import SESSION_KEY

from contactcentre.contacts.models import Handler
from contactcentre.core import sessions
from contactcentre.core.middleware.lock import LOCKED
from contactcentre.desks.views import locking

# Desks read something every few seconds: for so long they are left to whoever types, and ask by
# themselves, at /unlock/, once nobody does.
PATIENCE = 300


class AskAgain:
    """
    Lock a session whose password was given four hours ago, as soon as its person has no contact.

    A form that is sent is taken: what stands on a page without a lock of its own would be lost.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _is_due(request) and request.user.is_authenticated and not _is_on_a_call(request.user):
            locking.cover(request)
        return self.get_response(request)


def _is_due(request) -> bool:
    session = request.session
    if SESSION_KEY not in session or session.get(LOCKED):
        return False
    left = sessions.asked_again_in(session)
    if request.path == "/unlock/":
        return left <= 0
    if request.path.startswith("/api/") or locking.is_script(request):
        return left <= -PATIENCE
    return left <= 0 and request.method == "GET"


def _is_on_a_call(person) -> bool:
    """Test whether a contact rings at them, is on their line, or waits for how it ended."""
    return Handler.objects.filter(person=person).exclude(contact=None).exists()
