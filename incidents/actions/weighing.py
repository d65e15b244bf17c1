"""Weighing the risk of a held incident: answers, signs and what is known, against every rule."""

from collections.abc import Sequence

from incidents import known, thrive
from incidents.actions import log
from incidents.enums import Grade, LogKind, Sign
from incidents.models import Assessment, Incident


def weigh(incident: Incident, answers: dict, signs: Sequence[str] = (), *, by, at) -> Assessment:
    """
    Keep an assessment of a held incident, with the suggestion and why; the caller saves it.

    :raises Invalid: when an element is missing (D1), or a sign is none
    """
    thrive.check_answers(answers)
    thrive.check_signs(signs)
    suggestion = thrive.suggest(known.facts(incident, answers, signs, at=at))
    assessment = Assessment.objects.create(
        incident=incident,
        answers=answers,
        signs=sorted(set(signs)),
        suggested_grade=suggestion.grade,
        reasons=list(suggestion.reasons),
        by=by,
        at=at,
    )
    incident.suggested_grade = suggestion.grade
    log.write(incident, LogKind.RISK, _words(assessment), by=by, at=at)
    return assessment


def _words(made: Assessment) -> str:
    why = "; ".join(reason["text"] for reason in made.reasons) or "no rule fired"
    signs = ", ".join(Sign(sign).label for sign in made.signs)
    seen = f" ({signs})" if signs else ""
    return f"THRIVE{seen}: suggested {Grade(made.suggested_grade).label}: {why}"
