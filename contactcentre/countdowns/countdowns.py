"""The clocks that alerts themselves have: to be acknowledged, and to come back."""

from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.kinds import Kind, StepFired, Subject, register, register_subject


def fill_ports() -> None:
    """Make alerts a subject of clocks, and register their two kinds."""
    register_subject(
        Subject(
            name="alert",
            hold=alerts.hold,
            note=_no_log_of_its_own,
            area=lambda alert: alert.area,
            severity=lambda alert: alert.severity,
        )
    )
    for name, label, step in (
        (alerts.ACKNOWLEDGE, "Alert to be acknowledged", _not_acknowledged),
        (alerts.LEASE, "Acknowledgement runs out", _lease_is_over),
    ):
        register(Kind(name, "alert", label, step, protects=True))


def _not_acknowledged(fired: StepFired) -> None:
    alerts.climb(alert=fired.row, by=fired.by, at=fired.at)


def _lease_is_over(fired: StepFired) -> None:
    alerts.give_back(alert=fired.row, by=fired.by, at=fired.at)


def _no_log_of_its_own(alert, *, text: str, by, at) -> None:
    """What happens to an alert is written on the log of what it is about."""
