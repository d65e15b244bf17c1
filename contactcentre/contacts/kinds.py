"""Names of the clocks, alerts and subjects of contacts."""

CONTACT, HANDLER, PAYLOAD = "contact", "handler", "payload"
MESSAGE, RING_BACK, PAD = "message", "ring_back", "pad"

ANSWER_FROM_BT = "answer_from_bt"
ANSWER_FROM_RING = "answer_from_ring"
ANSWER = (ANSWER_FROM_BT, ANSWER_FROM_RING)
OFFER_LEASE = "offer_lease"
NO_DISPOSITION = "no_disposition"
CONFIRM_TEXT = "confirm_text"
RING_THE_CALLER = "ring_the_caller"
PAD_ALONE = "pad_alone"
# The target for ringing again somebody who did not answer.
AGAIN = "AGAIN"
# The target for ringing somebody whose call ended within a minute of its answer.
EARLY = "EARLY"

ALERT_NOT_ANSWERED = "NOT_ANSWERED"
ALERT_CALL_MISSED = "CALL_MISSED"
ALERT_NO_HANDLER = "NO_HANDLER"
ALERT_HANDLER_LOST = "HANDLER_LOST"
ALERT_NO_DISPOSITION = "NO_DISPOSITION"
ALERT_BROKEN_PAYLOAD = "BROKEN_PAYLOAD"
# About a contact that another force or agency gives over to us.
ALERT_HANDED_OVER = "HANDED_OVER"
ALERT_PAD_ALONE = "PAD_WITHOUT_CONTACT"
ALERT_FROM_STRANGERS = "FROM_STRANGERS"
# About the incident whose caller is to be rung.
ALERT_RING_BACK = "RING_BACK_DUE"
# What an answer, or the end of the line, puts right.
ALERTS_OF_WAITING = (ALERT_NOT_ANSWERED, ALERT_CALL_MISSED, ALERT_HANDED_OVER)
ALERTS_OF_A_LIVE_CALL = (ALERT_NO_HANDLER, ALERT_HANDLER_LOST)
ALERTS_OF_NO_OUTCOME = (ALERT_HANDLER_LOST, ALERT_NO_DISPOSITION, ALERT_HANDED_OVER)
