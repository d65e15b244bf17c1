"""Question sets on a page: which fit, what they ask, and the level that the answers come to."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contactcentre.core import audit, clock
from contactcentre.core.errors import Refused
from contactcentre.core.permissions import Permission
from contactcentre.desks import doors
from contactcentre.desks.views.places import found
from incidents.actions import question_sets
from incidents.enums import RiskLevel
from incidents.models import QuestionSet


@doors.needs(Permission.INCIDENT_GRADE)
@require_GET
def choose(request, slug: str):
    """Show which question sets there are, those that fit the incident first."""
    at, incident = clock.now(), found(slug, request.user)
    audit.read(incident, by=request.user, at=at, what="question sets")
    sets = [{"row": each, "fits": _fits(each, incident)} for each in _in_force(at)]
    sets.sort(key=lambda each: not each["fits"])
    context = {"incident": incident, "sets": sets, "answered": incident.answered_sets.all()}
    return render(request, "desks/question_sets.html", context)


@doors.needs(Permission.INCIDENT_GRADE)
@require_http_methods(["GET", "POST"])
def ask(request, slug: str, code: str):
    """Ask one set; what was answered stays when something is missing."""
    incident, asked = found(slug, request.user), _asked(code)
    given, refused, status = request.POST, "", 200
    if request.method == "POST":
        try:
            return _answered(request, incident, asked)
        except Refused as refusal:
            refused, status = str(refusal), refusal.status_code
    questions = [{**one, "given": given.get(one["key"], "")} for one in asked.content["questions"]]
    context = {"incident": incident, "asked": asked, "questions": questions, "refused": refused}
    context |= {"levels": _levels(asked), "judged": given}
    return render(request, "desks/question_set.html", context, status=status)


def _in_force(at):
    return QuestionSet.objects.in_force(at).order_by("title")


def _asked(code: str) -> QuestionSet:
    asked = _in_force(clock.now()).filter(code=code.upper()).first()
    if asked is None:
        raise Http404
    return asked


def _fits(asked: QuestionSet, incident) -> bool:
    suggested = incident.opening_code.code in asked.content.get("suggested_for", [])
    return suggested or (incident.is_domestic and asked.content.get("is_domestic", False))


def _levels(asked: QuestionSet) -> list[tuple[str, str]]:
    """Return the levels of a set that judgement can raise it to."""
    named = [each["level"] for each in asked.content["levels"][1:]]
    return [(level, RiskLevel(level).label) for level in RiskLevel if level in {*named, "HIGH"}]


def _answered(request, incident, asked: QuestionSet):
    keys = [one["key"] for one in asked.content["questions"]]
    made = question_sets.answer(
        incident_id=incident.pk,
        code=asked.code,
        answers={key: request.POST[key] for key in keys if request.POST.get(key)},
        judged_level=request.POST.get("judged_level", ""),
        judged_reason=request.POST.get("judged_reason", ""),
        by=request.user,
        at=clock.now(),
    )
    said = _("%(title)s: %(level)s, %(points)s points.") % {
        "title": asked.title,
        "level": made.get_level_display(),
        "points": made.points,
    }
    messages.success(request, f"{said} {'; '.join(made.referral)}".strip())
    return redirect("incident", slug=incident.slug)
