"""The names of an incident's clocks, and of the alerts that other places know by name."""

ATTEND = "attend"
CLOSE_OR_SEND = "close_or_send"
COMPLETE_ASSESSMENT = "complete_assessment"
GRADE_DUE = "grade_due"
RE_RESOURCE = "re_resource"
REASSESS = "reassess"

ASKED = "NON_ATTENDANCE_ASKED"
ASSESSMENT_DUE = "ASSESSMENT_DUE"
ATTENDANCE_LATE = "ATTENDANCE_LATE"
FORGOTTEN = "LEFT_AND_UNPROTECTED"
LEFT = "UNIT_LEFT"
LEFT_SUPERVISOR = "UNIT_LEFT_SUPERVISOR"
NO_LONGER_DOMESTIC = "NO_LONGER_DOMESTIC"
NO_LONGER_VULNERABLE = "NO_LONGER_VULNERABLE"
NOT_GRADED = "NOT_GRADED"
REASSESS_DUE = "REASSESS_DUE"
RETURN_OFFERED = "RETURN_OFFERED"

# Whoever takes one of these on sees to it that a unit comes; other alerts ask for something else.
WANT_A_UNIT = (LEFT, LEFT_SUPERVISOR, FORGOTTEN, ATTENDANCE_LATE, RETURN_OFFERED)
