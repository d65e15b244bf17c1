"""The clocks of what is given over: until it is accepted, and until somebody says what we do."""

from contactcentre.countdowns.kinds import Kind, Subject, register, register_subject
from incidents import grading
from incidents.actions import transfer_alarms
from incidents.kinds import ACCEPT_TRANSFER, DECIDE_TRANSFER, TRANSFER


def fill_ports() -> None:
    """Make transfers subjects of clocks, and register their kinds."""
    register_subject(GIVEN_OVER)
    for kind in KINDS:
        register(kind)


GIVEN_OVER = Subject(
    name=TRANSFER,
    hold=transfer_alarms.hold,
    note=transfer_alarms.note,
    area=lambda made: made.incident.command_unit,
    severity=lambda made: grading.severity(made.incident.grade),
)
KINDS = (
    Kind(
        ACCEPT_TRANSFER,
        TRANSFER,
        "Acceptance by whom it was given over to",
        transfer_alarms.not_accepted,
        protects=True,
    ),
    Kind(
        DECIDE_TRANSFER,
        TRANSFER,
        "Decision once it was answered",
        transfer_alarms.not_decided,
        protects=True,
    ),
)
