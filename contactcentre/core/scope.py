"""Whose rows a person may see: one answer for lists, the API, boards, search and exports."""

from django.db.models import FilteredRelation, Q, prefetch_related_objects

from contactcentre.core.models import CommandUnit

WHOLE_FORCE = "ALL"


def codes(person) -> list[str] | None:
    """
    Return the codes of the command units this person works for; None means the whole force.

    The whole force is never meant by leaving something out: without a command unit, and without the
    whole force either, somebody sees what belongs to no area, and nothing more.

    What was read is kept with the person, whom every request reads anew: an order asks several
    times.
    """
    if person.whole_force:
        return None
    prefetch_related_objects([person], "command_units")
    return [unit.code for unit in person.command_units.all()]


def board_scopes(person) -> list[str]:
    """Return the scopes whose board rows this person hears, the whole force's own included."""
    return board_scopes_of([person])[person.pk]


def board_scopes_of(people) -> dict[int, list[str]]:
    """Return the board scopes of each of these people, by id; one statement for all of them."""
    ids = [person.pk for person in people]
    theirs = FilteredRelation("people", condition=Q(people__in=ids))
    pairs = list(CommandUnit.objects.annotate(own=theirs).values_list("code", "own__id"))
    every = list(dict.fromkeys(code for code, _person in pairs))
    own = {pk: [code for code, person in pairs if person == pk] for pk in ids}
    seen = {person.pk: every if person.whole_force else own[person.pk] for person in people}
    return {pk: [*codes, WHOLE_FORCE] for pk, codes in seen.items()}
