"""The clocks of an incident and of an owner's shift."""

from functools import partial

from contactcentre.contacts.enums import News
from contactcentre.core.models import Duty
from contactcentre.core.permissions import Role
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.kinds import (
    Kind,
    StepFired,
    Subject,
    register,
    register_read_back,
    register_subject,
)
from contactcentre.countdowns.models import Alert
from incidents import grading
from incidents.actions import (
    duty,
    late,
    log,
    messages,
    obligations,
    reassessing,
    resourcing,
    telling,
)
from incidents.enums import LogKind
from incidents.kinds import (
    ASSESSMENT_DUE,
    ATTEND,
    ATTENDANCE_LATE,
    CLOSE_OR_SEND,
    COMPLETE_ASSESSMENT,
    FORGOTTEN,
    GRADE_DUE,
    LATE_WORD,
    LEFT,
    LEFT_SUPERVISOR,
    MESSAGE_TO_CALLS,
    MESSAGE_TO_DISPATCH,
    NOT_GRADED,
    OBLIGATION,
    OBLIGATION_DUE,
    OBLIGATION_REMINDER,
    RE_RESOURCE,
    REASSESS,
    UNATTENDED,
)
from incidents.models import Incident

ABOVE = {Role.SUPERVISOR, Role.DUTY_OFFICER}


def fill_ports() -> None:
    """Make incidents and duties subjects of clocks, and register their kinds."""
    register_subject(INCIDENT)
    register_subject(DUTY)
    register_subject(PROMISED)
    for kind in KINDS:
        register(kind)
    for code in (LEFT, LEFT_SUPERVISOR, FORGOTTEN):
        register_read_back(code, resourcing.read_back)


def _hold_incident(pk: int, *, wait: bool) -> Incident | None:
    held = Incident.objects.select_related("command_unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    return held.filter(pk=pk).first()


def _hold_duty(pk: int, *, wait: bool) -> Duty | None:
    held = Duty.objects.select_related("person", "command_unit").select_for_update(
        no_key=True, of=("self",), skip_locked=not wait
    )
    return held.filter(pk=pk).first()


def _attendance_step(fired: StepFired) -> None:
    """50 % is written; 75 % without a unit alerts the desk, 90 % the supervisor, 100 % the duty
    officer, and so on past it (I2)."""
    incident, percent = fired.row, fired.percent
    late = f", found {_seconds(fired)} s late" if fired.late_by else ""
    text = f"{percent} % of the time to attend is used{late}"
    log.note(
        incident,
        text=text,
        kind=LogKind.CLOCK,
        is_alarm=percent >= 100,
        by=fired.by,
        at=fired.at,
    )
    if percent >= 100 or (percent >= 75 and not incident.units_live):
        alerts.sound(
            code=ATTENDANCE_LATE,
            subject="incident",
            row=incident,
            text=_late_words(incident, percent),
            audience=Role.DISPATCHER,
            level=0 if percent < 90 else 1 if percent < 100 else 2,
            by=fired.by,
            at=fired.at,
        )
    if percent >= 100:
        who = {"happened_at": fired.clock.due_at, "by": fired.by, "at": fired.at}
        telling.tell(incident, News.DELAYED, **who)
        _ask_once(fired)


def _ask_once(fired: StepFired) -> None:
    """Ask for a new assessment at the first step at which the whole of the time is used (I2)."""
    if fired.clock.fired.filter(percent__gte=100).count() == 1:
        about = {"words": reassessing.NOBODY_CAME, "since": fired.clock.due_at}
        reassessing.ask_unless_known(fired.row, **about, by=fired.by, at=fired.at)


def _late_words(incident: Incident, percent: int) -> str:
    unit = "unit on its way" if incident.units_live else "NO UNIT"
    return f"Grade {incident.grade}, {percent} % of its time used, {unit}: {incident.place_shown}"


def _re_resource_step(fired: StepFired) -> None:
    """The time to send another unit is over: the duty officer hears, and goes on hearing (H5)."""
    alerts.sound(
        code=LEFT,
        subject="incident",
        row=fired.row,
        text=f"Still no unit since one left: {fired.row.place_shown}",
        audience=Role.DISPATCHER,
        level=2,
        by=fired.by,
        at=fired.at,
    )


def _not_graded(fired: StepFired) -> None:
    """Nobody graded it by its own risk: the call handlers hear, and it climbs from there."""
    lacking = grading.not_graded(fired.row.grade, suggested=fired.row.suggested_grade)
    alerts.sound(
        code=NOT_GRADED,
        subject="incident",
        row=fired.row,
        text=f"{lacking}: {fired.row.place_shown}",
        audience=Role.CALL_HANDLER,
        by=fired.by,
        at=fired.at,
    )


def _assessment_step(fired: StepFired) -> None:
    """
    Whoever graded without THRIVE completes it; at twice its time a supervisor hears, too.

    While one of them has it, it comes back by its own lease alone.
    """
    level = 0 if fired.percent < 200 else 1
    if level and _is_supervised(fired.row):
        return
    first = fired.row.decisions.select_related("by").filter(assessment=None).order_by("pk").first()
    name = first.by.short_name
    audience, person = reassessing.assessor(fired.row, first.by)
    alerts.sound(
        code=ASSESSMENT_DUE,
        subject="incident",
        row=fired.row,
        text=f"Graded in an emergency by {name}: complete the risk assessment (THRIVE).",
        audience=audience,
        person=person,
        level=level,
        by=fired.by,
        at=fired.at,
    )


def _is_supervised(incident: Incident) -> bool:
    """Test whether a supervisor or duty officer has taken the reminder on."""
    about = {"subject": "incident", "subject_id": incident.pk, "code": ASSESSMENT_DUE}
    taken = Alert.objects.live().filter(**about).exclude(acknowledged_by=None).first()
    return bool(taken and ABOVE & set(taken.acknowledged_by.roles))


def _reassess_step(fired: StepFired) -> None:
    """Nobody has assessed the risk again in time: the supervisor hears (H6)."""
    reassessing.sound_again(fired.row, by=fired.by, at=fired.at)


def _unattended_step(fired: StepFired) -> None:
    """Every assessment lets the hours run anew: nobody made one, and nobody is there (D5)."""
    about = {"words": reassessing.HOURS, "since": fired.at}
    reassessing.ask_unless_known(fired.row, **about, by=fired.by, at=fired.at)


def _close_or_send_step(fired: StepFired) -> None:
    _sound(fired, "CLOSE_OR_SEND", "Units have cleared: close this or send again.")


def _ownership_step(fired: StepFired) -> None:
    if fired.row.ended_at is None:
        duty.lapse(duty=fired.row, by=fired.by, at=fired.at)


def _sound(fired: StepFired, code: str, text: str) -> None:
    alerts.sound(
        code=code,
        subject="incident",
        row=fired.row,
        text=text,
        audience=Role.DISPATCHER,
        by=fired.by,
        at=fired.at,
    )


def _seconds(fired: StepFired) -> int:
    return int(fired.late_by.total_seconds())


def _no_log_of_its_own(row, *, text: str, by, at) -> None:
    """A shift has no log; what happens to what its person owned is on each incident's."""


INCIDENT = Subject(
    name="incident",
    hold=_hold_incident,
    note=log.note,
    area=lambda incident: incident.command_unit,
    severity=lambda incident: grading.severity(incident.grade),
    said=partial(log.note, kind=LogKind.CONTACT),
    waits=telling.waits,
)
DUTY = Subject(
    name="duty",
    hold=_hold_duty,
    note=_no_log_of_its_own,
    area=lambda row: row.command_unit,
    severity=lambda row: 5,
)
PROMISED = Subject(
    name=OBLIGATION,
    hold=obligations.hold,
    note=obligations.note,
    area=lambda made: made.incident.command_unit,
    severity=lambda made: grading.severity(made.incident.grade),
)
KINDS = (
    Kind(ATTEND, "incident", "Attendance", _attendance_step, protects=True),
    Kind(
        COMPLETE_ASSESSMENT,
        "incident",
        "Risk assessment to complete",
        _assessment_step,
        blocks_closing=True,
    ),
    Kind(
        RE_RESOURCE,
        "incident",
        "Another unit to be sent",
        _re_resource_step,
        blocks_closing=True,
        until_resourced=True,
        protects=True,
    ),
    Kind(REASSESS, "incident", "Risk to assess again", _reassess_step, protects=True),
    Kind(UNATTENDED, "incident", "Hours without an assessment", _unattended_step, protects=True),
    Kind(GRADE_DUE, "incident", "Grade", _not_graded, blocks_closing=True, protects=True),
    Kind(
        LATE_WORD,
        "incident",
        "Came after it was closed",
        late.not_dealt_with,
        blocks_closing=True,
        protects=True,
    ),
    Kind(
        MESSAGE_TO_CALLS,
        "incident",
        "Message to call handling to be read",
        messages.not_read,
        blocks_closing=True,
        protects=True,
    ),
    Kind(
        MESSAGE_TO_DISPATCH,
        "incident",
        "Message to dispatch to be read",
        messages.not_read,
        blocks_closing=True,
        protects=True,
    ),
    Kind(OBLIGATION_REMINDER, OBLIGATION, "Promised, in half an hour", obligations.soon),
    Kind(OBLIGATION_DUE, OBLIGATION, "Promised", obligations.missed),
    Kind(CLOSE_OR_SEND, "incident", "Close or send again", _close_or_send_step),
    Kind(duty.LEASE, "duty", "Owner seen", _ownership_step, is_lease=True, protects=True),
)
