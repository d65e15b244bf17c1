"""One running narrative of somebody, for whoever takes or sends to calls (C2, F6)."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contactcentre.core import audit, clock
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from incidents import identities, keys, narrative
from incidents.seeking import Sought

ASKED = {"number": 120, "name": 120, "handle": 200, "person": 18}


@doors.needs(Permission.CONTACT_VIEW)
@require_GET
def show(request):
    """Show everything of somebody in time order; who read whose story, and what, is audited."""
    at, typed = clock.now(), as_asked(request.GET)
    sought, told, refused = _sought(typed, request.user), None, ""
    if sought is not None:
        told = narrative.story(sought, person=request.user, at=at, called=typed["name"])
        asked = {name: words for name, words in typed.items() if words}
        read = {"asked": asked, "shown": [line["words"].split(":")[0] for line in told.lines]}
        audit.read(request.user, by=request.user, at=at, what="narrative", **read)
    elif any(typed.values()):
        refused = _("Write a whole telephone number, or a name of two words at least.")
    context = {"typed": typed, "told": told, "refused": refused}
    return render(request, "desks/narrative.html", context)


def as_asked(given) -> dict[str, str]:
    """Return what somebody asked this page for."""
    return {
        name: given.get(name, "").replace("\x00", "").strip()[:longest]
        for name, longest in ASKED.items()
    }


def _sought(typed: dict[str, str], person) -> Sought | None:
    """Return what to look for; None when nothing was asked that there can be."""
    asked = {name: typed[name] for name in ("number", "name", "handle")}
    people = []
    if typed["person"]:
        try:
            key = keys.read(f"{keys.PERSON}:{typed['person']}")
            identities.check_seen({key}, person)
        except Refused:
            return None
        people = keys.party_ids({key})
    sought = narrative.sought_for(**asked, people=people)
    return sought if sought != Sought() else None
