"""Where a request comes from: decided here, for counting guesses (axes) and for sessions alike."""

import ipaddress

from django.conf import settings


def of(request) -> str | None:
    """
    Return the address of whoever asks, or None if it cannot be known.

    Behind PROXY_COUNT proxies it is what the outermost of them saw: that many from the right in
    X-Forwarded-For, since whatever stands before was said by the client. Without a proxy, and of
    a request that has passed fewer of them, nothing that is said counts: it is the other end of
    the connection.
    """
    proxies = settings.PROXY_COUNT
    said = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    seen = _read(said[-proxies]) if 0 < proxies <= len(said) else None
    return seen or _read(request.META.get("REMOTE_ADDR") or "")


def _read(text: str) -> str | None:
    """Return an address as the database takes it: one way of writing, and no zone."""
    try:
        address = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
