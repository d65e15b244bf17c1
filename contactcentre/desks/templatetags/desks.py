"""How moments, grades and lasting things are written on a page."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

register = template.Library()
GRADES = {"I": "Immediate", "S": "Significant", "E": "Extended", "R": "Referred"}


@register.filter
def local(moment) -> str:
    """Write a moment in London's time with its label: 22 Nov 2026 14:31:05 GMT."""
    if moment is None:
        return ""
    here = timezone.localtime(moment)
    return f"{here.day} {here:%b %Y %H:%M:%S} {here.tzname()}"


@register.filter
def local_time(moment) -> str:
    """Write only the time of a moment, with its label: 14:31:05 GMT."""
    if moment is None:
        return ""
    here = timezone.localtime(moment)
    return f"{here:%H:%M:%S} {here.tzname()}"


@register.simple_tag
def grade(letter) -> str:
    """Write a grade as letter, word, shape and colour together."""
    if letter not in GRADES:
        return format_html(
            '<span class="grade grade-none"><span class="grade-mark" aria-hidden="true">–</span>'
            "{}</span>",
            _("No grade"),
        )
    return format_html(
        '<span class="grade grade-{}"><span class="grade-mark" aria-hidden="true">{}</span>'
        '<span class="unseen">{} </span>{}</span>',
        letter,
        letter,
        letter,
        _(GRADES[letter]),
    )
