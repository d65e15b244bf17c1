# ruff: noqa: S608 - every statement is put together from what is written here.
"""For every wall of the database: a statement that nothing but this wall refuses (DESIGN §3)."""

from tests.rules.breaches_known import ANSWERED_AND_LINKED, GIVEN_OVER, KNOWN
from tests.rules.breaking import Breach, add, change

CONTACT, HANDLER, PAYLOAD = "contacts_contact", "contacts_handler", "contacts_rawpayload"
EVENT, POSITION = "contacts_callevent", "contacts_callerlocation"
HANDOVER = "contacts_operatorhandover"
CLOCK, ALERT, STEP = "countdowns_clock", "countdowns_alert", "countdowns_clockstep"
INCIDENT, LOG, POLICY = "incidents_incident", "incidents_logentry", "countdowns_policy"
ASSIGNMENT, DIVERT, UNIT = "dispatch_assignment", "dispatch_divert", "dispatch_unit"
OBLIGATION, WARNING = "incidents_obligation", "incidents_crewwarning"
REVIEW, MESSAGE = "dispatch_divertreview", "incidents_message"
TEXT, RING = "contacts_outboundmessage", "contacts_ringback"
PROCEDURE, RECEIPT = "core_procedure", "core_procedurereceipt"
DUTY, AUDIT, SEAL = "core_duty", "core_auditentry", "core_auditseal"
LEFT = "incident_left_is_protected"

# Which rows.
CURRENT = "ended_at IS NULL AND unit_id = %(unit)s"
DIVERTED = "state = 'DIVERTED'"
QUEUED, FAILED = "state = 'QUEUED'", "state = 'FAILED'"
WAITS, DONE = "state = 'WAITING'", "state = 'DONE'"
OWN_DUTY = "ended_at IS NULL AND person_id = %(owner)s"
OF_LEFT = "subject = 'incident' AND subject_id = %(left)s"
ATTEND = "kind = 'attend' AND stopped_at IS NULL"
# Which changes.
END = "ended_at = %(now)s, ended_by_id = %(owner)s, end_reason = 'by hand'"
ENDING = "ending = 'ABANDONED', ended_at = %(now)s"
OUTCOME = "outcome = 'HOAX', outcome_note = 'x', disposed_at = %(now)s"

RULE_1 = [
    Breach(
        1,
        ASSIGNMENT,
        "assignment_one_current_per_unit",
        "INSERT INTO dispatch_assignment (unit_id, incident_id, state, deployable, assigned_by_id, "
        "assigned_at, state_since, end_reason, place_known, place_told, warnings_known, "
        "warnings_told) VALUES (%(unit)s, %(sent)s, 'ASSIGNED', true, %(owner)s, %(now)s, "
        "%(now)s, '', 0, 0, 0, 0)",
    ),
]
RULE_2 = [
    change(2, ASSIGNMENT, "assignment_ends_for_a_reason", "end_reason = ''", DIVERTED),
    change(2, ASSIGNMENT, "assignment_ends_with_its_state", "state = 'STOOD_DOWN'", CURRENT),
    change(2, ASSIGNMENT, "assignment_diverted_somewhere", "diverted_to_id = NULL", DIVERTED),
    change(2, ASSIGNMENT, "assignment_cleared_after_scene", "at_scene_at = NULL"),
    Breach(2, ASSIGNMENT, "never_deleted", "DELETE FROM dispatch_assignment WHERE id = %(spare)s"),
    change(2, ASSIGNMENT, "stays_where_it_was", "unit_id = %(idle)s", CURRENT),
    add(
        *(2, DIVERT, "divert_to_another"),
        to_incident_id="one.from_incident_id",
        assignment_id="%(last_assignment)s",
    ),
    add(2, DIVERT, "dispatch_divert_assignment_id_key"),
    add(2, REVIEW, "review_each_state_once"),
    add(2, REVIEW, "review_has_an_outcome_when_done", state="'REVIEWED'"),
    add(2, REVIEW, "review_says_why", state="'REVIEWED'", outcome="'IN_ORDER'", note="''"),
    change(2, ASSIGNMENT, LEFT, f"state = 'STOOD_DOWN', {END}", CURRENT),
    change(2, INCIDENT, LEFT, "owner_id = %(nobody)s", "id = %(left)s"),
    change(2, CLOCK, LEFT, "stopped_at = %(now)s, stop_reason = 'CLOSED'", OF_LEFT),
    change(2, ALERT, LEFT, "resolved_at = %(now)s", OF_LEFT),
    change(2, DUTY, f"{LEFT}_on_leaving", "ended_at = %(now)s", OWN_DUTY),
    Breach(2, DUTY, f"{LEFT}_on_removal", f"DELETE FROM core_duty WHERE {OWN_DUTY}"),
    change(2, INCIDENT, "incident_left_awaits_a_unit", "left_at = %(now)s", "id = %(resulted)s"),
    add(2, DUTY, "duty_one_current_per_person", OWN_DUTY),
]
CALLERS = [
    add(2, TEXT, "text_once_a_fact"),
    change(2, TEXT, "text_fails_for_a_reason", "failure = 'REFUSED'", QUEUED),
    change(2, TEXT, "text_ends_with_its_state", "ended_at = %(now)s", QUEUED),
    add(2, TEXT, "text_goes_to_a_number", number="''", news="'LEFT'"),
    change(2, TEXT, "stays_as_written", "text = 'All is well.'", QUEUED),
    change(2, TEXT, "end_stays", "failure_words = 'x'", FAILED),
    Breach(2, TEXT, "never_deleted", f"DELETE FROM {TEXT} WHERE {QUEUED}"),
    change(9, TEXT, "state_moves", "state = 'NONSENSE'", QUEUED),
    add(2, RING, "ring_back_one_waits", WAITS),
    change(2, RING, "ring_back_done_with_an_outcome", "outcome = 'TOLD'", WAITS),
    change(
        *(2, RING, "ring_back_not_needed_for_a_reason"),
        "state = 'DONE', outcome = 'NOT_NEEDED', note = '', done_at = %(now)s, "
        "done_by_id = %(owner)s",
        WAITS,
    ),
    change(2, RING, "stays_as_asked", "number = ''", WAITS),
    change(2, RING, "end_stays", "note = 'x'", DONE),
    change(
        *(9, RING, "state_moves"),
        "state = 'WAITING', outcome = '', done_at = NULL, done_by_id = NULL",
        DONE,
    ),
    Breach(2, RING, "never_deleted", f"DELETE FROM {RING} WHERE {WAITS}"),
]
RULE_3 = [
    change(3, CLOCK, "promise_stays", "due_at = due_at + interval '1 hour'", ATTEND),
    change(3, INCIDENT, "due_at_stays", "due_at = due_at + interval '1 hour'", "id = %(left)s"),
    change(3, INCIDENT, "clock_start_stays", "clock_start_at = %(now)s", "id = %(left)s"),
    add(3, CLOCK, "clock_runs_forward", "stopped_at IS NOT NULL", due_at="'2000-01-01T00:00Z'"),
    change(3, CLOCK, "clock_stops_for_a_reason", "stopped_at = %(now)s", ATTEND),
    add(3, CLOCK, "clock_one_open_of_a_kind", ATTEND),
    add(3, STEP, "clock_step_fires_once"),
    change(3, POLICY, "versions_stay", "seconds = 7200"),
    add(3, POLICY, "policy_has_time", seconds="0", kind="'new'"),
    add(3, POLICY, "policy_one_version_a_moment"),
    add(3, ALERT, "alert_one_live_of_a_code", "resolved_at IS NULL"),
    change(3, ALERT, "alert_read_back_by_who_has_it", "read_back = 'I have it.'", OF_LEFT),
    change(3, ALERT, "alert_acknowledged_as_a_lease", "acknowledged_at = %(now)s", OF_LEFT),
    Breach(
        3,
        "core_virtualclock",
        "clock_is_one",
        "INSERT INTO core_virtualclock VALUES (2, %(now)s, %(now)s, 1, '')",
    ),
]
RULE_4 = [
    change(
        *(4, INCIDENT, "incident_attended_or_excused_before_closing"),
        "status = 'CLOSED', closed_at = %(now)s, attended_at = NULL",
        "id = %(resulted)s",
    ),
    change(
        *(4, INCIDENT, "incident_excused_by_another"),
        "non_attendance_approved_by_id = non_attendance_asked_by_id",
        "id = %(graded)s",
    ),
    change(
        *(4, INCIDENT, "incident_closes_with_a_code_and_no_unit"),
        "status = 'CLOSED'",
        "id = %(resulted)s",
    ),
]
RULE_5 = [
    change(
        *(5, CONTACT, "contact_done_has_an_outcome"),
        f"state = 'DISPOSED', {ENDING}",
        "id = %(ringing)s",
    ),
    change(5, CONTACT, "contact_outcome_is_whole", "outcome_note = ''", "outcome <> ''"),
    change(
        *(5, CONTACT, "contact_with_an_outcome_is_done_at_its_end"),
        f"state = 'ABANDONED', {ENDING}, {OUTCOME}",
        "id = %(ringing)s",
    ),
    change(5, CONTACT, "contact_ends_once", "ended_at = %(now)s", "id = %(ringing)s"),
    change(5, CONTACT, "contact_answered_before_its_end", "state = 'LIVE'", "id = %(ringing)s"),
    change(
        *(5, CONTACT, "contact_abandoned_was_never_answered"),
        "ending = 'ABANDONED'",
        "id = %(answered)s",
    ),
    change(5, CONTACT, "contact_offered_as_a_lease", "state = 'OFFERED'", "id = %(ringing)s"),
    change(5, CONTACT, "contact_queued_for_nobody", "handler_id = %(owner)s", "id = %(ringing)s"),
    change(
        *(5, CONTACT, "contact_one_ringing_per_handler"),
        "state = 'OFFERED', handler_id = %(handler)s, lease_until = %(later)s",
        "id IN (%(ringing)s, %(reported)s)",
    ),
    change(
        *(5, CONTACT, "contact_arrives_once"),
        "source = 'test', source_id = 'twice'",
        "id IN (%(ringing)s, %(reported)s)",
    ),
    change(5, HANDLER, "handler_has_a_contact_when_busy", "state = 'ON_CALL'"),
    change(
        *(5, HANDLER, "contacts_handler_contact_id_key"),
        "state = 'WRAP_UP', contact_id = %(ringing)s",
    ),
    add(5, EVENT, "call_event_once"),
    add(5, PAYLOAD, "raw_payload_once"),
    change(5, PAYLOAD, "raw_payload_reviewed_by_somebody", "reviewed_at = %(now)s"),
    add(5, POSITION, "location_on_earth", lat="91"),
    add(5, POSITION, "location_confidence", confidence="101"),
    add(5, HANDOVER, "handover_says_something", centre="''"),
    add(
        *(5, "incidents_incidentcontact", "incidents_incidentcontact_contact_id_key"),
        incident_id="%(opened)s",
    ),
]
RULE_7 = [
    add(7, LOG, "log_one_line_a_number"),
    add(7, SEAL, "core_auditseal_entry_key"),
    change(7, SEAL, "append_only", "hash = 'x'"),
    change(7, LOG, "append_only", "text = 'Nobody called.'"),
    change(7, AUDIT, "append_only", "by = 'somebody else'"),
    change(7, STEP, "append_only", "late_by = '1 s'"),
    change(7, DIVERT, "append_only", "reason = 'another'"),
    change(7, REVIEW, "append_only", "note = 'another'"),
    change(7, MESSAGE, "stays_as_sent", "text = 'another'", "acknowledged_at IS NULL"),
    change(
        *(7, MESSAGE, "acknowledged_once"),
        "acknowledged_at = %(later)s",
        "acknowledged_at IS NOT NULL",
    ),
    Breach(7, MESSAGE, "never_deleted", f"DELETE FROM {MESSAGE}"),
    add(7, MESSAGE, "message_says_something", text="''"),
    add(
        *(7, MESSAGE, "message_acknowledged_by_another"),
        acknowledged_by_id="one.by_id",
        acknowledged_at="%(now)s",
    ),
    change(7, OBLIGATION, "stays_as_made", "what = 'another'", "ended_at IS NULL"),
    change(7, OBLIGATION, "ended_once", "end_note = 'x'", "ended_at IS NOT NULL"),
    Breach(7, OBLIGATION, "never_deleted", f"DELETE FROM {OBLIGATION}"),
    add(7, OBLIGATION, "obligation_says_what", what="''"),
    add(7, OBLIGATION, "obligation_is_still_to_come", due_at="one.made_at"),
    add(7, OBLIGATION, "obligation_ends_with_words", "ended_at IS NULL", ended_as="'KEPT'"),
    change(7, INCIDENT, "first_words_stays", "first_words = 'x'", "id = %(left)s"),
    change(7, INCIDENT, "demeanour_stays", "demeanour = 'x'", "id = %(left)s"),
    change(7, INCIDENT, "background_stays", "background = 'x'", "id = %(left)s"),
    add(7, "contacts_pad", "pad_one_open_per_person", "contact_id IS NOT NULL"),
    add(7, "contacts_pad", "pad_one_alone_per_person", "contact_id IS NULL"),
    change(7, "contacts_pad", "pad_settled_with_words", "settled_at = %(now)s"),
    add(7, "contacts_padversion", "pad_version_once"),
    change(7, "contacts_padversion", "append_only", "text = 'x'"),
    change(7, "incidents_assessment", "append_only", "answers = '{}'"),
    change(7, "incidents_gradedecision", "append_only", "reason = 'x'"),
    change(7, POSITION, "append_only", "lat = 0"),
    change(7, EVENT, "append_only", "body = ''"),
    change(7, HANDOVER, "append_only", "centre = 'x'"),
    change(7, WARNING, "stays_as_given", "text = 'another'", "withdrawn_at IS NULL"),
    change(7, WARNING, "withdrawn_once", "withdrawn_why = 'x'", "withdrawn_at IS NOT NULL"),
    Breach(7, WARNING, "never_deleted", f"DELETE FROM {WARNING}"),
    add(7, WARNING, "warning_number_once"),
    add(7, WARNING, "warning_says_what", number="9", text="''"),
    add(7, WARNING, "warning_only_an_order_expires", number="9", expires_on="'2027-01-01'"),
    add(
        *(7, WARNING, "warning_withdrawn_for_a_reason", "withdrawn_at IS NULL"),
        number="9",
        withdrawn_why="'x'",
    ),
    change(7, PROCEDURE, "append_only", "text = 'another'"),
    add(7, PROCEDURE, "procedure_version_once", in_force_from="'2001-01-01T00:00Z'"),
    add(7, PROCEDURE, "procedure_one_begins_at_a_moment", version="2"),
    add(
        *(7, PROCEDURE, "procedure_says_something"),
        version="2",
        in_force_from="'2001-01-01T00:00Z'",
        text="''",
    ),
    change(7, RECEIPT, "append_only", "at = %(later)s"),
    add(7, RECEIPT, "receipt_once"),
    change(7, "dispatch_unitstatuschange", "append_only", "by = 'x'"),
]
RULE_8 = [
    add(8, INCIDENT, "cad_number_once_a_day", "id = %(left)s"),
    change(8, INCIDENT, "number_stays", "cad_number = 9999", "id = %(left)s"),
    add(8, INCIDENT, "incident_has_number", "id = %(left)s", cad_number="null", cad_day="null"),
]
RULE_9 = [
    change(9, INCIDENT, "status_moves", "status = 'OPEN'", "id = %(graded)s"),
    change(9, INCIDENT, "incident_graded_once_open", "grade = ''", "id = %(graded)s"),
    change(
        *(9, INCIDENT, "incident_not_domestic_for_a_reason"), "suspect_identity = 'NOT_DOMESTIC'"
    ),
    change(
        *(9, CONTACT, "state_moves"),
        "state = 'ENDED', answered_at = %(now)s, ended_at = %(now)s, ending = 'FINISHED'",
        "id = %(ringing)s",
    ),
    change(9, HANDLER, "state_moves", "state = 'NONSENSE'"),
    change(9, UNIT, "state_moves", "state = 'NONSENSE'"),
    change(9, ASSIGNMENT, "state_moves", "state = 'UNABLE', diverted_to_id = NULL", DIVERTED),
]
ONE_OF_A_KIND = [
    change(
        *(11, "core_person", "person_one_of_each_username"),
        "username = (SELECT upper(username) FROM core_person ORDER BY id LIMIT 1)",
        "id = (SELECT max(id) FROM core_person)",
    ),
    add(11, "core_apikey", "core_apikey_prefix_key"),
    add(11, "core_borough", "core_borough_name_key"),
    add(11, "core_idempotencyrecord", "idempotency_key_once"),
    add(11, UNIT, "dispatch_unit_callsign_key", "id = %(idle)s"),
    change(11, UNIT, "dispatch_unit_issi_key", "issi = 7", "id IN (%(idle)s, %(unit)s)"),
    change(11, UNIT, "unit_issi_of_tetra", "issi = 16777216", "id = %(idle)s"),
    add(11, HANDLER, "contacts_handler_person_id_key"),
    add(11, "incidents_code", "code_once_a_kind"),
    add(11, "incidents_place", "place_once_a_borough"),
]
BREACHES = [
    *(
        RULE_1
        + RULE_2
        + CALLERS
        + RULE_3
        + RULE_4
        + RULE_5
        + KNOWN
        + RULE_7
        + ANSWERED_AND_LINKED
        + GIVEN_OVER
        + RULE_8
        + RULE_9
        + ONE_OF_A_KIND
    )
]
