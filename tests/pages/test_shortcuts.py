"""One registry of shortcuts: each key once on a desk, each bound to a deed, all in the help."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from contactcentre.desks import shortcuts

SCRIPTS = Path(settings.BASE_DIR) / "static" / "desks"
DESKS = [shortcuts.CALLS, shortcuts.DISPATCH, shortcuts.SUPERVISOR]


def scripts_of(*folders: str) -> str:
    found = []
    for folder in folders:
        found += (SCRIPTS / folder).glob("*.js")
    return "\n".join(path.read_text() for path in found)


@pytest.mark.parametrize("desk", DESKS)
def test_no_key_does_two_things_on_one_desk(desk):
    keys = Counter(each.key for each in shortcuts.on(desk))

    assert [key for key, times in keys.items() if times > 1] == []


@pytest.mark.parametrize("each", shortcuts.ALL, ids=lambda each: each.name)
def test_every_shortcut_is_bound_to_a_deed(each):
    folder = "" if each.desk == shortcuts.EVERYWHERE else each.desk
    numbered = re.fullmatch(r"(grade|pick)-\d", each.name)
    bound = rf"`{numbered[1]}-\${{" if numbered else rf"\"{each.name}\":|\b{each.name}[:,}} ]"

    assert re.search(bound, scripts_of(folder)), f"{each.key} does nothing on {each.desk}"


def test_single_letters_do_nothing_while_somebody_types():
    assert all(len(each.key) > 1 for each in shortcuts.ALL if each.typing)


@pytest.mark.parametrize("desk", DESKS)
def test_the_page_lists_what_its_desk_answers_to(desk, world, enter):
    page = enter(world.supervisor).get(f"/desk/{desk}/").content.decode()

    for each in (one for one in shortcuts.on(desk) if one.shown):
        assert f"<kbd>{each.key}</kbd>" in page
