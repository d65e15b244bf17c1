"""
The tray of the demonstration: it rings our own telephone hook, signed, over HTTP.

What it sends is what a telephone system sends; nothing here touches a contact by itself.
"""

import json
import urllib.error
import urllib.request
import uuid

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from contactcentre.contacts import signing
from contactcentre.contacts.enums import Channel, EventType
from contactcentre.core import clock
from contactcentre.core.permissions import Permission
from contactcentre.desks import demo_calls, doors, queries
from contactcentre.desks.demo_calls import DemoCall

RUNG = "demo_calls"
KEPT = 6
PATIENCE = 5
HOOK = "/hooks/telephony/"
CENTRE = "Bangor"


@doors.needs(Permission.DEMO_RING)
@require_GET
def tray(request):
    """Show the calls that can be rung, and those rung from here."""
    _only_in_a_demonstration()
    rung = queries.contacts_rung(request.session.get(RUNG, []))
    return render(request, "desks/demo.html", {"calls": demo_calls.CALLS, "rung": rung})


@doors.needs(Permission.DEMO_RING)
@require_POST
def ring(request):
    """Ring one of the calls."""
    _only_in_a_demonstration()
    call = demo_calls.called(request.POST.get("call", ""))
    if call is None:
        raise Http404
    call_id = f"demo-{uuid.uuid4().hex}"
    if _send(request, _ringing(call, call_id)):
        request.session[RUNG] = [call_id, *request.session.get(RUNG, [])][:KEPT]
        messages.success(request, _("It rings: %(title)s") % {"title": call.title})
    return redirect("demo")


@doors.needs(Permission.DEMO_RING)
@require_POST
def hang_up(request):
    """Let the caller of a call that was rung from here ring off, or the line be cut."""
    _only_in_a_demonstration()
    call_id = request.POST.get("call_id", "")
    if call_id not in request.session.get(RUNG, []):
        raise Http404
    contact = next(iter(queries.contacts_rung([call_id])), None)
    answered = contact is not None and contact.answered_at is not None
    event = _event(EventType.ENDED if answered else EventType.ABANDONED, call_id)
    if request.POST.get("cut") and answered:
        event["cause"] = "cut"
    _send(request, event)
    return redirect("demo")


def _only_in_a_demonstration() -> None:
    if not settings.DEMO:
        raise Http404


def _event(kind: EventType, call_id: str) -> dict:
    return {
        "type": kind.value,
        "call_id": call_id,
        "event_id": uuid.uuid4().hex,
        "at": clock.now().isoformat(),
    }


def _ringing(call: DemoCall, call_id: str) -> dict:
    at = clock.now().isoformat()
    is_of_bt = call.channel == Channel.EMERGENCY
    handed_over = {"operator": {"centre": CENTRE, "reference": call_id[-8:]}} if is_of_bt else {}
    return _event(EventType.RINGING, call_id) | {
        **handed_over,
        "channel": call.channel,
        "from": call.number,
        "connected_at": at,
        "presented_at": at,
        "location": {
            "source": call.source,
            "lat": call.lat,
            "lon": call.lon,
            "radius_m": call.radius_m,
            "fixed_at": at,
        },
    }


def _send(request, event: dict) -> bool:
    """Post an event to this process's own hook as the telephone system would."""
    body = json.dumps(event).encode()
    signed = signing.headers(body, secret=settings.TELEPHONY_SECRET, at=clock.now())
    post = urllib.request.Request(  # noqa: S310
        f"{settings.OWN_ADDRESS}{HOOK}",
        data=body,
        headers={"Content-Type": "application/json", **signed},
    )
    try:
        with urllib.request.urlopen(post, timeout=PATIENCE):  # noqa: S310
            return True
    except (urllib.error.URLError, TimeoutError) as error:
        messages.error(request, _("The telephone hook did not take it: %(why)s") % {"why": error})
        return False
