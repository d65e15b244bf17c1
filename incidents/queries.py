"""Questions about incidents for lists, boards and pages."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject

from contactcentre.countdowns.models import Clock
from incidents import access, cad, figures
from incidents.enums import Status
from incidents.models import Code, Incident, LogEntry, Message

MESSAGE = {
    "id": F("pk"),
    "to": F("to"),
    "for_id": F("for_person_id"),
    "by_id": F("by_id"),
    "at": F("at"),
    "text": F("text"),
}


def for_board(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Return incidents with everything a row of a board shows, in a known number of queries."""
    clocks = Clock.objects.open().filter(subject="incident", subject_id=OuterRef("pk"))
    shown = incidents.select_related("opening_code", "borough", "owner").annotate(
        stage=Subquery(clocks.filter(kind="attend").values("last_step")[:1]),
        re_resource_due_at=Subquery(clocks.filter(kind="re_resource").values("due_at")[:1]),
        unread=ArraySubquery(_unread().values(json=JSONObject(**MESSAGE))),
    )
    return figures.annotated(shown)


def _unread() -> QuerySet[Message]:
    return Message.objects.unread().filter(incident=OuterRef("pk")).order_by("pk")


def by_slug(text: str, person) -> Incident:
    """
    Return the incident with this CAD number, if this person may see it.

    :raises DoesNotExist: when there is none for them
    """
    return _by_slug(text, person).get()


def id_by_slug(text: str, person) -> int:
    """
    Return the id of the incident with this CAD number, for an order that holds it next.

    :raises DoesNotExist: when there is none for this person
    """
    found = _by_slug(text, person).values_list("pk", flat=True).first()
    if found is None:
        raise Incident.DoesNotExist
    return found


def by_short_number(number: int, person) -> Incident | None:
    """Return the newest unclosed incident with this number that the person may see."""
    seen = access.visible_to(person).filter(cad_number=number).exclude(status=Status.CLOSED)
    return seen.order_by("-cad_day").first()


def with_details(person) -> QuerySet[Incident]:
    """Return this person's incidents with what their page shows."""
    log = Prefetch("log", queryset=LogEntry.objects.order_by("-seq"))
    return for_board(access.visible_to(person)).prefetch_related(
        log,
        "contact_links__contact__locations",
        "contact_links__contact__handovers",
        "parties",
        "assessments__by",
        "decisions__by",
        "messages__by",
        "messages__acknowledged_by",
        "obligations__made_by",
        "obligations__ended_by",
        "answers",
        "rcrp_decisions__by",
        "warnings__given_by",
        "warnings__withdrawn_by",
        "answered_sets__question_set",
        "answered_sets__by",
        "transfers__agency",
        "transfers__sent_by",
        "transfers__answer_taken_by",
        "transfers__decided_by",
    )


def opening_codes() -> list[tuple[str, str]]:
    """Return the opening codes in use, as (code, label)."""
    return _codes("OPENING")


def closing_codes() -> list[tuple[str, str]]:
    """Return the closing codes in use, as (code, label)."""
    return _codes("CLOSING")


def _by_slug(text: str, person) -> QuerySet[Incident]:
    parsed = cad.parse(text)
    if parsed is None:
        return Incident.objects.none()
    number, day = parsed
    return access.visible_to(person).filter(cad_number=number, cad_day=day)


def _codes(kind: str) -> list[tuple[str, str]]:
    current = Code.objects.filter(kind=kind, is_current=True)
    return [(code.code, code.label) for code in current.order_by("label")]
