"""The names of an incident's clocks, and of the alerts that other places know by name."""

ATTEND = "attend"
CLOSE_OR_SEND = "close_or_send"
COMPLETE_ASSESSMENT = "complete_assessment"
GRADE_DUE = "grade_due"
RE_RESOURCE = "re_resource"

ASKED = "NON_ATTENDANCE_ASKED"
ASSESSMENT_DUE = "ASSESSMENT_DUE"
LEFT = "UNIT_LEFT"
LEFT_SUPERVISOR = "UNIT_LEFT_SUPERVISOR"
NOT_GRADED = "NOT_GRADED"
