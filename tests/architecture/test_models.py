"""Rows point down the house, at something, and never at anything."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey

FLOORS = ("core", "countdowns", "contacts", "incidents", ("dispatch", "victims"))
HEIGHT = {
    label: floor
    for floor, labels in enumerate(FLOORS)
    for label in ((labels,) if isinstance(labels, str) else labels)
}
OURS = [model for model in apps.get_models() if model.__module__.startswith(tuple(HEIGHT))]
OURS += [model for model in apps.get_models() if model.__module__.startswith("contactcentre.")]
# A trail that points at nothing outlives whatever it describes (STYLE 13).
TRAIL = {"AuditEntry", "AuditSeal"}


def test_only_the_apps_of_the_house_have_models():
    assert {model._meta.app_label for model in OURS} <= set(HEIGHT)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_relations_point_down(model):
    own = model._meta.app_label
    for field in _relations(model):
        target = field.related_model._meta.app_label
        assert HEIGHT[target] < HEIGHT[own] or target == own, field


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_relation_points_at_just_anything(model):
    assert not [f for f in model._meta.private_fields if isinstance(f, GenericForeignKey)]
    assert all(isinstance(field.related_model, type) for field in _relations(model))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_row_knows_its_name_and_why_it_is_there(model):
    assert "__str__" in vars(model) or any("__str__" in vars(base) for base in model.__mro__[1:-2])
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


def test_the_audit_trail_points_at_nothing():
    for model in OURS:
        if model.__name__ in TRAIL:
            assert not _relations(model)


def _relations(model) -> list:
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [field for field in fields if field.is_relation]
