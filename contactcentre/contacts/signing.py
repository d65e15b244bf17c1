"""The signature over a webhook's time and body: whoever has the secret wrote both, and just now."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

SIGNATURE, TIMESTAMP = "X-Signature", "X-Timestamp"
SCHEME = "sha256="
# A request older or newer than this is a replay, or comes from a wrong clock.
TOLERANCE = timedelta(minutes=5)


def headers(body: bytes, *, secret: str, at: datetime) -> dict[str, str]:
    """Return the two headers that a sender puts on a body."""
    timestamp = str(int(at.timestamp()))
    return {TIMESTAMP: timestamp, SIGNATURE: SCHEME + _digest(body, timestamp, secret)}


def is_genuine(body: bytes, *, signature: str, timestamp: str, secret: str) -> bool:
    """Test whether a body and its time were signed with our secret."""
    expected = SCHEME + _digest(body, timestamp, secret)
    return hmac.compare_digest(expected.encode(), signature.encode())


def is_recent(timestamp: str, *, at: datetime) -> bool:
    """Test whether a signed time is that of a request of these minutes."""
    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
        return False
    try:
        sent_at = datetime.fromtimestamp(int(timestamp), UTC)
    except (OverflowError, ValueError):
        return False
    return abs(at - sent_at) <= TOLERANCE


def _digest(body: bytes, timestamp: str, secret: str) -> str:
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
