"""Who is asking: a browser with a session, or a machine with a key."""

import hashlib
import hmac

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed

from contactcentre.core import clock, permissions
from contactcentre.core.errors import NotAllowed
from contactcentre.core.models import ApiKey, Person
from contactcentre.core.permissions import Permission


class BrowserSession(SessionAuthentication):
    """A signed-in browser; changing requests carry the CSRF token."""

    def authenticate_header(self, request) -> str:
        return 'Bearer realm="contact centre"'


class KeyAuthentication(BaseAuthentication):
    """
    A machine's key in `Authorization: Bearer prefix.secret`.

    With `Act-For: username` it acts for that person; the audit names both. What it may do is what
    the person's roles and the key's scopes allow together.
    """

    def authenticate(self, request):
        header = request.headers.get("Authorization", "")
        if not header.startswith("Bearer "):
            return None
        key = _find(header.removeprefix("Bearer ").strip())
        person = key.person
        person.key_scopes = frozenset(key.scopes)
        name = request.headers.get("Act-For", "")
        return (_acting_for(name, person) if name else person), key

    def authenticate_header(self, request) -> str:
        return 'Bearer realm="contact centre"'


def _find(text: str) -> ApiKey:
    prefix, _, secret = text.partition(".")
    known = "\x00" not in prefix and len(prefix) <= 12
    key = ApiKey.objects.select_related("person").filter(prefix=prefix).first() if known else None
    given = hashlib.sha256(secret.encode()).hexdigest()
    if key is None or not hmac.compare_digest(key.secret_hash, given):
        raise AuthenticationFailed("This key is not known. Ask an administrator for a new one.")
    if key.revoked_at or not key.person.is_active or (key.expires_at and _is_past(key.expires_at)):
        raise AuthenticationFailed("This key has ended. Ask an administrator for a new one.")
    return key


def _is_past(moment) -> bool:
    return moment <= clock.now()


def _acting_for(name: str, service: Person) -> Person:
    if not permissions.has(service, Permission.ACT_FOR):
        raise NotAllowed("This key may not act for people.")
    person = Person.objects.filter(username=name, is_active=True).first() if _clean(name) else None
    if person is None or person.is_service:
        raise NotAllowed("There is no active person of that name to act for.")
    person.key_scopes, person.acting_through = service.key_scopes, service.username
    return person


def _clean(name: str) -> bool:
    return "\x00" not in name


class KeyScheme(OpenApiAuthenticationExtension):
    """How the key is described in the OpenAPI document."""

    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "http", "scheme": "bearer", "description": "A service account's key."}


class SessionScheme(OpenApiAuthenticationExtension):
    """How the browser's session is described in the OpenAPI document."""

    target_class = BrowserSession
    name = "session"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
