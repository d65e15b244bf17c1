"""Whatever is sent to an order: it is carried out, or refused in words and nothing is written."""

from collections.abc import Iterator

import pytest
from django.urls import resolve
from rest_framework import serializers

from contactcentre.core.api.fields import Text
from contactcentre.core.api.orders import Nothing
from tests.api.conftest import has_words
from tests.doors import bodies
from tests.doors.table import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.capability("O8")]
ORDERS = [row for row in ROWS if row.methods == "POST" and row.route.startswith("api/")]
every_order = pytest.mark.parametrize("row", ORDERS, ids=str)

NOT_JSON = {
    "cut off": b'{"text": "abc',
    "two values": b"{} {}",
    "words": b"hello",
    "a form": b"text=abc",
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "UTF-16": '{"text": "abc"}'.encode("utf-16"),
    "NaN": b'{"lat": NaN}',
    "infinity": b'{"lat": Infinity}',
    "a number beyond all": b'{"lat": 1e999}',
    "a number of 5,000 digits": b'{"code": ' + b"9" * 5000 + b"}",
    "a null byte": b'{"text": "a\x00b"}',
    "an escaped null byte": b'{"text": "a\\u0000b"}',
    "a null byte in a name": b'{"a\\u0000b": 1}',
    "half a character": b'{"text": "\\ud83d"}',
    "half a character in a name": b'{"\\udc00": 1}',
    "a thousand lists in lists": b"[" * 1000 + b"]" * 1000,
    "a hundred thousand lists in lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
}
NOT_AN_OBJECT = {"a list": b"[]", "a list of objects": b"[{}]", "a text": b'"x"', "a number": b"1"}
NOT_AN_OBJECT |= {"nothing": b"null", "a truth": b"true"}
ODD = [
    None,
    "",
    " ",
    [],
    {},
    [[]],
    {"a": {"b": []}},
    True,
    -1,
    0,
    1.5,
    1e308,
    2**31,
    2**63,
    10**40,
    "x" * 30_000,
    "💥" * 50,
    "\u202eabc\u2066",
    "e\u0301" * 20,
    "'; DROP TABLE core_person; --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "2026-13-45T99:99:99",
    "2026-03-29T01:30:00",
]
MOMENTS = ["received_at", "connected_at", "fixed_at"]
OPTIONAL = {
    "contacts/": ["source_id", "handle", "text", "location", "received_at", "connected_at"],
    "locations/": ["radius_m", "confidence", "fixed_at"],
    "operator/": ["subscriber", "address"],
    "position/": ["fixed_at"],
    "answer/": ["fence"],
    "release/": ["fence"],
    "end/": ["is_cut"],
    "incidents/": ["location", "people", "suspect_identity", "first_words", "restricted"],
    "account/": ["suspect_identity", "suspect_reason", "vulnerable", "vulnerable_reason", "caller"],
    "duty/": ["command_unit"],
    "book-on/": ["lat", "lon"],
    "grade/": ["override_reason", "emergency_reason"],
    "approve-non-attendance/": ["reason"],
}


def order(row, house) -> tuple[str, dict]:
    """Return the address of an order and a body that is right."""
    kind = next(iter(row.subject.kinds))
    return bodies.address(row, kind, house), bodies.body(row, kind, "S", house)


def fields(row, body: dict) -> list[str]:
    last = row.route.rsplit("/", 2)[-2] + "/"
    return [*body, *OPTIONAL.get(last, [])]


@every_order
def test_what_is_not_json_is_refused_in_words(row, asker):
    path, _body = order(row, asker.house)
    for what, sent in NOT_JSON.items():
        answer = asker.post(path, sent)

        assert answer.status_code == 400, (what, answer.content[:200])
        assert has_words(answer), what
        assert answer.is_untouched, what


@every_order
def test_what_is_no_object_is_refused_in_words(row, asker):
    path, _body = order(row, asker.house)
    for what, sent in NOT_AN_OBJECT.items():
        answer = asker.post(path, sent)

        assert answer.status_code == 400, (what, answer.content[:200])
        assert has_words(answer), what
        assert answer.is_untouched, what


@every_order
def test_what_is_too_large_or_of_another_kind_is_refused_in_words(row, asker):
    path, _body = order(row, asker.house)
    large = b'{"text": "' + b"x" * 10_000_000 + b'"}'
    kinds = ["text/plain", "application/xml", "multipart/form-data; boundary=x", "nonsense"]
    answers = {413: [asker.post(path, large)]}
    answers[415] = [asker.post(path, b"<a>1</a>", content_type=each) for each in kinds]

    for status, given in answers.items():
        for answer in given:
            assert answer.status_code == status
            assert has_words(answer)
            assert answer.is_untouched


@every_order
def test_each_part_may_be_anything_and_nothing_breaks(row, asker):
    path, body = order(row, asker.house)
    for field in fields(row, body):
        for value in ODD:
            answer = asker.post(path, {**body, field: value})
            told = (field, str(value)[:40], answer.status_code, answer.content[:200])

            assert answer.status_code < 500, told
            assert answer.status_code < 300 or has_words(answer), told
            assert answer.is_untouched, told


@every_order
def test_each_part_that_is_needed_is_asked_for(row, asker):
    path, body = order(row, asker.house)
    for field in body:
        rest = {name: value for name, value in body.items() if name != field}
        answer = asker.post(path, rest)

        assert answer.status_code < 500
        if answer.status_code == 400:
            assert field in answer.json()
        assert answer.is_untouched


def takes(serializer: serializers.Serializer) -> Iterator[serializers.Field]:
    """Yield every field of a body, also of what lies within it."""
    for field in serializer.fields.values():
        inner = getattr(field, "child", field)
        yield inner
        if isinstance(inner, serializers.Serializer):
            yield from takes(inner)


@every_order
def test_a_number_is_never_taken_for_a_text(row, asker):
    path, body = order(row, asker.house)
    bodied = getattr(resolve(path).func.view_class, "takes", Nothing)()

    texts = [field for field in takes(bodied) if isinstance(field, serializers.CharField)]
    assert [field for field in texts if not isinstance(field, Text)] == []
    for field in texts:
        if field.parent is not bodied:
            continue
        answer = asker.post(path, {**body, field.field_name: 7})
        assert answer.status_code == 400
        assert answer.json()[field.field_name] == ["Write this as text, in quotation marks."]
        assert answer.is_untouched
