# ruff: noqa: S608 - every statement is put together from what is written here.
"""The walls about what was known before the call: markers and the orders of courts (rule 6)."""

from tests.rules.breaking import Breach, add, change

CHECK = "incidents_markercheck"
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
