"""What a newcomer reads first is true."""

import re
from pathlib import Path

from contactcentre.management.demo import people
from runner.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
LARGEST_PICTURE = 300_000


def test_the_readme_names_both_commands():
    assert "make run" in README
    assert "make test" in README


def test_the_readme_says_that_this_is_no_emergency_service():
    assert "not an emergency service" in README
    assert "999" in README


def test_every_make_command_that_a_page_names_exists():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"`make ([a-z0-9-]+)", page.read_text())}
    assert named <= {*COMMANDS, "help"}


def test_the_sign_ins_of_the_readme_exist():
    known = {person.username for person in people.staff()}
    told = set(re.findall(r"^\| `([a-z0-9]+)` \|", README, re.MULTILINE))
    assert told
    assert told <= known
    assert people.PASSWORD in README


def test_the_pictures_of_the_readme_are_there_and_small():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert len(pictures) >= 3
    assert all((ROOT / picture).stat().st_size < LARGEST_PICTURE for picture in pictures)


def test_the_changelog_begins_with_the_version_that_runs():
    newest = re.search(r"^## (\d+\.\d+\.\d+)", CHANGELOG, re.MULTILINE)
    assert newest.group(1) == (ROOT / "VERSION").read_text().strip()
