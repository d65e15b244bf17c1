"""
Idempotency-Key on orders: the same request has one effect and always the same answer.

After draft-ietf-httpapi-idempotency-key-header: same key and body, the stored answer; another
body, 422; the first still running, 409. The record is written in the request's own transaction
(core.answered).
"""

import hashlib
import json

from rest_framework.utils.encoders import JSONEncoder

from contactcentre.core import answered, clock
from contactcentre.core.errors import Invalid
from contactcentre.core.models import IdempotencyRecord

LONGEST = 200


class Repeated(Exception):
    """This request was answered before; the stored answer is given again."""

    def __init__(self, record: IdempotencyRecord):
        super().__init__("answered before")
        self.status, self.answer = record.status, record.answer


def begin(request) -> str | None:
    """
    Take the request's key for this transaction, or give the stored answer again.

    :raises Repeated: when the same request was answered before
    :raises Invalid: when the key was used for something else, or is too long
    :raises WrongState: when the first request is still running
    """
    key = request.headers.get("Idempotency-Key", "")
    if request.method != "POST" or not key:
        return None
    if len(key) > LONGEST or "\x00" in key:
        raise Invalid(f"Idempotency-Key must be at most {LONGEST} characters.")
    key = _own(request)
    answered.hold_at_once(request.user, key)
    body_hash = _hash(request)
    known = answered.known(request.user, key)
    if known is None:
        return body_hash
    if known.body_hash != body_hash:
        raise Invalid("This Idempotency-Key was used for another request. Use a new one.")
    raise Repeated(known)


def finish(view, request, response) -> None:
    """Store a successful answer beside its effect."""
    body_hash = getattr(view, "stored", None)
    if body_hash and response.status_code < 400:
        answered.keep(
            request.user,
            _own(request),
            path=request.path,
            body_hash=body_hash,
            status=response.status_code,
            answer=json.loads(json.dumps(response.data, cls=JSONEncoder)),
            at=clock.now(),
        )


def _own(request) -> str:
    """Return the key as it is kept: two machines that act for one person have two."""
    key, machine = request.headers["Idempotency-Key"], request.user.acting_through
    return hashlib.sha256(f"{machine}\n{key}".encode()).hexdigest() if machine else key


def _hash(request) -> str:
    body = json.dumps(request.data, sort_keys=True, cls=JSONEncoder, default=str)
    return hashlib.sha256(f"{request.method} {request.path}\n{body}".encode()).hexdigest()
