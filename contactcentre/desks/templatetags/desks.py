"""How moments, grades and lasting things are written on a page."""

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contactcentre.contacts import numbers

register = template.Library()
GRADES = {"I": "Immediate", "S": "Significant", "E": "Extended", "R": "Referred"}
TAGS = {
    "DA": gettext_lazy("Domestic"),
    "VULN": gettext_lazy("Vulnerable"),
    "RESTRICTED": gettext_lazy("Restricted"),
}


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


@register.filter
def roles(stored: list[str]) -> str:
    """Write somebody's roles in words."""
    return ", ".join(role.replace("_", " ") for role in stored)


@register.filter
def tag_words(name: str) -> str:
    """Write an incident's tag as the desks do."""
    return str(TAGS.get(name, name))


@register.filter
def telephone(number: str) -> str:
    """Write a telephone number as people here read it; what is none stays as it is."""
    return numbers.as_read(number)


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
