"""A visitor comes first: how a colleague gets up for them is the queue's own rule."""

from datetime import timedelta

from contactcentre.contacts.actions import handlers
from contactcentre.contacts.enums import HandlerState
from contactcentre.core.permissions import Role
from contactcentre.management.simulator.client import Order
from contactcentre.management.simulator.handlers import next_for_a_visitor
from tests.simulator.board import HANDLER, VISITOR, ago, floor


def handler_row(person: int, idle: float, state: str = "AVAILABLE") -> dict:
    return {"kind": "handler", "person_id": person, "state": state, "idle_since": ago(idle)}


def test_a_colleague_who_has_been_idle_for_longer_than_a_visitor_gets_up_once():
    board = floor(handler_row(HANDLER, idle=300), handler_row(VISITOR, idle=10))

    orders = next_for_a_visitor(board)

    said = [each.body["state"] for each in orders]
    assert said == ["BREAK", "AVAILABLE"]
    assert orders[0] == Order("handlers/me/state/", {"state": "BREAK"}, "colleague13")


def test_nobody_gets_up_when_no_visitor_is_free_or_the_visitor_is_next_already():
    busy = floor(handler_row(HANDLER, idle=300), handler_row(VISITOR, idle=10, state="ON_CALL"))
    first = floor(handler_row(HANDLER, idle=5), handler_row(VISITOR, idle=10))

    assert next_for_a_visitor(busy) == next_for_a_visitor(first) == []


def test_after_that_the_next_call_rings_at_the_visitor(world):
    colleague = world.person("colleague13", Role.CALL_HANDLER)
    at = world.at
    for person, state in (
        (colleague, HandlerState.AVAILABLE),
        (world.handler, HandlerState.AVAILABLE),
        (colleague, HandlerState.BREAK),
        (colleague, HandlerState.AVAILABLE),
    ):
        at += timedelta(seconds=1)
        handlers.change(state=state, by=person, at=at)

    assert world.ring("+447700900999").handler == world.handler
