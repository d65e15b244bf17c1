"""
More failures of the same kind, each through the API in a few lines (X1, X5, X9, X10, X11).

X2, X3 and X4 have days of their own (test_neighbouring_failures), X6 the other log
(test_the_other_log), X8 the order and the crew (test_order_shown_to_the_crew).
"""

import pytest

from incidents.models import Incident
from tests.scenarios.over_http import Room
from tests.world import CALM, HOME

HERS = "07700 900321"
AGAIN, PAD = "DOMESTIC_AGAIN_TONIGHT", "PAD_WITHOUT_CONTACT"


@pytest.fixture
def room(world) -> Room:
    """A control room at ten in the evening."""
    return Room(world)


def rung(room: Room, number: str = HERS) -> str:
    """Let somebody ring 999, and the handler answer; return the address of the contact."""
    call = room.do("contacts/", {"channel": "999", "from": number}, by="handler")
    room.do(f"contacts/{call['id']}/answer/", by="handler")
    return f"contacts/{call['id']}"


def opened(room: Room, contact: str, **about) -> str:
    """Open an incident from a call; return its address."""
    known = {"contact": int(contact.rsplit("/")[-1]), "opening_code": "DOM", "summary": "At hers"}
    where = {"location": {"text": HOME, "place_id": room.world.place.pk}}
    made = room.do("incidents/", {**known, **where, **about}, by="handler")
    return f"incidents/{made['slug']}"


def assessed(room: Room, incident: str) -> tuple[str, set[str]]:
    """Answer THRIVE as calmly as can be; return the grade that is suggested, and which rules."""
    found = room.do(f"{incident}/assessments/", {"answers": CALM}, by="handler")
    return found["suggested_grade"], {reason["rule"] for reason in found["reasons"]}


def lost(room: Room, contact: str) -> str:
    """Say that the line of a call was lost; return the address of the contact."""
    room.do(f"{contact}/end/", {"is_cut": True}, by="handler")
    return contact


@pytest.mark.capability("A2", "A3")
def test_x1_a_call_noted_on_a_pad_only_is_with_a_supervisor_in_ten_minutes(room):
    """M9, 5 July 2015: it was written in a notebook, never on STORM, and found after three days."""
    room.do("pad/", {"text": "A car down the bank at the junction"}, by="handler")
    heard = []
    for minutes in (9, 2):
        room.after(minutes=minutes)
        rows = room.board("supervisor", "supervisor")["rows"]
        heard.append(PAD in {row.get("code") for row in rows})

    assert heard == [False, True]


@pytest.mark.capability("D2", "J10")
def test_x5_a_second_call_without_a_word_from_a_marked_number_is_immediate(room):
    """Hampshire, February 2023 (node/5915): two silent calls, a marker, and nobody was sent."""
    flag = {"number": HERS, "text": "Treat every call as urgent"}
    room.do("markers/", flag, by="supervisor")
    first = lost(room, rung(room))
    note = {"outcome": "ABANDONED_RESOLVED", "note": "Nobody spoke; rang back, no answer"}
    room.do(f"{first}/dispose/", note, by="handler")
    room.after(minutes=4)
    second = lost(room, rung(room))

    incident = opened(room, second, opening_code="SUSPICIOUS", summary="Nobody spoke")
    suggested, rules = assessed(room, incident)

    assert (suggested, "silent_and_marker" in rules) == ("I", True)


@pytest.mark.capability("D4")
def test_x9_a_grade_is_not_lowered_without_a_new_assessment_nor_by_whoever_likes(room):
    """Norfolk, May 2024: incidents were downgraded without a look at the risk, or a supervisor."""
    hers = room.graded("S")
    path, lower = f"incidents/{hers.slug}/grade/", {"grade": "R", "reason": "We are busy"}

    by_handler, by_supervisor = (
        room.ask("post", path, who, lower) for who in ("handler", "supervisor")
    )

    assert (by_handler.status_code, by_supervisor.status_code) == (403, 422)
    assert "needs a new assessment" in by_supervisor.json()["detail"]
    hers.refresh_from_db()
    assert hers.grade == "S"


@pytest.mark.capability("F3")
def test_x10_of_four_calls_in_a_night_the_second_is_immediate_and_with_a_supervisor(room):
    """Raneem Oudeh rang four times in the night in which she was killed."""
    found = []
    for _call in range(2):
        contact = rung(room)
        incident = opened(room, contact, suspect_identity="SUSPECTED")
        note = {"outcome": "INCIDENT", "note": "Told to stay inside"}
        room.do(f"{contact}/dispose/", note, by="handler")
        lost(room, contact)
        made = Incident.objects.latest("pk")
        suggested, rules = assessed(room, incident)
        found.append((suggested, "domestic_again_tonight" in rules, room.heard(made, AGAIN)))
        room.after(hours=1)

    assert found[0][1:] == (False, "")
    assert found[1] == ("I", True, "supervisor")


@pytest.mark.capability("C7", "D7")
def test_x11_whoever_waits_for_police_that_do_not_come_is_told_so_on_the_line(room):
    """Right Care, Right Person: the caller is told when nobody will attend (node/4199)."""
    contact = rung(room)
    incident = opened(room, contact, opening_code="CONCERN", summary="He has not taken his pills")
    assessed(room, incident)
    room.do(f"{incident}/grade/", {"grade": "R", "override_reason": "as heard"}, by="handler")
    why = {"ground": "NONE", "reason": "Nobody is in danger", "instead": "A nurse rings you"}
    room.do(f"{incident}/rcrp/", why, by="handler")
    note = {"outcome": "INCIDENT", "note": "A nurse rings"}
    room.do(f"{contact}/dispose/", note, by="handler")

    refusal = room.refused(f"{contact}/end/", by="handler")

    assert "not been told" in refusal
    words = room.ask("get", f"{incident}/", "handler").json()["to_read"]["words"]
    assert words.startswith("The police will not come to this: Nobody is in danger. A nurse rings")
    room.do(f"{incident}/answers/", {"words": words}, by="handler")
    room.do(f"{contact}/end/", by="handler")
