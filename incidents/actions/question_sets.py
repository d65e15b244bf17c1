"""Question sets: a version is added and never changed; what is answered keeps its version (C6)."""

from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, NotFound
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import access, grading, known, states, thrive
from incidents.actions import log, reassessing, weighing
from incidents.enums import Grade, LogKind, RiskLevel
from incidents.models import AnsweredSet, Incident, QuestionSet
from incidents.risk import sets

MOST = 300


@action
def add(*, code: str, title: str, source: str, content: dict, in_force_from, by, at) -> QuestionSet:
    """
    Add the next version of a question set, in force from a moment that is not past.

    :raises Invalid: when nobody could answer or score it, or it would begin in the past or before
        the last version
    """
    permissions.check(by, Permission.ADMIN_REFERENCE)
    sets.check_content(content)
    if not title.strip() or not source.strip():
        raise Invalid("A question set needs a title, and says where it comes from.")
    last = QuestionSet.objects.filter(code=code).order_by("-version").first()
    if in_force_from < at or (last and in_force_from <= last.in_force_from):
        raise Invalid("It begins later than now, and than the version before it.")
    made = QuestionSet.objects.create(
        code=code,
        version=last.version + 1 if last else 1,
        title=title.strip(),
        source=source.strip(),
        content=content,
        in_force_from=in_force_from,
    )
    audit.record("question_set.added", made, by=by, at=at, code=code, version=made.version)
    return made


@action
def answer(
    *,
    incident_id: int,
    code: str,
    answers: dict,
    by,
    at,
    judged_level: str = "",
    judged_reason: str = "",
) -> AnsweredSet:
    """
    Keep what was answered about an incident to the version of a set in force, and what it comes to.

    Its level and signs count in every assessment for twelve hours, whatever is answered since, and
    on until it is answered anew. Where they ask for more than was suggested, the last assessment
    is weighed again, and a grade that lies lower is asked about.

    :raises Invalid: when answers are missing, or a level is judged without a reason or not higher
    :raises NotFound: when there is no such set, or no such incident for this person
    :raises WrongState: when the incident is closed
    """
    permissions.check(by, Permission.INCIDENT_GRADE)
    incident = access.held(incident_id, by)
    states.check_not_closed(incident.status)
    asked = QuestionSet.objects.in_force(at).filter(code=code).first()
    if asked is None:
        raise NotFound(f"There is no question set {code}.")
    sets.check_answers(asked.content, answers)
    judged = {"judged_level": judged_level, "judged_reason": judged_reason.strip()}
    made = _scored(incident, asked, answers, judged, by=by, at=at)
    log.write(incident, LogKind.RISK, _words(made), by=by, at=at)
    weighing.tell_crews(incident, made.signs, by=by, at=at)
    _weigh_again(incident, by=by, at=at)
    incident.save_changes("suggested_grade")
    audit.record("question_set.answered", incident, by=by, at=at, code=code, level=made.level)
    live.tell(incident)
    return made


def _scored(incident: Incident, asked: QuestionSet, answers, judged, *, by, at) -> AnsweredSet:
    events = known.domestic_events(incident, at=at)
    alone = sets.score(asked.content, answers, events=events)
    _check_judgement(**judged, than=alone.level)
    found = sets.score(asked.content, answers, events=events, judged=judged["judged_level"])
    return AnsweredSet.objects.create(
        incident=incident,
        question_set=asked,
        answers=answers,
        points=found.points,
        level=found.level,
        signs=list(found.signs),
        referral=list(found.referral),
        by=by,
        at=at,
        **judged,
    )


def _check_judgement(*, judged_level: str, judged_reason: str, than: str) -> None:
    if judged_level and judged_level not in RiskLevel.values:
        raise Invalid(f"{judged_level} is no level: {', '.join(RiskLevel.values)}.")
    if judged_level and not sets.is_higher(judged_level, than=than):
        label = RiskLevel(than).label.lower()
        raise Invalid(f"The answers come to {label} already; judgement may only raise that.")
    if bool(judged_level) != bool(judged_reason) or len(judged_reason) > MOST:
        raise Invalid(f"A level that is judged needs a reason of at most {MOST} characters.")


def _weigh_again(incident: Incident, *, by, at) -> None:
    last = incident.assessments.order_by("-pk").first()
    if last is None:
        return
    found = thrive.suggest(known.facts(incident, last.answers, last.signs, at=at)).grade
    if not grading.is_more_urgent(found, than=last.suggested_grade):
        return
    heard = weighing.Heard(last.answers, tuple(last.signs), tuple(last.advice))
    weighing.weigh(incident, heard, by=by, at=at)
    if incident.grade and grading.is_more_urgent(found, than=incident.grade):
        said = f"A question set asks for {found} {Grade(found).label}; it is graded lower."
        reassessing.ask(incident, words=f"{said} {reassessing.GRADE_AGAIN}", by=by, at=at)


def _words(made: AnsweredSet) -> str:
    level = RiskLevel(made.level).label.lower()
    judged = f" by judgement ({made.judged_reason})" if made.judged_level else ""
    name = (made.question_set.content.get("referral") or {}).get("name")
    why = "; ".join(made.referral)
    referred = f". For {name}: {why}" if why else f". Not for {name}" if name else ""
    return f"{made.question_set}: {level}{judged}, {made.points} points{referred}"
