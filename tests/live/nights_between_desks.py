"""Nights in which desks tell each other things, and in which things come late, by radio too."""

import json
from datetime import timedelta

from contactcentre.contacts.actions import operators, pads
from contactcentre.contacts.handing_over import Block
from contactcentre.core import people
from contactcentre.countdowns.actions import alerts
from contactcentre.countdowns.models import Alert
from dispatch import radio
from dispatch.actions import assignments, warning
from dispatch.actions import radio as radios
from incidents import callers
from incidents.actions import (
    answers,
    incoming,
    links,
    messages,
    notes,
    obligations,
    question_sets,
    results,
    transfers,
    warnings,
)
from incidents.actions.transfers import Receipt
from incidents.transferring import neutral
from tests.agencies import agency, said
from tests.live.callers import callers_are_told
from tests.world import RTC


def desks_that_write_to_each_other(night) -> None:
    world = night.world
    incident = night.after(world.graded, "I")
    about = {"incident_id": incident.pk, "text": "He is at the door now"}
    sent = night.do(messages.send, by=world.handler, to="DISPATCH", **about)
    night.pass_time(minutes=2)
    night.do(messages.send, by=world.handler, to="DISPATCH", **about)
    asked = night.do(messages.send, to="CALLS", **about)
    night.do(messages.acknowledge, message_id=sent.pk)
    night.do(messages.acknowledge, by=world.handler, message_id=asked.pk)


def callers_who_are_answered(night) -> None:
    world = night.world
    incident = night.after(world.graded, "R", opening_code="SUSPICIOUS")
    said = {"incident_id": incident.pk, "words": callers.to_read(incident, at=world.at).words}
    night.do(answers.read_out, by=world.handler, **said)
    bt = {"contact_id": incident.contact_links.get().contact_id, "by": world.supervisor}
    night.do(operators.add, block=Block(centre="Bangor", reference="BT-1"), **bt)
    why = {"ground": "NONE", "reason": "He is ill", "instead": "An ambulance comes"}
    night.do(answers.decide, by=world.handler, incident_id=incident.pk, **why)
    pad = night.do(pads.write, by=world.handler, text="A woman rang")
    night.pass_time(minutes=11)
    night.do(pads.settle, by=world.handler, pad_id=pad.pk, note="Rang her back")


def words_that_come_late(night) -> None:
    world = night.world
    incident = night.after(world.graded, "S")
    unit = night.after(world.unit, "PC26")
    night.after(world.assign, unit, incident)
    night.after(world.press, unit, 6)
    night.after(world.press, unit, 2)
    night.after(world.finish, incident)
    night.do(notes.add, by=world.handler, incident_id=incident.pk, text="He is back")
    night.pass_time(minutes=16)
    for alert in list(Alert.objects.live().filter(subject="incident", subject_id=incident.pk)):
        night.do(alerts.acknowledge, by=world.supervisor, alert_id=alert.pk)
    night.do(results.result, incident_id=incident.pk, code="ADVICE", text="Rang her")
    night.do(results.close, incident_id=incident.pk)
    due_at = world.at + timedelta(minutes=6)
    promised = {"what": "Officers will return", "due_at": due_at, "desk": "DISPATCH"}
    made = night.do(obligations.make, incident_id=incident.pk, **promised)
    night.pass_time(minutes=7)
    night.do(obligations.end, obligation_id=made.pk, ended_as="KEPT", note="PC26 was there")


def calls_about_one_thing(night) -> None:
    world = night.world
    first = night.after(world.graded, "E")
    night.pass_time(minutes=2)
    ends = {"incident_id": night.after(world.graded, "I").pk, "to_incident_id": first.pk}
    made = night.do(links.link, kind="DUPLICATE", why="Same flat", **ends)
    night.do(links.stays_open, incident_id=first.pk, other_id=made.from_incident_id)
    night.do(links.unlink, link_id=made.pk, why="The flat below")


def crews_that_are_warned(night) -> None:
    world = night.world
    incident = night.after(world.graded, "I")
    unit = {"unit_id": night.after(world.unit, "PC27").pk}
    night.do(assignments.assign, incident_id=incident.pk, **unit)
    night.do(assignments.acknowledge, **unit)
    knife = {"incident_id": incident.pk, "kind": "WEAPON", "text": "He has a knife"}
    given = night.do(warnings.give, by=world.handler, **knife)
    night.do(warning.look, by=world.system)
    night.pass_time(minutes=2)
    night.do(assignments.acknowledge, warnings_told=given.number, **unit)
    calm = {"code": "RTC", "answers": dict.fromkeys(RTC, "NO"), "incident_id": incident.pk}
    night.do(question_sets.answer, by=world.handler, **calm)
    toy = night.do(warnings.give, by=world.handler, **knife)
    night.do(warning.look, by=world.system)
    night.do(warnings.withdraw, warning_id=toy.pk, reason="It was a toy")
    night.do(warning.look, by=world.system)


def a_radio_that_brings_things_late(night) -> None:
    world = night.world
    incident, unit = night.after(world.graded, "S"), night.after(world.unit, "PC28")
    night.do(radios.issue, by=world.admin, unit_id=unit.pk, issi=28)
    night.do(assignments.assign, unit_id=unit.pk, incident_id=incident.pk)
    sent_at = world.at
    night.pass_time(seconds=50)
    for code, seconds in ((6, -1), (15, 0), (5, 20), (2, 10), (6, 40), (0, 30)):
        at = (sent_at + timedelta(seconds=seconds)).isoformat()
        said = {"message_id": f"{code}", "issi": 28, "at": at, "type": "status", "status": code}
        body = json.dumps(said).encode()
        what = {"reading": radio.read(body), "body": body, "arrived_at": world.at}
        night.do(radios.take, by=people.airwave(), **what)


def what_is_given_over(night) -> None:
    world = night.world
    incident = night.after(world.graded, "I")
    about = {"incident_id": incident.pk, "agency": night.after(agency, world).pk}
    made = night.do(transfers.give_over, by=world.handler, reason="In their area", **about)
    night.pass_time(minutes=2)
    refused = Receipt("REFUSED", note="Not ours")
    night.do(transfers.settle, transfer_id=made.pk, receipt=refused)
    night.do(transfers.decide, transfer_id=made.pk, decision="Our unit goes")
    for kind in ("CREATE", "CLOSE"):
        body = json.dumps(said(kind, kind)).encode()
        what = {"agency": "THAMES", "reading": neutral.read(body), "body": body}
        night.do(incoming.take, by=people.agencies(), **what)


BETWEEN_DESKS = [
    a_radio_that_brings_things_late,
    desks_that_write_to_each_other,
    callers_who_are_answered,
    words_that_come_late,
    calls_about_one_thing,
    crews_that_are_warned,
    callers_are_told,
    what_is_given_over,
]
