"""docs/api.md names every address of the API, and no other."""

import re
from pathlib import Path

from django.urls import URLPattern, get_resolver

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
NAMED = re.compile(r"^\| (?:GET|POST|PATCH|PUT|DELETE) `(/[^`]+)`", re.MULTILINE)
TOLD_ELSEWHERE = {
    "/hooks/airwave/",
    "/hooks/notify/",
    "/hooks/telephony/",
    "/hooks/transfers/{agency}/",
}
SHORT = {"contact_id": "id", "payload_id": "id", "alert_id": "id"}


def _addresses(patterns, prefix: str = "/") -> set[str]:
    found = set()
    for pattern in patterns:
        path = prefix + _readable(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            found.add(path)
        else:
            found |= _addresses(pattern.url_patterns, path)
    return found


def _readable(pattern: str) -> str:
    text = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", pattern.strip("^$"))
    text = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", text)
    return re.sub(r"\{(\w+)\}", lambda name: f"{{{SHORT.get(name[1], name[1])}}}", text)


def _served() -> set[str]:
    every = _addresses(get_resolver().url_patterns)
    return {path for path in every if path.startswith(("/api/", "/hooks/"))}


def test_every_address_of_the_api_is_on_its_page():
    named = set(NAMED.findall(PAGE)) | {path for path in TOLD_ELSEWHERE if path in PAGE}
    assert _served() - named == set()


def test_no_address_on_the_page_leads_nowhere():
    assert set(NAMED.findall(PAGE)) - _served() == set()
