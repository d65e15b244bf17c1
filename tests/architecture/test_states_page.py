"""Every life cycle has its table, the table its trigger, and the page shows them as they are."""

import pytest
from django.apps import apps

from tools.states import LIVES, PAGE, page


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_state_has_a_row_in_its_table(life):
    assert set(life.moves) == set(life.words)
    assert all(following <= set(life.words) for following in life.moves.values())


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_state_can_be_reached(life):
    reached, looked = {life.first}, set()
    while ahead := reached - looked:
        looked |= ahead
        reached |= set().union(*(life.moves[state] for state in ahead))

    assert reached == set(life.words)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_the_field_of_a_life_cycle_is_held_to_its_table_by_a_trigger(life):
    columns = [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.choices == life.words.choices and f"{field.name}_moves" in _triggers(model)
    ]

    assert len(columns) == 1
    assert columns[0][1].default == life.first


def test_the_page_of_states_is_fresh():
    assert PAGE.read_text() == page(), "Run: python -m tools.states"


def _triggers(model) -> set[str]:
    return {trigger.name for trigger in model._meta.triggers}
