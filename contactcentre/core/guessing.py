"""
How many wrong passwords and codes a name bears, counted by axes (AXES_HANDLER).

By name and address together: one wrong keyboard must not lock a whole room behind one address.
And by name alone, over all addresses, of browsers that never signed in as that person: a guesser
with a thousand addresses has no more tries, and the owner's own browser none the fewer.
"""

from contextlib import contextmanager
from datetime import timedelta

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.signals import user_login_failed
from django.db import connection, transaction

from contactcentre.core import devices

# No name has a space in it, so nobody can be called like somebody at a known browser.
AT = " at "
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class Guesses(AxesDatabaseHandler):
    """The counter of wrong tries, with both of the limits."""

    def get_failures(self, request, credentials: dict | None = None) -> int:
        """Return how many tries were wrong, as many as the limit when the name bears no more."""
        name = get_client_username(request, credentials)
        since = get_cool_off_threshold(request)
        # No more rows than the limit: once that is reached, nothing more is written.
        made = AccessAttempt.objects.filter(username=name, attempt_time__gte=since)
        tries = list(made.values_list("ip_address", "failures_since_start"))
        everywhere = sum(wrong for _address, wrong in tries)
        if name and AT in name:
            return everywhere
        here = sum(wrong for address, wrong in tries if address == request.axes_ip_address)
        if everywhere >= settings.SIGN_IN_TRIES_EVERYWHERE:
            return max(here, settings.AXES_FAILURE_LIMIT)
        return here


def counted_as(request, credentials: dict | None) -> str | None:
    """Return the name that tries are counted under: one of its own on a browser that is known."""
    name = (credentials or {}).get("username") or request.POST.get("username")
    if not name:
        return None
    device = devices.known_as(request, name)
    return f"{name}{AT}{device}" if device else name


def tries_left(request, username: str) -> int:
    """Return how many more wrong tries at this name are looked at from here."""
    made = AxesProxyHandler.get_failures(request, {"username": username})
    return max(0, settings.AXES_FAILURE_LIMIT - made)


def looked_at_again_in(request, credentials: dict | None) -> timedelta:
    """Return how long no try at this name is looked at from here: until the tries have aged."""
    name = get_client_username(request, credentials)
    if not name:
        return get_cool_off()
    since = get_cool_off_threshold(request)
    made = AccessAttempt.objects.filter(username=name, attempt_time__gte=since)
    last = made.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return last - since if last else timedelta(0)


def is_over(request, username: str) -> bool:
    """Test whether no more tries at this name are taken from here; it costs one short question."""
    return not AxesProxyHandler.is_allowed(request, {"username": username})


def is_password_of(request, person, password: str) -> bool:
    """
    Take a password as a try at this person's name, and test whether it is theirs.

    It is not hashed anew here as it is at the door: who is signed in would be signed out by that,
    perhaps with a call on the line.
    """
    name = {"username": person.username}
    with one_at_a_time(request, person.username):
        # What the middleware of axes answers with 429, and no try prolongs.
        request.axes_locked_out = is_over(request, person.username)
        if not request.axes_locked_out and check_password(password, person.password):
            return True
        user_login_failed.send(sender=__name__, credentials=name, request=request)
    return False


@contextmanager
def one_at_a_time(request, username: str):
    """Take the tries at one name one after another, so that none slips past a count."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ALONE, [f"sign-in {counted_as(request, {'username': username})}"])
        yield
