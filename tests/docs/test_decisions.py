"""Every decision record can be read in a minute and has all its parts."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("*.md"))
PARTS = ("Context.", "Decision.", "Consequence.")
# A record that needs more than this is an essay; 0002 is a list.
LONGEST = {"0002": 90}
USUAL = 30


def _name(path: Path) -> str:
    return path.stem


def test_records_are_numbered_without_a_gap():
    assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("path", RECORDS, ids=_name)
def test_a_record_is_named_and_titled_by_its_number(path):
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+", path.stem)
    title = path.read_text().splitlines()[0]
    assert re.fullmatch(rf"# {int(path.name[:4])}\. \S.+", title)


@pytest.mark.parametrize("path", RECORDS, ids=_name)
def test_a_record_has_context_decision_and_consequence_in_that_order(path):
    text = path.read_text()
    places = [text.find(f"\n**{part}** ") for part in PARTS]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("path", RECORDS, ids=_name)
def test_a_record_is_short(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= LONGEST.get(path.name[:4], USUAL)


def test_every_record_that_the_code_names_is_there():
    root = FOLDER.parents[1]
    texts = [path.read_text() for path in root.rglob("*.py") if not _is_foreign(path, root)]
    named = {number for text in texts for number in re.findall(r"docs/decisions/(\d{4})", text)}
    assert named <= {path.name[:4] for path in RECORDS}


def _is_foreign(path: Path, root: Path) -> bool:
    return path.relative_to(root).parts[0] in {".venv", "var", "node_modules"}
