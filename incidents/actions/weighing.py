"""Weighing the risk of a held incident: answers, signs and what is known, against every rule."""

from dataclasses import dataclass

from incidents import known, thrive
from incidents.actions import log, warnings
from incidents.enums import Advice, Grade, LogKind, Sign, WarningKind
from incidents.models import Assessment, Incident

# What a crew has to know before it knocks (D9): said as a warning, which they acknowledge.
FOR_CREWS = {Sign.CHILD: WarningKind.CHILD, Sign.WEAPON: WarningKind.WEAPON}


@dataclass(frozen=True)
class Heard:
    """What a handler heard: answers to THRIVE, signs beside them, and the advice that was given."""

    answers: dict
    signs: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def weigh(incident: Incident, heard: Heard, *, by, at) -> Assessment:
    """
    Keep an assessment of a held incident, with the suggestion and why; the caller saves it.

    :raises Invalid: when an element is missing (D1), or a sign or an advice is none
    """
    thrive.check_answers(heard.answers)
    thrive.check_ticked(heard.signs, heard.advice)
    suggestion = thrive.suggest(known.facts(incident, heard.answers, heard.signs, at=at))
    assessment = Assessment.objects.create(
        incident=incident,
        answers=heard.answers,
        signs=sorted(set(heard.signs)),
        advice=sorted(set(heard.advice)),
        suggested_grade=suggestion.grade,
        reasons=list(suggestion.reasons),
        by=by,
        at=at,
    )
    incident.suggested_grade = suggestion.grade
    log.write(incident, LogKind.RISK, _words(assessment), by=by, at=at)
    tell_crews(incident, heard.signs, by=by, at=at)
    return assessment


def tell_crews(incident: Incident, signs, *, by, at) -> None:
    """Warn the crews of a held incident of a child or a weapon, unless they are warned (D9)."""
    for sign, kind in FOR_CREWS.items():
        if sign in signs:
            warnings.know(incident, kind, f"{sign.label} (risk assessment)", by=by, at=at)


def _words(made: Assessment) -> str:
    why = "; ".join(reason["text"] for reason in made.reasons) or "no rule fired"
    signs = ", ".join(Sign(sign).label for sign in made.signs)
    advice = ", ".join(Advice(each).label.lower() for each in made.advice)
    seen = f" ({signs})" if signs else ""
    told = f". Advice given: {advice}" if advice else ""
    return f"THRIVE{seen}: suggested {Grade(made.suggested_grade).label}: {why}{told}"
