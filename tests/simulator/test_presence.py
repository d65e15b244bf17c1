"""A program has no screens to be seen by: it says by signing on again that somebody is there."""

from datetime import timedelta

from contactcentre.core.models import Desk, Duty
from incidents.actions import duty


def test_whoever_signs_on_again_is_seen(world):
    duty.sign_on(desk=Desk.DISPATCH, by=world.dispatcher, at=world.at)
    own = Duty.objects.current().filter(person=world.dispatcher)
    own.update(last_seen_at=own.get().last_seen_at - timedelta(seconds=90))
    assert own.unseen(60).exists()

    duty.sign_on(desk=Desk.DISPATCH, by=world.dispatcher, at=world.at)

    assert not own.unseen(60).exists()
    assert own.count() == 1
