# ruff: noqa: S608 - every statement is put together from what is written here.
"""
The walls about what is known of a call: markers and orders of courts (rule 6); what was answered,
asked and linked (rule 7).
"""

from tests.rules.breaking import Breach, add, change

LINK, LOOK = "incidents_incidentlink", "incidents_linkedlook"
ANSWER, RCRP = "incidents_answer", "incidents_rcrpdecision"
SET, ANSWERED = "incidents_questionset", "incidents_answeredset"
CHECK = "incidents_markercheck"
IDENTITY = "incidents_identitylink"
TRANSFER, AGENCY = "incidents_transfer", "incidents_agency"
INCOMING, TOLD = "incidents_incomingtransfer", "incidents_transfermessage"
MARKER, ORDER = "incidents_marker", "incidents_courtorder"
LIVE, WITHDRAWN = "withdrawn_at IS NULL", "withdrawn_at IS NOT NULL"
HOLDS, DISCHARGED = "discharged_at IS NULL", "discharged_at IS NOT NULL"
NOBODY = {name: "''" for name in ("number", "handle", "vehicle", "person_name", "place")}

KNOWN = [
    change(6, MARKER, "stays_as_entered", "text = 'another'", LIVE),
    change(6, MARKER, "ends_once", "victim_informed = 'YES'", WITHDRAWN),
    Breach(6, MARKER, "never_deleted", f"DELETE FROM {MARKER} WHERE {WITHDRAWN}"),
    add(6, MARKER, "marker_says_what", text="''"),
    add(6, MARKER, "marker_is_about_something", **NOBODY),
    add(6, MARKER, "marker_withdrawn_says_if_informed", WITHDRAWN, victim_informed="''"),
    change(6, CHECK, "stays_as_checked", "sentence = 'Yes'"),
    Breach(6, CHECK, "never_deleted", f"DELETE FROM {CHECK}"),
    change(6, CHECK, "marker_check_asked_by_somebody", "asked_at = %(now)s", "asked_at IS NULL"),
    change(6, CHECK, "marker_check_answered_with_words", "answer = 'Entered'", "answer = ''"),
    change(6, ORDER, "stays_as_entered", "text = 'another'", HOLDS),
    change(6, ORDER, "ends_once", "discharged_why = 'x'", DISCHARGED),
    Breach(6, ORDER, "never_deleted", f"DELETE FROM {ORDER}"),
    add(6, ORDER, "courtorder_says_what", text="''"),
    add(6, ORDER, "courtorder_is_about_something", **NOBODY),
    add(6, ORDER, "courtorder_discharged_for_a_reason", DISCHARGED, discharged_why="''"),
]
ANSWERED_AND_LINKED = [
    change(7, ANSWER, "append_only", "why_not = 'x'"),
    add(7, ANSWER, "answer_read_or_not_for_a_reason", words="'x'"),
    change(7, RCRP, "append_only", "reason = 'x'"),
    add(7, RCRP, "rcrp_says_why", reason="''"),
    add(7, RCRP, "rcrp_says_who_instead", ground="'NONE'"),
    change(7, LINK, "stays_as_given", "why = 'another'", "unlinked_at IS NULL"),
    change(7, LINK, "unlinked_once", "unlinked_why = 'x'", "unlinked_at IS NOT NULL"),
    Breach(7, LINK, "never_deleted", f"DELETE FROM {LINK}"),
    add(7, LINK, "link_holds_once", "unlinked_at IS NULL"),
    add(7, LINK, "link_goes_to_an_earlier_one", to_incident_id="one.from_incident_id"),
    add(7, LINK, "link_ends_for_a_reason", "unlinked_at IS NOT NULL", unlinked_why="''"),
    change(7, LOOK, "append_only", "words = 'another'"),
    add(7, LOOK, "look_is_at_another_incident", other_id="one.incident_id"),
    change(7, IDENTITY, "stays_as_said", "why = 'another'", "undone_at IS NULL"),
    change(7, IDENTITY, "undone_once", "undone_why = 'x'", "undone_at IS NOT NULL"),
    Breach(7, IDENTITY, "never_deleted", f"DELETE FROM {IDENTITY}"),
    add(7, IDENTITY, "identity_stands_once", "undone_at IS NULL"),
    add(7, IDENTITY, "identity_is_of_two_in_one_order", other="one.one"),
    add(7, IDENTITY, "identity_same_for_a_reason", "undone_at IS NOT NULL", why="''"),
    add(7, IDENTITY, "identity_undone_by_somebody", "undone_at IS NOT NULL", undone_by_id="NULL"),
    change(7, SET, "append_only", "title = 'another'"),
    add(7, SET, "set_version_once", in_force_from="'2001-01-01T00:00Z'"),
    add(7, SET, "set_one_begins_at_a_moment", version="2"),
    add(7, SET, "set_says_whence", version="2", in_force_from="'2001-01-01T00:00Z'", title="''"),
    change(7, ANSWERED, "append_only", "points = 0"),
    add(7, ANSWERED, "set_judged_for_a_reason", judged_level="'HIGH'"),
]
WAITS, ACCEPTED = "state = 'SENT'", "state = 'ACCEPTED'"
UNDECIDED = f"{ACCEPTED} AND decided_at IS NULL"
UNTOLD = f"id NOT IN (SELECT incoming_id FROM {TOLD} WHERE incoming_id IS NOT NULL)"
AGAIN = {"key": "gen_random_uuid()"}
GIVEN_OVER = [
    change(7, AGENCY, "agency_can_be_rung", "number = ''"),
    change(9, TRANSFER, "state_moves", "state = 'WITHDRAWN'", "state = 'REFUSED'"),
    add(7, TRANSFER, "transfer_known_by_its_key", UNDECIDED),
    change(7, TRANSFER, "stays_as_sent", "grade_reason = 'another'", WAITS),
    change(7, TRANSFER, "stays_as_answered", "their_reference = 'another'", UNDECIDED),
    change(7, TRANSFER, "decided_once", "decision = 'another'", "decided_at IS NOT NULL"),
    Breach(7, TRANSFER, "never_deleted", f"DELETE FROM {TRANSFER}"),
    add(7, TRANSFER, "transfer_carries_grade_and_reason", UNDECIDED, grade_reason="''", **AGAIN),
    add(7, TRANSFER, "transfer_waits_once_at_an_agency", WAITS, **AGAIN),
    add(7, TRANSFER, "transfer_answered_by_somebody", UNDECIDED, answered_at="NULL", **AGAIN),
    add(7, TRANSFER, "transfer_accepted_with_a_receipt", UNDECIDED, accepted_by="''", **AGAIN),
    add(
        *(7, TRANSFER, "transfer_refused_or_withdrawn_for_a_reason"),
        "state = 'REFUSED'",
        answer_note="''",
        **AGAIN,
    ),
    add(7, TRANSFER, "transfer_decided_once_answered", UNDECIDED, decision="'x'", **AGAIN),
    change(7, INCOMING, "stays_as_given", "key = key || 'x'"),
    change(7, INCOMING, "grade_never_falls", "grade = 'S'"),
    Breach(7, INCOMING, "never_deleted", f"DELETE FROM {INCOMING} WHERE {UNTOLD}"),
    add(7, INCOMING, "incidents_incomingtransfer_contact_id_key", key="'another'"),
    add(7, INCOMING, "incoming_known_by_its_key", contact_id="%(ringing)s"),
    add(
        *(7, INCOMING, "incoming_grade_has_a_reason"),
        **{"key": "'another'", "contact_id": "%(ringing)s", "grade_reason": "''"},
    ),
    change(7, TOLD, "append_only", "kind = 'CLOSE'"),
    add(7, TOLD, "transfer_message_taken_once"),
    add(7, TOLD, "transfer_message_is_about_one", message_id="'another'", incoming_id="NULL"),
]
