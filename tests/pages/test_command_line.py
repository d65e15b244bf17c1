"""The command line: read on the server, carried out through the actions, refused in words."""

import pytest

from contactcentre.core.errors import Invalid
from contactcentre.desks import commands
from tests.world import World


@pytest.mark.parametrize(
    ("line", "word", "parts"),
    [
        ("g 1234 I", "g", {"incident": "1234", "grade": "I", "reason": None}),
        ("/g 1234 i he is back", "g", {"incident": "1234", "grade": "i", "reason": "he is back"}),
        ("a pc12 1234/21NOV24", "a", {"callsign": "pc12", "incident": "1234/21NOV24"}),
        ("div PC12 1300-21NOV24 knife", "div", {"reason": "knife"}),
        ("st PC12 6", "st", {"callsign": "PC12", "code": "6"}),
        ("log 1234 caller rang back", "log", {"text": "caller rang back"}),
        ("find acre lane", "find", {"text": "acre lane"}),
        ("FIND acre lane", "find", {"text": "acre lane"}),
        ("go 12", "go", {"incident": "12"}),
        ("?", "?", {}),
    ],
)
def test_a_command_is_read(line, word, parts):
    command = commands.read(line)

    assert command.word == word
    assert parts.items() <= command.parts.items()


@pytest.mark.parametrize(
    "line", ["g 1234", "g x I", "div PC12 1300", "st PC12", "st PC12 six", "a 1234 PC12", "log 12"]
)
def test_a_half_written_command_is_answered_with_how_to_write_it(line):
    with pytest.raises(Invalid, match="Write it like this"):
        commands.read(line)


@pytest.mark.parametrize("line", ["", "zap 1", "ｇ 1 I", "\x00", "g1234 I"])
def test_an_unknown_word_is_answered_with_the_words_there_are(line):
    with pytest.raises(Invalid, match="There is no command"):
        commands.read(line)


def run(browser, line: str):
    return browser.post("/desk/command/", {"line": line})


def number(incident) -> str:
    return incident.reference


def test_a_dispatcher_assigns_a_unit_by_command(world: World, enter):
    incident = world.graded("S")
    world.unit("PC12")

    answer = run(enter(world.dispatcher), f"a pc12 {number(incident)}")

    assert answer.json()["said"] == f"PC12 is assigned to CAD {incident.reference}."
    incident.refresh_from_db()
    assert incident.status == "ASSIGNED"


def test_a_divert_by_command_says_what_is_now_alarmed(world: World, enter):
    burglary, stabbing = world.graded("S"), world.graded("I")
    world.assign(world.unit("PC12"), burglary)

    answer = run(enter(world.dispatcher), f"div PC12 {number(stabbing)} man with a knife")

    assert f"CAD {burglary.reference} awaits a unit and is alarmed" in answer.json()["said"]
    burglary.refresh_from_db()
    assert burglary.status == "AWAITING_UNIT"


def test_a_status_a_log_entry_and_a_grade_by_command(world: World, enter):
    incident = world.graded("S")
    world.assign(world.unit("PC12"), incident)
    browser = enter(world.dispatcher)

    assert "status" in run(browser, "st PC12 5").json()["said"]
    assert run(browser, f"log {number(incident)} caller rang back").status_code == 200
    assert run(browser, f"g {number(incident)} I he is at the door").status_code == 200
    incident.refresh_from_db()
    assert incident.grade == "I"


def test_a_refused_command_says_why(world: World, enter):
    incident = world.graded("S")

    answer = run(enter(world.dispatcher), f"a PC99 {number(incident)}")

    assert answer.status_code == 404
    assert answer.json()["detail"] == "There is no unit PC99 in your area."


def test_a_handler_may_not_assign_by_command_either(world: World, enter):
    incident = world.graded("S")
    world.unit("PC12")

    answer = run(enter(world.handler), f"a PC12 {number(incident)}")

    assert answer.status_code == 403


def test_what_is_found_is_in_ones_own_area(world: World, enter):
    incident = world.graded("S")
    stranger = world.person("stranger", "dispatcher", area=world.elsewhere)

    own = run(enter(world.dispatcher), "find acre lane").json()
    other = run(enter(stranger), "find acre lane").json()

    assert [each["url"] for each in own["found"]] == [f"/desk/incidents/{incident.slug}/"]
    assert "found" not in other


def test_whoever_may_not_see_incidents_has_no_command_line(world: World, enter):
    assert run(enter(world.admin), "find acre").status_code == 403


@pytest.mark.capability("E7")
def test_each_desk_writes_to_the_other_by_command(world: World, enter):
    incident = world.graded("S")

    for who in (world.handler, world.dispatcher):
        answer = run(enter(who), f"msg {number(incident)} He is at the door now")
        assert answer.json()["said"].startswith("Sent to ")

    assert sorted(incident.messages.values_list("to", flat=True)) == ["CALLS", "DISPATCH"]
