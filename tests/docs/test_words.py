"""Every word that stands on a screen or in an answer of the API is explained in docs/words.md."""

from enum import Enum
from pathlib import Path

import pytest
from django.db.models import TextChoices

from contactcentre.contacts import figures as contact_figures
from contactcentre.core.permissions import WORDS, Role
from contactcentre.countdowns.kinds import KINDS
from dispatch.models import AirwaveCode
from incidents import figures as incident_figures
from incidents.models import Code

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "words.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|")
]
OURS = ("contactcentre.", "incidents.", "dispatch.", "victims.")
EXPLAINED = {tuple(row[:2]): row[-1] for row in ROWS}


def _enums() -> list[type[Enum]]:
    ours = [each for each in TextChoices.__subclasses__() if each.__module__.startswith(OURS)]
    return sorted(ours, key=lambda each: (each.__module__, each.__name__))


def _is_explained(code: str, label: str) -> bool:
    return bool(EXPLAINED.get((f"`{code}`", label)))


@pytest.mark.parametrize("words", _enums(), ids=lambda each: f"{each.__module__}.{each.__name__}")
def test_every_stored_word_is_explained_with_what_the_screen_says(words):
    missing = [(str(each.value), str(each.label)) for each in words]
    assert [pair for pair in missing if not _is_explained(*pair)] == []


def test_every_role_is_explained():
    assert [role for role in Role if not _is_explained(role.value, _said(role.value))] == []


def test_every_permission_is_explained():
    missing = [(each.value, said) for each, said in WORDS.items()]
    assert [pair for pair in missing if not _is_explained(*pair)] == []


def test_every_clock_is_explained():
    missing = [(kind.name, str(kind.label)) for kind in KINDS.values()]
    assert [pair for pair in missing if not _is_explained(*pair)] == []


def test_every_figure_is_explained():
    figures = [*incident_figures.FIGURES.values(), *contact_figures.FIGURES.values()]
    missing = [(figure.name, str(figure.label)) for figure in figures]
    assert [pair for pair in missing if not _is_explained(*pair)] == []


@pytest.mark.django_db
def test_every_code_of_the_radio_and_of_incidents_is_explained():
    radio = [(str(code), label) for code, label in AirwaveCode.objects.values_list("code", "label")]
    codes = list(Code.objects.values_list("code", "label"))
    assert [pair for pair in [*radio, *codes] if not _is_explained(*pair)] == []


def _said(value: str) -> str:
    return value.replace("_", " ").lower()
