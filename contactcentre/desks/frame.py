"""What every desk's page is given: who sits there, what they may do, where things are."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from contactcentre.core import permissions, sessions
from contactcentre.core.models import Desk
from contactcentre.core.permissions import Permission
from contactcentre.desks import commands, pages, shortcuts
from contactcentre.desks.pages import DeskPage

SLUG = "SLUG"


def context(request, desk: DeskPage, **more) -> dict:
    """Return the context of a desk's page; `more` goes to its scripts as it is."""
    person = request.user
    return {
        "desk": {"name": desk.name, "board": desk.board, "area": area(person)},
        "desks": pages.open_to(person),
        "script": desk.script,
        "shortcut_groups": shortcuts.groups(desk.board),
        "commands": commands.FORMS,
        "may_read_procedures": permissions.has(person, Permission.PROCEDURE_READ),
        "may_reconcile": permissions.has(person, Permission.BOARD_SUPERVISOR),
        "may_keep_markers": permissions.has(person, Permission.MARKER_KEEP),
        "may_ring_back": permissions.has(person, Permission.CONTACT_TAKE),
        "config": config(request, desk) | more,
    }


def area(person) -> str:
    """Return in words whose calls and incidents a person works on."""
    if person.whole_force:
        return _("whole force")
    units = person.command_units.all()
    return " · ".join(f"{unit.code} {unit.name}" for unit in units) or _("no area")


def config(request, desk: DeskPage) -> dict:
    """Return what the scripts of a desk need to know of the person and the place."""
    person = request.user
    return {
        "board": desk.board,
        "demo": settings.DEMO,
        "desks": pages.desks_at(desk, person),
        "desk_words": dict(Desk.choices),
        "lock_after": settings.LOCK_AFTER_SECONDS,
        "ask_again_in": sessions.asked_again_in(request.session),
        "ask_again_after": settings.ASK_AGAIN_SECONDS,
        "person": {
            "id": person.pk,
            "name": person.short_name,
            "roles": list(person.roles),
            "permissions": sorted(permissions.granted(person.roles)),
        },
        "urls": urls(),
        "shortcuts": [
            {"name": each.name, "key": each.key, "typing": each.typing}
            for each in shortcuts.on(desk.board)
        ],
    }


def urls() -> dict[str, str]:
    """Return the addresses of pages that scripts go to; SLUG stands for a CAD number."""
    return {
        "command": reverse("desk-command"),
        "lock": reverse("lock"),
        "unlock": reverse("unlock"),
        "incident": reverse("incident", args=[SLUG]),
        "narrative": reverse("narrative"),
        "incident_risk": reverse("incident-risk", args=[SLUG]),
        "incident_rcrp": reverse("incident-rcrp", args=[SLUG]),
        "incident_warn": reverse("incident-warn", args=[SLUG]),
        "diverts": reverse("diverts"),
        "payloads": reverse("payloads"),
        "incident_by_id": reverse("incident-by-id", args=[0]),
    }
