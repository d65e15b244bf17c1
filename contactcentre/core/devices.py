"""
Browsers that have signed in before: known by a signed cookie, which opens nothing by itself.

Who guesses at a name has no such cookie. So the tries of strangers can be limited together, from
however many addresses they come, and the name's owner still gets in (OWASP: device cookies).
"""

import secrets

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

COOKIE = "device"
SALT = "contactcentre.device"
KEPT_SECONDS = 90 * 86400
# A desk is shared by its shifts; whoever has not signed in there for longest is forgotten first.
MOST_PEOPLE = 12


def known_as(request, username: str) -> str:
    """Return the name of this browser if this person has signed in with it before, else nothing."""
    known = _read(request)
    return known["name"] if _mark(username) in known["people"] else ""


def remember(request, response, username: str) -> None:
    """Let this browser be known to be this person's, beside others who sit at the same desk."""
    known, mark = _read(request), _mark(username)
    people = [each for each in known["people"] if each != mark][-MOST_PEOPLE + 1 :]
    kept = {"name": known["name"] or secrets.token_urlsafe(12), "people": [*people, mark]}
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=KEPT_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def _read(request) -> dict:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return {"name": "", "people": []}


def _mark(username: str) -> str:
    return salted_hmac(SALT, username.lower(), algorithm="sha256").hexdigest()[:20]
