"""Carrying out a typed command: find what it names, call one action, answer in a sentence."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from contactcentre.core import clock
from contactcentre.core.errors import NotFound, Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import commands, doors, queries
from contactcentre.desks.commands import Command
from dispatch.actions import assignments, diverts, units
from incidents.actions import grading, keeping, messages, notes, warnings


@doors.needs(Permission.INCIDENT_VIEW)
@require_POST
def run(request):
    """Carry out the line that was typed, or refuse it in words."""
    try:
        command = commands.read(request.POST.get("line", "")[:500])
        return JsonResponse(_DEEDS[command.word](command, request.user, clock.now()))
    except Refused as refusal:
        return JsonResponse({"detail": str(refusal)}, status=refusal.status_code)


def _grade(command: Command, by, at) -> dict:
    incident = _incident(command, by)
    grade, reason = command.part("grade").upper(), command.part("reason")
    grading.grade(
        incident_id=incident.pk,
        grade=grade,
        reason=reason,
        override_reason=reason,
        emergency_reason=reason,
        by=by,
        at=at,
    )
    return _said(_("CAD %(incident)s is graded %(grade)s."), incident=incident, grade=grade)


def _assign(command: Command, by, at) -> dict:
    unit, incident = _unit(command, by), _incident(command, by)
    assignments.assign(unit_id=unit.pk, incident_id=incident.pk, by=by, at=at)
    return _said(_("%(unit)s is assigned to CAD %(incident)s."), unit=unit, incident=incident)


def _divert(command: Command, by, at) -> dict:
    unit, incident = _unit(command, by), _incident(command, by)
    made = diverts.divert(
        unit_id=unit.pk, to_incident_id=incident.pk, reason=command.part("reason"), by=by, at=at
    )
    return _said(
        _("%(unit)s is diverted to CAD %(incident)s. CAD %(left)s awaits a unit and is alarmed."),
        unit=unit,
        incident=incident,
        left=made.from_incident.reference,
    )


def _status(command: Command, by, at) -> dict:
    unit = units.press(unit_id=_unit(command, by).pk, code=int(command.part("code")), by=by, at=at)
    return _said(_("%(unit)s: status %(code)s."), unit=unit, code=unit.airwave_code)


def _log(command: Command, by, at) -> dict:
    incident = _incident(command, by)
    notes.add(incident_id=incident.pk, text=command.part("text"), by=by, at=at)
    return _said(_("Written on the log of CAD %(incident)s."), incident=incident)


def _message(command: Command, by, at) -> dict:
    incident, to = _incident(command, by), queries.other_desk(by)
    about = {"incident_id": incident.pk, "to": to, "text": command.part("text")}
    messages.send(**about, by=by, at=at)
    said = _("Sent to %(desk)s about CAD %(incident)s; you hear when it is not read in time.")
    return _said(said, desk=to.label.lower(), incident=incident)


def _warn(command: Command, by, at) -> dict:
    incident, kind = _incident(command, by), command.part("kind").upper()
    given = {"incident_id": incident.pk, "kind": kind, "text": command.part("text")}
    warnings.give(**given, by=by, at=at)
    said = _("Warned: every crew of CAD %(incident)s has a minute to say that it knows.")
    return _said(said, incident=incident)


def _wait(command: Command, by, at) -> dict:
    incident = _incident(command, by)
    keeping.keep_waiting(incident_id=incident.pk, reason=command.part("text"), by=by, at=at)
    return _said(_("CAD %(incident)s waits on; you are asked again in time."), incident=incident)


def _find(command: Command, by, at) -> dict:
    text = command.part("text")
    found = [
        {"text": f"CAD {each.reference} · {each.place_shown}", "url": _page(each)}
        for each in queries.incidents_like(text, by)
    ]
    units_found = [
        {"text": f"{unit.callsign} · {unit.get_state_display()}", "url": _dispatch(unit)}
        for unit in queries.units_like(text, by)
    ]
    every = found + units_found
    if not every:
        return {"said": _("Nothing was found for “%(text)s” in your area.") % {"text": text}}
    return {"said": _("Found for “%(text)s”:") % {"text": text}, "found": every}


def _go(command: Command, by, at) -> dict:
    return {"go": _page(_incident(command, by))}


def _help(command: Command, by, at) -> dict:
    return {"help": True}


_DEEDS = {
    "g": _grade,
    "a": _assign,
    "div": _divert,
    "st": _status,
    "log": _log,
    "msg": _message,
    "warn": _warn,
    "wait": _wait,
    "find": _find,
    "go": _go,
    "?": _help,
}


def _incident(command: Command, by):
    written = command.part("incident")
    incident = queries.incident_written(written, by)
    if incident is None:
        raise NotFound(_("There is no open CAD %(number)s in your area.") % {"number": written})
    return incident


def _unit(command: Command, by):
    callsign = command.part("callsign").upper()
    unit = queries.unit_called(callsign, by)
    if unit is None:
        raise NotFound(_("There is no unit %(callsign)s in your area.") % {"callsign": callsign})
    return unit


def _said(sentence: str, **parts) -> dict:
    words = {
        name: part.reference if hasattr(part, "reference") else str(part)
        for name, part in parts.items()
    }
    return {"said": sentence % words}


def _page(incident) -> str:
    return reverse("incident", args=[incident.slug])


def _dispatch(unit) -> str:
    return f"{reverse('desk-dispatch')}#{unit.callsign}"
