"""Choices as a person reads them on a desk: each with what it means."""

from django.utils.translation import gettext_lazy as _

from contactcentre.contacts.enums import Outcome

OUTCOME_HELP = {
    Outcome.INCIDENT: _("A CAD number was given; the incident carries on without this call."),
    Outcome.LINKED_INCIDENT: _("It is about an incident that exists; say which in the note."),
    Outcome.ADVICE: _("Nobody attends. Say what was advised, and that the caller knows it."),
    Outcome.TRANSFERRED: _("Another service or force has it. Say who took it."),
    Outcome.HOAX: _("Certainly no risk to anybody. Say why you are sure."),
    Outcome.ABANDONED_RESOLVED: _(
        "The line went. Say that you rang back, and what the checks showed."
    ),
}


def outcomes() -> list[dict]:
    """Return the ways a contact can end, each with words that help to choose."""
    return [
        {"value": each.value, "label": each.label, "help": OUTCOME_HELP[each]} for each in Outcome
    ]
