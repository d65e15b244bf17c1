"""Nothing foreign, nothing inline: pages keep to our own origin and to their policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
STYLES = sorted((BASE / "static" / "css").glob("*.css"))
SCRIPTS = sorted((BASE / "static" / "desks").rglob("*.js"))
PATHS = ["/desk/calls/", "/desk/dispatch/", "/desk/supervisor/", "/help/", "/sign-in/", "/nowhere/"]
# A namespace is a name, not an address that anything is fetched from; own windows of the
# demonstration are on this machine.
NAMES = ("http://www.w3.org/", ".localhost")


def name(path: Path) -> str:
    return str(path.relative_to(BASE))


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_sent_with_the_strict_policy(path, world, enter):
    policy = enter(world.supervisor).get(path)["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_inline_code_or_styles(path, world, enter):
    page = enter(world.supervisor).get(path).content.decode()

    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)


@pytest.mark.parametrize("path", TEMPLATES + STYLES + SCRIPTS, ids=name)
def test_nothing_is_fetched_from_elsewhere(path):
    found = re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"')]*", path.read_text())

    assert [each for each in found if not any(known in each for known in NAMES)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_word_of_a_template_goes_through_gettext(path):
    text = re.sub(
        r"{%\s*blocktrans.*?endblocktrans\s*%}|{#.*?#}|{% block body_class.*?endblock %}|&\w+;",
        "",
        path.read_text(),
        flags=re.S,
    )
    text = re.sub(r"{%.*?%}|{{.*?}}|<code>.*?</code>|<kbd.*?</kbd>", "", text, flags=re.S)
    shown = re.sub(r"<[^>]*>", " ", text, flags=re.S)
    words = set(re.findall(r"[A-Za-z]{3,}", shown))

    assert words - {"CAD", "THRIVE", "quot"} == set()


@pytest.mark.parametrize("path", [each for each in STYLES if each.name != "tokens.css"], ids=name)
def test_colours_are_named_in_one_place(path):
    found = re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", path.read_text())

    assert found == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_scripts_never_read_data_as_code_or_markup(path):
    text = path.read_text()

    assert not re.search(
        r"\binnerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function|document\.write", text
    )


@pytest.mark.parametrize("path", SCRIPTS + STYLES + TEMPLATES, ids=name)
def test_no_file_is_too_long_to_hold_in_mind(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", ["/desk/calls/", "/desk/incidents/1-14MAR26/"])
def test_no_cache_keeps_a_page(path, world, enter):
    assert "no-store" in enter(world.supervisor).get(path)["Cache-Control"]
