"""Correcting where an incident is, without a script: search the gazetteer, then choose."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contactcentre.core import clock
from contactcentre.core.api.converters import is_id
from contactcentre.core.errors import Refused, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from incidents import access, addresses, cad, gazetteer, places
from incidents.actions import places as corrections
from incidents.models import Assessment, Incident

IN_WORDS = "words"


@doors.needs(Permission.INCIDENT_OPEN)
@require_http_methods(["GET", "POST"])
def correct(request, slug: str):
    """Show the places that fit what was typed; correct the incident to the one that is chosen."""
    incident = found(slug, request.user)
    sent = request.POST or request.GET
    typed = sent.get("q", "").strip()[:200]
    refused, status = "", 200
    if request.method == "POST":
        try:
            return _corrected(request, incident, typed)
        except Refused as refusal:
            refused, status = str(refusal), refusal.status_code
            incident.refresh_from_db()
    context = {
        "incident": incident,
        "typed": typed,
        "choices": fitting(typed),
        "chosen": sent.get("place", ""),
        "refused": refused,
        "in_words": IN_WORDS,
    }
    return render(request, "desks/place.html", context, status=status)


def found(slug: str, person) -> Incident:
    """Return the incident of an address for this person, or there is no such page."""
    parsed = cad.parse(slug)
    if parsed is None:
        raise Http404
    seen = access.visible_to(person).select_related("opening_code", "borough", "owner")
    assessed = Assessment.objects.filter(incident=OuterRef("pk"))
    seen = seen.annotate(is_assessed=Exists(assessed)).prefetch_related("parties")
    incident = seen.filter(cad_number=parsed[0], cad_day=parsed[1]).first()
    if incident is None:
        raise Http404
    return incident


def fitting(typed: str) -> list[tuple]:
    """Return the places that fit what was typed, with the door, and what tells them apart."""
    found = gazetteer.search(typed).places
    return [(place, addressed(typed, place), gazetteer.apart(place)) for place in found]


def addressed(typed: str, place) -> str:
    """Return a place with the door that was typed: a street of the gazetteer knows no doors."""
    return addresses.addressed(typed, place.name, str(place))


def _corrected(request, incident: Incident, typed: str):
    with transaction.atomic():
        held = access.held(incident.pk, request.user)
        if request.POST.get("version", "") != str(held.version):
            raise WrongState(
                _("This incident has changed meanwhile. Look at it as it is now, then decide.")
            )
        chosen = where(request.POST.get("place", ""), typed)
        now = corrections.correct(
            incident_id=incident.pk, location=chosen, by=request.user, at=clock.now()
        )
    messages.success(request, _words(now))
    is_seen = access.can_see(now, request.user)
    return redirect("incident", slug=now.slug) if is_seen else redirect("home")


def where(choice: str, typed: str) -> places.Where:
    """Return the place of the gazetteer that was chosen, or the words as they were typed."""
    if choice == IN_WORDS:
        return places.Where(text=typed)
    place = places.Place.objects.filter(pk=int(choice)).first() if is_id(choice) else None
    if place is None:
        raise Refused(_("Choose a place of the list, or say that it is kept as you typed it."))
    return places.Where(text=addressed(typed, place), place_id=place.pk)


def _words(incident: Incident) -> str:
    area = incident.command_unit.name if incident.command_unit else _("every area")
    said = _("CAD %(reference)s is at %(place)s now, on the board of %(area)s.") % {
        "reference": incident.reference,
        "place": incident.place_shown,
        "area": area,
    }
    callsigns = ", ".join(unit["callsign"] for unit in incident.units)
    if not callsigns:
        return said
    return f"{said} " + _("Tell %(callsigns)s the new place.") % {"callsigns": callsigns}
