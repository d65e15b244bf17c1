"""Every socket, for every role and everybody else: the rule that the door of sockets asks."""

import pytest

from contactcentre.core.live.admission import admissions
from contactcentre.core.live.consumers import BoardSocket, NoSuchSocket
from contactcentre.routing import websocket_urlpatterns
from tests.doors.rows import ALL
from tests.doors.table import SOCKETS

pytestmark = [pytest.mark.django_db, pytest.mark.capability("N1")]
# A locked screen still shows its alarms: boards go on, and their rows name nobody.
LISTENING = {"signed in": True, "locked": True, "expired": False, "must change": False}


def test_every_socket_has_its_row():
    assert {str(each.pattern) for each in websocket_urlpatterns} == {path for path, _ in SOCKETS}


@pytest.mark.parametrize(("path", "board"), SOCKETS)
def test_a_socket_opens_for_whom_the_table_says(path, board, house):
    consumer = next(each for each in websocket_urlpatterns if str(each.pattern) == path)
    if consumer.callback.consumer_class is NoSuchSocket:
        assert SOCKETS[path, board] == ""
        return
    assert consumer.callback.consumer_class is BoardSocket
    for state, may_listen in LISTENING.items():
        asking = [("channel", house.sessions[letter, state], board) for letter in ALL]
        decided = admissions(asking)
        let_in = {letter for letter, found in zip(ALL, decided, strict=True) if found}
        assert let_in == (set(SOCKETS[path, board]) if may_listen else set()), state


def test_a_socket_without_a_session_is_refused(house):
    assert (
        admissions([("channel", key, "calls") for key in ("", "x" * 32, "\x00", "é")]) == [None] * 4
    )


def test_a_socket_hears_its_persons_own_area_and_the_whole_forces(house):
    [listener] = admissions([("channel", house.sessions["D", "signed in"], "dispatch")])

    assert listener.view.scopes == {"AS", "ALL"}


def test_behind_a_locked_screen_nobody_is_at_the_desk(house):
    here, locked = admissions(
        [("channel", house.sessions["D", state], "dispatch") for state in ("signed in", "locked")]
    )

    assert here.is_at_desk
    assert not locked.is_at_desk
    assert locked.view == here.view
