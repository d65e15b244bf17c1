"""Requests run on a few lasting threads with a connection each, and only when they are whole."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor

from contactcentre.asgi import BODY_SECONDS
from tests.live.conftest import LAMP_SETTINGS
from tests.live.screens import Screen
from tests.live.server import WebProcess
from tests.patience import SOON

THREADS = 8
WHO = "/hooks/who/"


def test_many_requests_share_a_few_threads_and_connections(web):
    with ThreadPoolExecutor(16) as browsers:
        answers = list(browsers.map(lambda _: web.request("GET", WHO), range(200)))
    assert {status for status, _body in answers} == {200}
    said = [json.loads(body) for _status, body in answers]
    pairs = {(one["thread"], one["backend"]) for one in said}
    assert len({thread for thread, _backend in pairs}) <= THREADS
    assert len(pairs) <= THREADS


def test_a_request_in_chunks_arrives_whole(web):
    body = (part for part in (b'{"a":', b"1}"))
    status, text = web.request("POST", WHO, body=body)
    assert (status, json.loads(text)["body"]) == (200, '{"a":1}')


def test_a_body_over_the_limit_is_refused(web):
    status, _text = web.request("POST", WHO, body=b"x" * 1_200_000)
    assert status == 413
    chunks = (b"x" * 100_000 for _ in range(12))
    status, _text = web.request("POST", WHO, body=chunks)
    assert status == 413


def test_senders_who_never_finish_hold_nobody_up(web):
    head = f"POST {WHO} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nhalf"
    slow = []
    for _ in range(3 * THREADS):
        link = socket.create_connection(("127.0.0.1", web.port))
        link.sendall(head.encode())
        slow.append(link)
    started = time.monotonic()
    status, _text = web.request("GET", WHO)
    assert status == 200
    assert time.monotonic() - started < BODY_SECONDS / 2
    for link in slow:
        link.close()


def test_a_web_process_starts_without_its_database_and_stops_at_once(committed):
    nowhere = "postgres://nobody:nothing@127.0.0.1:9/nothing"
    with WebProcess(DJANGO_SETTINGS_MODULE=LAMP_SETTINGS, DATABASE_URL=nowhere) as alone:
        time.sleep(2)
        assert alone.request("GET", "/nothing/")[0] == 404
        started = time.monotonic()
        alone.child.terminate()
        alone.child.wait(SOON)
        assert time.monotonic() - started < SOON / 3
        assert alone.output().count("live_database_away") == 1


async def test_a_web_process_with_open_sockets_stops_within_seconds(lamps, session):
    with WebProcess(DJANGO_SETTINGS_MODULE=LAMP_SETTINGS) as leaving:
        async with Screen(leaving, session("ZA")) as screen:
            leaving.child.terminate()
            await screen.until(lambda s: s.closed)
        leaving.child.wait(SOON / 3)
        assert "Traceback" not in leaving.output()
