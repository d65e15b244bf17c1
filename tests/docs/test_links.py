"""Links between our pages lead somewhere, and the words our pages use are our own."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Files that code mentions in a docstring or a comment.
MENTIONED = re.compile(r"docs/[a-z0-9/_-]+\.md")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _anchors(text: str) -> set[str]:
    words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in words}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_of_a_page_leads_to_a_file_and_a_heading_that_exist(page):
    broken = [link for link in LINK.findall(page.read_text()) if not _leads_on(page, link)]
    assert broken == []


def _leads_on(page: Path, link: str) -> bool:
    if link.startswith(("https://", "http://", "mailto:")):
        return True
    path, _hash, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or anchor in _anchors(target.read_text())


def test_every_page_that_code_mentions_exists():
    ours = ["contactcentre", "incidents", "dispatch", "victims", "runner", "tools"]
    code = [path for name in ours for path in (ROOT / name).rglob("*.py")]
    mentioned = {name for path in code for name in MENTIONED.findall(path.read_text())}
    assert sorted(name for name in mentioned if not (ROOT / name).exists()) == []
