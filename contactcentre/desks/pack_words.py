"""The words of a review pack on paper."""

from django.utils.translation import gettext as _

from contactcentre.desks.templatetags.desks import local
from dispatch.models import Divert
from dispatch.review_pack import Alarm, Knew, Stood
from incidents.enums import Grade


def words(divert: Divert, *, knew: list[Knew], board: list[Stood], at, minutes: int) -> dict:
    """Return what the paper says, in the order of the page: headings, then rows of plain words."""
    named = {"unit": divert.unit.callsign, "reference": divert.from_incident.reference}
    return {
        "author": _("Contact Centre"),
        "title": _("Review pack: {unit} left CAD {reference}").format(**named),
        "said": _("Personal details: keep it with the record."),
        "facts_heads": [_("What"), _("Answer")],
        "facts": _facts(divert, minutes),
        "knew_title": _("Who knew what, and when"),
        "knew_heads": [_("When"), _("Who"), _("What")],
        "knew": [[local(each.at), each.who, each.what] for each in knew],
        "board_title": _("The board as it stood"),
        "board_said": _("As it stood at {when}, in the area of the incident that was left.").format(
            when=local(at)
        ),
        "board_heads": [_("CAD"), _("Grade"), _("Where"), _("Units"), _("Alerts")],
        "board": [_stood(each) for each in board],
        "board_none": _("No incident was open in this area then."),
    }


def _facts(divert: Divert, minutes: int) -> list[list[str]]:
    left = divert.from_incident
    return [
        [_("Diverted"), local(divert.at)],
        [_("Diverted by"), divert.by.short_name],
        [_("Went to"), divert.to_incident.named],
        [_("Why"), divert.reason_shown],
        [_("Minutes without a unit"), str(minutes)],
        [_("Unit sent again"), local(divert.with_unit_at) or _("nobody yet")],
        [_("First at scene"), local(left.attended_at) or _("nobody yet")],
    ]


def _stood(each: Stood) -> list[str]:
    units = ", ".join(f"{callsign} {state.label}" for callsign, state in each.units)
    return [
        each.incident.reference,
        str(Grade(each.grade).label) if each.grade else _("No grade"),
        each.incident.place or _("place not known"),
        units or _("NO UNIT"),
        "; ".join(_alarm(alarm) for alarm in each.alarms) or _("none"),
    ]


def _alarm(alarm: Alarm) -> str:
    taken = _("taken on by {who}").format(who=alarm.taken_by) if alarm.taken_by else ""
    return f"{alarm.text} ({taken or _('taken on by nobody')})"
