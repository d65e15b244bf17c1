"""Handlers before contacts, whoever speaks first: the line, or whoever picks a call."""

from functools import partial

import pytest

from contactcentre.contacts.enums import HandlerState
from contactcentre.contacts.models import Handler
from contactcentre.core.errors import Refused
from tests.races.test_leaving import ROUNDS, deadlocks
from tests.races.together import together, unexpected

pytestmark = [pytest.mark.slow, pytest.mark.capability("A6", "B1")]


def test_a_new_call_at_somebodys_phone_while_they_pick_another_waits_for_nobody(committed_floor):
    floor = committed_floor
    before = deadlocks()

    for number in range(ROUNDS):
        pair = [f"ann{number}", f"bob{number}"]
        ann, bob = (floor.handler(name, is_free=False) for name in pair)
        Handler.objects.filter(person=ann).update(state=HandlerState.NOT_READY)
        waiting = floor.ring("999", number=f"0770090{number:04}")
        # Free, and nobody has looked for an offer yet: the next call that arrives does.
        Handler.objects.filter(person=bob).update(state=HandlerState.AVAILABLE)
        rings = {"type": "ringing", "call_id": f"c{number}", "event_id": f"e{number}"}
        at_hers = {**rings, "channel": "101", "agent": ann.username, "at": floor.at.isoformat()}

        answers = together(partial(floor.line, **at_hers), partial(floor.claim, waiting, ann))

        assert not unexpected(answers, Refused), answers
        waiting.refresh_from_db()
        assert waiting.handler is not None

    assert deadlocks() == before
