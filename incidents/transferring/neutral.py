"""
The neutral message: one incident as one control room tells it to another (docs/api-transfers.md).

Our own, in versions, because the text of MAIT was not available: a mapper to that or to another
standard needs nothing but this. Pure rules.
"""

FORMAT, VERSION = "contactcentre.transfer", 1
# Who we are to others; what comes back to us names a transfer by its key.
SENDER = "contactcentre"
CREATE, UPDATE, CLOSE = "CREATE", "UPDATE", "CLOSE"
ACCEPT, REFUSE, WITHDRAW = "ACCEPT", "REFUSE", "WITHDRAW"


def create(told: dict, *, key: str, to: dict, why: str, by: str, sent_at: str) -> dict:
    """Return the message that gives an incident over, with all that was told of it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "type": CREATE,
        "message_id": key,
        "transfer_id": key,
        "from": SENDER,
        "to": to,
        "sent_at": sent_at,
        "sent_by": by,
        "why": why,
        "incident": told,
    }


def grade_reason(decision: dict, rules: list[str], *, most: int) -> str:
    """
    Return why an incident has its grade, in the words of whoever graded it and of the rules.

    An empty reason would be what the second force was not told in 2009, so there is always one.
    """
    said = [text.strip().rstrip(".") for text in decision.values() if text.strip()]
    words = "; ".join(dict.fromkeys([*said, *rules]))
    return (words or "as suggested: no rule of risk fired")[:most]
