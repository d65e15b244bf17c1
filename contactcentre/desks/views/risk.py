"""Assessing the risk of an incident whose call is over, without a script: THRIVE on a page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contactcentre.core import audit, clock
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents import thrive
from incidents.actions import grading
from incidents.enums import Advice, Grade, Sign
from incidents.grading import is_more_urgent
from incidents.models import Assessment, Incident


@doors.needs(Permission.INCIDENT_GRADE)
@require_http_methods(["GET", "POST"])
def assess(request, slug: str):
    """Ask the questions of THRIVE; keep the answers and say what they suggest."""
    incident = found(slug, request.user)
    given = {item["key"]: request.POST.get(item["key"], "") for item in thrive.QUESTIONS}
    ticked = {name: request.POST.getlist(name) for name in ("signs", "advice")}
    refused, status = "", 200
    if request.method == "POST":
        try:
            return _assessed(request, incident, given, ticked)
        except Refused as refusal:
            refused, status = str(refusal), refusal.status_code
    audit.read(incident, by=request.user, at=clock.now(), what="risk page")
    asked = [{**item, "given": given[item["key"]]} for item in thrive.QUESTIONS]
    shown = ticked["signs"] if request.method == "POST" else _signs_before(incident)
    context = {"incident": incident, "questions": asked, "refused": refused}
    context |= {"signs": Sign.choices, "shown": shown}
    context |= {"advice": Advice.choices, "advised": ticked["advice"]}
    return render(request, "desks/risk.html", context, status=status)


def _signs_before(incident: Incident) -> list[str]:
    """Return the signs of the last assessment: what was seen once is not forgotten unseen."""
    last = incident.assessments.order_by("-pk").first()
    return last.signs if last else []


def _assessed(request, incident: Incident, given: dict, ticked: dict):
    who = {"by": request.user, "at": clock.now()}
    made = grading.assess(incident_id=incident.pk, answers=given, **ticked, **who)
    messages.success(request, _words(incident, made))
    return redirect("incident", slug=incident.slug)


def _words(incident: Incident, made: Assessment) -> str:
    suggested = Grade(made.suggested_grade)
    reasons = "; ".join(reason["text"] for reason in made.reasons) or _("no rule of risk applies")
    said = _("The risk is assessed. Suggested: %(letter)s %(word)s (%(reasons)s).") % {
        "letter": suggested.value,
        "word": suggested.label,
        "reasons": reasons,
    }
    if not incident.grade or not is_more_urgent(suggested, than=incident.grade):
        return said
    return f"{said} " + _(
        "It is graded %(grade)s, which is LOWER: to raise it, type g %(number)s %(letter)s on the "
        "command line of your desk, or tell a supervisor why not."
    ) % {"grade": incident.grade, "letter": suggested.value, "number": incident.reference}
