"""Eight who divert at once, beside eight who only send: what protecting what is left costs."""

from collections.abc import Callable
from functools import partial

from benchmarks.lines import Line, pairs
from benchmarks.rig import Rig
from benchmarks.workers import WORKERS, rate
from contactcentre.core import clock
from dispatch.actions import assignments, diverts

EACH = 25


def beside_assignments(site: Rig) -> list[Line]:
    """(i) Diverts by the action, eight at once, against assignments by the action."""
    rounds = pairs(lambda: _diverts(site.fresh()), lambda: _assignments(site.fresh()))
    ratio, our, their = sorted((our / their, our, their) for our, their in rounds)[1]
    return [Line("i  diverts, 8 at once", f"{our:.0f}/s", f"assignments {their:.0f}/s", ratio)]


def _diverts(world) -> float:
    """Let each divert a unit of their own, to and fro between two incidents of their own."""
    places = [(world.graded("I").pk, world.graded("I").pk) for _worker in range(WORKERS)]
    cars = [world.unit(f"PC{number}") for number in range(WORKERS)]
    for car, (here, _there) in zip(cars, places, strict=True):
        _send(world, car.pk, here)
    return rate(partial(_divert, world, [car.pk for car in cars], places), EACH)


def _divert(world, cars: list[int], places: list[tuple], number: int, begin: Callable) -> None:
    clock.now()
    begin()
    for turn in range(EACH):
        diverts.divert(
            unit_id=cars[number],
            to_incident_id=places[number][1 - turn % 2],
            reason="closer",
            by=world.supervisor,
            at=clock.now(),
        )


def _assignments(world) -> float:
    """Let each send free units, one after the other, to an incident of their own."""
    places = [world.graded("I").pk for _worker in range(WORKERS)]
    cars = [world.unit(f"PC{number}").pk for number in range(WORKERS * EACH)]
    return rate(partial(_send_all, world, cars, places), EACH)


def _send_all(world, cars: list[int], places: list[int], number: int, begin: Callable) -> None:
    clock.now()
    begin()
    for car in cars[number::WORKERS]:
        _send(world, car, places[number])


def _send(world, car: int, place: int) -> None:
    assignments.assign(unit_id=car, incident_id=place, by=world.dispatcher, at=clock.now())
