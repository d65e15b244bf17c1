"""Figures for a monitoring system: not for the public, and nobody's personal details."""

import ipaddress

from django.http import HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST
from rest_framework.exceptions import AuthenticationFailed

from contactcentre.core import answers, clock, permissions
from contactcentre.core.api.authentication import KeyAuthentication
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import metrics

# Whoever comes through a proxy has the proxy's address: he is not near because the proxy is.
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")
NEAR = [
    ipaddress.ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7")
]
REFUSED = "Metrics are for this network, or for a key with the scope metrics_view."


@require_safe
def show(request):
    """Answer whoever asks from this network without a proxy, or with a key for it."""
    if not (_is_near(request) or _has_key(request)):
        return answers.refusal(request, 403, REFUSED)
    return HttpResponse(metrics.text(clock.now()), content_type=CONTENT_TYPE_LATEST)


def _is_near(request) -> bool:
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        asking = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(asking in network for network in NEAR)


def _has_key(request) -> bool:
    try:
        found = KeyAuthentication().authenticate(request)
    except (AuthenticationFailed, Refused):
        return False
    return found is not None and permissions.has(found[0], Permission.METRICS_VIEW)
