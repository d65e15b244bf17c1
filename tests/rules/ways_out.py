"""
Every way in which an incident can lose its unit, its owner or its state: the one register (H13).

Each names what keeps the incident from being forgotten there, the test that proves it, and from
where the order can come. tests/architecture/test_ways_out.py reads the source and fails when a way
is missing here, when one comes from somewhere that is not named, or when a proof is gone.

What needs no row: the simulator and every other machine are clients of the API; operational records
cannot be changed at the admin site (tests/admin/test_records.py); plain SQL is refused at COMMIT
(tests/rules/test_left_and_protected.py); releasing a unit, a flat tyre and the end of a crew's
shift are stand_down, unable and book_off; a key or a session that ends takes nobody off shift
before `lapse` does.
"""

from dataclasses import dataclass, field

API, UNITS = "incidents.api.views", "dispatch.api.views"
SHIFTS, RADIOS = "incidents.api.lists", "dispatch.api.airwave"
COMMAND_LINE = "contactcentre.desks.views.command"
HISTORY, SEED = "contactcentre.management.demo.history", "contactcentre.management.commands"
ADMIN = "contactcentre.admin.people"
# From where an order can come, in words.
FORMS = {
    API: "the API of incidents, which every page uses",
    SHIFTS: "the API of shifts and of opening, which every page uses",
    UNITS: "the API of units: the desk, the crew's page, the simulator",
    RADIOS: "the radio gateway: what crews press, also late, twice and out of order",
    COMMAND_LINE: "the command line of the desks",
    "contactcentre.desks.views.session": "signing out",
    "contactcentre.desks.views.entering": "signing in, and unlocking a screen",
    "contactcentre.desks.views.places": "the page on which a place is corrected",
    ADMIN: "the admin site",
    HISTORY: "the demonstration's past",
    f"{SEED}.seed_demo": "the demonstration's start",
    "contactcentre.desks.views.links": "an incident's page, where it is linked with another",
    "incidents.api.links": "the API of links between incidents",
    "contactcentre.desks.views.messages": "the page of messages between desks",
    "contactcentre.desks.views.obligations": "the list of what is owed",
    "contactcentre.desks.views.transfers": "an incident's page, where it is given over",
    "incidents.api.transfers": "the API of what is given over",
    "incidents.api.incoming": "the signed doors of other forces and agencies",
    "incidents.api.messages": "the API of messages between desks",
    "incidents.api.obligations": "the API of what is owed",
    "incidents.countdowns": "the sweep: a shift that nobody is seen in, a promise that was missed",
    "incidents.following": "what happens to a contact: its position, its end, its outcome",
    "dispatch.countdowns": "the sweep: what every sweep looks after",
}


@dataclass(frozen=True)
class Way:
    """What keeps an incident from being forgotten there, its proof, and where it comes from."""

    guard: str
    proof: str
    forms: set[str] = field(default_factory=set)


RULES, ASSIGNMENTS = "tests/rules/test_every_way_out.py::", "dispatch.actions.assignments."
SHIFT, CREW = "incidents.actions.duty.", "tests/rules/test_silent_crews.py::"
LEFT = "assignments.end and resourcing.left, in one transaction"
KEEPS = "it has its unit: it only moves on, and one that is silent is heard of"
OWNER = "owners.pass_on in the same transaction; the last who could own it cannot go"
ENDED = (
    f"{RULES}test_an_incident_whose_unit_goes_has_an_owner_a_clock_and_an_alert_in_one_transaction"
)
CODES = f"{RULES}test_no_airwave_code_in_any_state_is_a_silent_way_out"
PASSED = f"{RULES}test_whoever_owns_a_left_incident_passes_it_on_however_they_go"
SILENT = f"{CREW}test_the_alarm_of_a_leaving_goes_on_until_another_crew_knows_of_it"
WORSE = "tests/scenarios/test_raised_again.py::"
WARNED = "tests/scenarios/test_warned_crews.py::"
PLACE = "tests/pages/test_correcting_a_place.py::"
AGAIN = "what comes after the closing opens it again, with an owner, a clock and an alarm"
LATE = (
    "tests/capabilities/test_late_words.py::"
    "test_whatever_comes_late_opens_the_incident_again_with_owner_alarm_and_clock"
)
TONIGHT = "tests/capabilities/test_again_tonight.py::test_what_was_closed_meanwhile_is_opened_again"
GIVEN = "tests/scenarios/test_joanna_michael.py::"
OWED = "tests/capabilities/test_obligations.py::"
OPENED = f"{OWED}test_a_closed_incident_is_opened_again_for_what_was_promised_about_it"
WAYS = {
    f"{ASSIGNMENTS}assign": Way(
        "the alarm of a leaving goes on until the crew acknowledges",
        SILENT,
        {UNITS, COMMAND_LINE, HISTORY},
    ),
    f"{ASSIGNMENTS}acknowledge": Way(KEEPS, SILENT, {UNITS}),
    f"{ASSIGNMENTS}set_off": Way(KEEPS, CODES),
    f"{ASSIGNMENTS}arrive": Way(KEEPS, CODES),
    f"{ASSIGNMENTS}clear": Way(
        "from the scene only, and then a clock to close it or send again",
        f"{RULES}test_a_unit_that_was_never_there_cannot_clear",
    ),
    f"{ASSIGNMENTS}stand_down": Way(LEFT, ENDED, {UNITS}),
    f"{ASSIGNMENTS}unable": Way(LEFT, ENDED, {UNITS}),
    "dispatch.actions.diverts.divert": Way(LEFT, ENDED, {UNITS, COMMAND_LINE}),
    "dispatch.actions.units.press": Way(
        "free, busy elsewhere and off duty end the assignment, as unable before the scene",
        CODES,
        {UNITS, COMMAND_LINE, HISTORY},
    ),
    "dispatch.actions.radio.take": Way(
        "as units.press; and what was pressed before it was sent there moves nothing",
        "tests/capabilities/test_airwave.py::"
        "test_what_was_pressed_before_it_was_sent_moves_nothing",
        {RADIOS},
    ),
    "dispatch.actions.units.book_off": Way(LEFT, ENDED, {UNITS, HISTORY}),
    "dispatch.actions.units.book_on": Way(
        "a unit that is off duty has no assignment",
        "tests/rules/test_never_false.py::test_the_database_refuses_what_must_never_be",
        {UNITS, HISTORY, f"{SEED}.seed_demo"},
    ),
    "dispatch.actions.watching.well": Way(
        "the crew stays with its incident",
        "tests/capabilities/test_watching_crews.py::"
        "test_a_crew_that_is_well_after_its_emergency_stays_with_its_incident",
        {UNITS},
    ),
    "dispatch.actions.crews.have_told": Way(
        "an alert to whoever has to tell the crew, which climbs",
        "tests/scenarios/test_sent_elsewhere.py::test_unheard_it_climbs_to_the_duty_officer",
    ),
    "dispatch.actions.crews.look": Way(
        "one crew of which no alert can be made keeps no other from being told",
        "tests/scenarios/test_sent_elsewhere.py::"
        "test_a_crew_of_which_no_alert_can_be_made_keeps_no_other_from_being_told",
        {"dispatch.countdowns"},
    ),
    "dispatch.actions.warning.send": Way(
        "an alert, a minute later, to whoever has to warn the crew, which climbs",
        f"{WARNED}test_one_that_is_silent_for_a_minute_alarms_its_dispatcher_and_climbs",
    ),
    "dispatch.actions.warning.look": Way(
        "one crew that cannot be warned keeps no other from it",
        f"{WARNED}test_a_crew_that_cannot_be_warned_keeps_no_other_from_it",
        {"dispatch.countdowns"},
    ),
    f"{SHIFT}sign_off": Way(OWNER, PASSED, {SHIFTS, HISTORY, "contactcentre.desks.views.session"}),
    f"{SHIFT}sign_on": Way(OWNER, PASSED, {SHIFTS, HISTORY, "contactcentre.desks.views.entering"}),
    f"{SHIFT}start_break": Way(OWNER, PASSED, {SHIFTS}),
    f"{SHIFT}end_break": Way("whoever is back owns only what they are given", PASSED, {SHIFTS}),
    f"{SHIFT}lapse": Way(OWNER, PASSED, {"incidents.countdowns"}),
    f"{SHIFT}deactivate": Way(OWNER, PASSED, {ADMIN}),
    "incidents.actions.owners.pass_on": Way(OWNER, PASSED),
    "incidents.actions.incidents.open_from": Way(
        "it is never left: it waits for its grade, with an owner and a clock",
        "tests/scenarios/test_999_call.py::"
        "test_an_incident_that_a_unit_leaves_has_an_owner_a_clock_and_an_alarm",
        {SHIFTS, HISTORY},
    ),
    "incidents.actions.grading.grade": Way(
        "a raised grade wakes what was settled; the time to send another unit begins at once",
        f"{WORSE}test_what_was_cleared_awaits_a_unit_again_when_its_grade_is_raised",
        {API, COMMAND_LINE, HISTORY},
    ),
    "incidents.actions.places.correct": Way(
        "alarms, clocks and owner go along to the other area",
        f"{PLACE}test_the_alarm_that_it_was_left_goes_along_and_is_to_be_taken_on_there",
        {API, "contactcentre.desks.views.places"},
    ),
    "incidents.actions.places.follow_caller": Way(
        "only what nobody placed, and as a correction",
        "tests/capabilities/test_positions.py::"
        "test_a_handset_that_is_heard_late_places_the_incident_and_a_surer_one_takes_its_place",
        {"incidents.following"},
    ),
    "incidents.actions.results.approve_non_attendance": Way(
        "a reason, by somebody other than the asker, for this grade only",
        "tests/scenarios/test_excused.py::test_the_asker_cannot_approve_and_nobody_can_close_unasked",
        {API},
    ),
    "incidents.actions.results.result": Way(
        "nothing that a unit left or has is resulted",
        "tests/rules/test_settled.py::test_no_statement_settles_what_calls_for_a_unit",
        {API, HISTORY},
    ),
    "incidents.actions.results.close": Way(
        "not with a unit, a running clock or a live alert",
        "tests/rules/test_what_is_lacking.py::"
        "test_everything_that_is_missing_is_said_at_once_with_its_control",
        {API, HISTORY},
    ),
    "incidents.actions.late.rang_again": Way(AGAIN, LATE, {"incidents.following"}),
    "incidents.actions.unlinked.lost": Way(AGAIN, TONIGHT, {"incidents.following"}),
    "incidents.actions.unlinked.went_by": Way(AGAIN, TONIGHT, {"incidents.following"}),
    "incidents.actions.links.link": Way(
        "as a raised grade; it keeps its owner and alarms, and is never due later",
        "tests/capabilities/test_links.py::"
        "test_what_a_unit_left_stays_owned_and_alarmed_whatever_is_linked",
        {"incidents.api.links", "contactcentre.desks.views.links"},
    ),
    "incidents.actions.links.link_named": Way(AGAIN, LATE, {"incidents.following"}),
    "incidents.actions.messages.send": Way(
        AGAIN,
        LATE,
        {COMMAND_LINE, "contactcentre.desks.views.messages", "incidents.api.messages"},
    ),
    "incidents.actions.notes.add": Way(AGAIN, LATE, {COMMAND_LINE, API}),
    "incidents.actions.incoming.take": Way(
        f"{AGAIN}; whatever another force says ends nothing of ours",
        "tests/capabilities/test_incoming_transfers.py::"
        "test_that_they_take_it_back_or_have_ended_it_ends_nothing_of_ours",
        {"incidents.api.incoming"},
    ),
    "incidents.actions.transfers.settle": Way(
        "the state is the transfer's: the incident is ours until a person ends it as any other",
        f"{GIVEN}test_what_is_refused_is_heard_at_once_and_ours_as_before",
        {"contactcentre.desks.views.transfers", "incidents.api.transfers"},
    ),
    "incidents.actions.obligations.end": Way(
        "only with words; no incident is touched, and its clocks go on",
        f"{OWED}test_a_promise_ends_with_words",
        {"contactcentre.desks.views.obligations", "incidents.api.obligations"},
    ),
    "incidents.actions.obligations.missed": Way(AGAIN, OPENED, {"incidents.countdowns"}),
    "incidents.actions.obligations.soon": Way(AGAIN, OPENED, {"incidents.countdowns"}),
}
