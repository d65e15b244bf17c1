"""Reading and writing what control rooms tell each other: the neutral message, CAP, safe XML."""

import json

import pytest

from incidents.transferring import cap, markup, neutral
from tests.agencies import HERS, said

ALERT = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>{identifier}</identifier><sender>fire@example.org</sender>
<sent>2026-03-14T22:00:00-00:00</sent><status>{status}</status><msgType>{kind}</msgType>
<scope>Private</scope><note>no fire</note><references>{references}</references>
<info><category>Fire</category><event>Fire</event><urgency>{urgency}</urgency>
<severity>Severe</severity><certainty>Likely</certainty><description>Bins</description>
<area><areaDesc>Acre Lane</areaDesc><circle>51.46,-0.12 0.2</circle></area></info></alert>"""
TOLD = {
    "reference": "1/14MAR26",
    "grade": {"code": "I", "label": "Immediate", "reason": "He said he will kill her"},
    "opening_code": {"code": "DOM", "label": "Domestic incident"},
    "summary": "He is at the door \x0b& <shouts>",
    "clock": {"started_at": "2026-03-14T22:00:00+00:00", "attend_by": "2026-03-14T22:15:00+00:00"},
    "place": {"text": "12 Acre Lane", "borough": "Lambeth", "lat": 51.4607, "lon": -0.122},
    "callers": [{"number": "+447700900123"}],
}
KEY = "0b4b4e4c-39f5-4d4c-9d0c-0b2ee7a6d5c1"


def alert(**changes) -> bytes:
    usual = {"identifier": "f-1", "status": "Actual", "kind": "Alert", "urgency": "Immediate"}
    return ALERT.format(**{"references": "", **usual, **changes}).encode()


def carrying(told: bytes, parameters: dict) -> bytes:
    """Return an alert with another part, which has parameters."""
    added = "".join(
        f"<parameter><valueName>{name}</valueName><value>{value}</value></parameter>"
        for name, value in parameters.items()
    )
    return told.replace(b"</alert>", f"<info>{added}</info></alert>".encode())


def created() -> dict:
    to = {"code": "THAMES", "name": "Thames control room"}
    who = {"why": "In their area", "by": "H. Handler", "sent_at": "2026-03-14T22:00:00.25+00:00"}
    return neutral.create(TOLD, key=KEY, to=to, **who)


@pytest.mark.capability("A14")
def test_what_one_force_writes_the_other_reads_with_its_grade_and_every_reason():
    reading = neutral.read(json.dumps(created()).encode())

    assert reading.faults == []
    told = reading.said
    assert (told.kind, told.about, told.their_reference) == ("CREATE", (KEY,), "1/14MAR26")
    assert (told.grade, told.grade_reason) == ("I", "He said he will kill her")
    assert (told.number, told.lat, told.lon) == ("+447700900123", 51.4607, -0.122)
    for words in ("In their area", "Domestic incident", "& <shouts>", "12 Acre Lane, Lambeth"):
        assert words in told.text


@pytest.mark.capability("A14")
def test_of_several_callers_every_number_is_told_whoever_of_them_withheld_hers():
    sister = [{"number": ""}, {"number": "+447700900124"}, {"number": "+447700900125"}]
    message = created()
    message["incident"] = {**TOLD, "callers": sister}

    told = neutral.read(json.dumps(message).encode()).said
    assert told.number == "+447700900124"
    numbers = "Callers: +447700900124, +447700900125"
    assert numbers in told.text
    assert numbers in cap.read(cap.write(message)).said.text


@pytest.mark.capability("A14")
def test_as_an_alert_of_cap_it_says_the_same():
    written = cap.write(created())

    reading = cap.read(written)
    assert reading.faults == []
    told = reading.said
    assert told.about == (f"contactcentre,{KEY},2026-03-14T22:00:00+00:00",)
    assert (told.grade, told.grade_reason) == ("I", "He said he will kill her")
    assert (told.their_reference, told.lat, told.lon) == ("1/14MAR26", 51.4607, -0.122)
    assert "& <shouts>" in told.text


@pytest.mark.capability("A14")
def test_what_is_taken_back_is_said_by_the_name_it_was_given_over_under():
    back = neutral.withdraw(created(), note="Ours after all", sent_at="2026-03-14T22:05:00+00:00")

    told = neutral.read(json.dumps(back).encode()).said
    assert (told.kind, told.about, told.note) == ("WITHDRAW", (KEY,), "Ours after all")
    alert = cap.read(cap.write(back))
    first = cap.read(cap.write(created())).said
    assert (alert.faults, alert.said.kind, alert.said.note) == ([], "WITHDRAW", "Ours after all")
    assert set(first.about) < set(alert.said.about)


def test_whatever_lacks_in_a_message_is_said_and_the_rest_is_read():
    lacking = {
        "reference": 7,
        "grade": {"code": "1"},
        "summary": "A\x00 fire",
        "place": {"lat": 95},
    }
    reading = neutral.read(json.dumps(said(incident=lacking)).encode())
    assert reading.faults == ["its grade is none that we know"]
    assert (reading.said.grade, reading.said.text, reading.said.lat) == ("", "A fire", None)
    for changes, fault in (
        ({"version": 9}, "version"),
        ({"message_id": ""}, "message_id"),
        ({"incident": {"grade": {"code": "S"}}}, "why it has its grade"),
    ):
        reading = neutral.read(json.dumps(said(**changes)).encode())
        assert fault in "; ".join(reading.faults)
        assert reading.said is not None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1]",
        b"\xff",
        b"[" * 100_000,
        json.dumps({"format": "emsi"}).encode(),
        json.dumps(said("SHOUT")).encode(),
        json.dumps(said("ACCEPT", accepted_by="Sgt Grey")).encode(),
    ],
)
def test_what_is_no_message_is_none(body):
    reading = neutral.read(body)
    assert (reading.said, len(reading.faults)) == (None, 1)


def test_cap_knows_updates_cancellations_acknowledgements_and_errors():
    referred = {"references": f"contactcentre,{KEY},2026-03-14T22:00:00+00:00"}
    for kind, wanted in (("Update", "UPDATE"), ("Cancel", "WITHDRAW"), ("Error", "REFUSE")):
        told = cap.read(alert(kind=kind, **referred)).said
        assert (told.kind, KEY in told.about) == (wanted, True)
    told = cap.read(alert(kind="Ack", **referred)).said
    assert (told.kind, told.accepted_by, told.their_reference) == ("RECEIVED", "", "")
    named = {"contactcentre:reference": "F 12", "contactcentre:acceptedBy": "Watch Manager Lee"}
    told = cap.read(carrying(alert(kind="Ack", **referred), named)).said
    assert (told.kind, told.accepted_by) == ("ACCEPT", "Watch Manager Lee")
    assert (told.their_reference, told.note) == ("F 12", "no fire")


def test_of_several_grades_that_an_alert_carries_the_most_urgent_counts():
    told = alert()
    for grade in "RIS":
        told = carrying(told, {cap.GRADE: grade, cap.REASON: f"Why {grade}"})
    told = cap.read(told).said
    assert (told.grade, told.grade_reason) == ("I", "Why I")


def test_an_exercise_is_no_alert_and_urgency_severity_and_certainty_make_the_least_grade():
    assert cap.read(alert(status="Exercise")).said is None
    told = cap.read(alert()).said
    assert (told.grade, told.radius_m) == ("I", 200)
    assert told.grade_reason == "CAP: urgency Immediate, severity Severe, certainty Likely"
    grades = [cap.read(alert(urgency=each)).said.grade for each in ("Expected", "Future", "Past")]
    assert grades == ["S", "E", ""]


BOMB = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (BOMB.encode(), "declares"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares"),
        (BOMB.encode("utf-16"), "declares"),
        (b"<a>&b;</a>", "whole"),
        (b"<a><b></a>", "whole"),
        (b"", "whole"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "whole"),
        (b"<a>" * 40 + b"</a>" * 40, "deep"),
        (b"<a>" + b"<b/>" * 5000 + b"</a>", "parts"),
        (b"<a>" + b" " * markup.LARGEST + b"</a>", "larger"),
    ],
)
def test_xml_that_could_do_harm_is_not_read(body, why):
    with pytest.raises(markup.Unreadable, match=why):
        markup.parse(body)


def test_xml_is_read_in_its_own_encoding_and_namespace():
    text = '<?xml version="1.0" encoding="{}"?><p:a xmlns:p="urn:x"><p:b> Usulután </p:b></p:a>'
    for encoding in ("utf-8", "iso-8859-1", "utf-16"):
        root = markup.parse(text.format(encoding).encode(encoding))
        assert (root.space, root.name, root.first("b")) == ("urn:x", "a", "Usulután")


def test_a_grade_has_always_a_reason():
    assert neutral.grade_reason({"reason": " Worse. "}, ["A knife"], most=500) == "Worse; A knife"
    assert neutral.grade_reason({}, [], most=500) == "as suggested: no rule of risk fired"
    assert HERS["grade"]["reason"]
