"""Rule 7: what was written stays; an edit, a removal or another order is found."""

import random
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from contactcentre.core import audit, verifying
from contactcentre.core.actions import seals
from contactcentre.core.models import AuditEntry, AuditSeal
from incidents import chain
from incidents.models import Incident
from tests.rules.database import run, take_down_named

TAMPERED = {
    "an entry edited": ["UPDATE core_auditentry SET by = 'nobody' WHERE id = %(entry)s"],
    "a detail added": [
        "UPDATE core_auditentry SET detail = detail || '{\"x\": 1}' WHERE id = %(entry)s"
    ],
    "the moment changed": [
        "UPDATE core_auditentry SET at = at - interval '1 second' WHERE id = %(entry)s"
    ],
    "an entry removed": ["DELETE FROM core_auditentry WHERE id = %(entry)s"],
    "a seal removed": ["DELETE FROM core_auditseal WHERE seq = %(seq)s"],
    "an entry and its seal removed": [
        "DELETE FROM core_auditentry WHERE id = %(entry)s",
        "DELETE FROM core_auditseal WHERE seq = %(seq)s",
    ],
    "two entries in another order": [
        "UPDATE core_auditseal SET entry = -1 WHERE seq = %(seq)s",
        "UPDATE core_auditseal SET entry = %(entry)s WHERE seq = %(seq)s + 1",
        "UPDATE core_auditseal SET entry = %(next)s WHERE seq = %(seq)s",
    ],
    "everything from here on cut off": [
        "DELETE FROM core_auditentry WHERE id >= %(entry)s",
        "DELETE FROM core_auditseal WHERE seq >= %(seq)s",
    ],
}


@pytest.fixture
def anchored(scene, settings, tmp_path):
    """The audit trail, sealed to its end and anchored outside the database."""
    settings.AUDIT_ANCHOR_FILE = str(tmp_path / "anchors.jsonl")
    seals.seal(at=scene.world.at)
    seals.anchor(at=scene.world.at)
    return scene


def a_place(number: int) -> dict:
    """Return a sealed entry and the one after it, by where it stands in the chain."""
    seal, following = AuditSeal.objects.order_by("seq")[number : number + 2]
    return {"seq": seal.seq, "entry": seal.entry, "next": following.entry}


def seal_again_from(first: AuditSeal) -> None:
    """Forge the chain from one link on, as somebody with every right would."""
    prev = first.prev
    for seal in AuditSeal.objects.filter(seq__gte=first.seq).order_by("seq"):
        link = seals.link_hash(prev, AuditEntry.objects.get(pk=seal.entry))
        run(
            "UPDATE core_auditseal SET prev = %(prev)s, hash = %(link)s WHERE seq = %(seq)s",
            **{"prev": prev, "link": link, "seq": seal.seq},
        )
        prev = link


@pytest.mark.capability("E3")
def test_an_untouched_trail_is_whole_to_its_last_entry(anchored):
    checked, faults = verifying.audit_trail()

    assert faults == []
    assert checked == AuditEntry.objects.count() > 50


def faults_after(statements: list[str], place: dict) -> list[str]:
    """Return what the verifier finds after some statements, which are then taken back."""
    with transaction.atomic():
        run(*statements, **place)
        found = verifying.audit_trail()[1]
        transaction.set_rollback(True)
    return found


@pytest.mark.capability("E3")
@pytest.mark.parametrize("statements", TAMPERED.values(), ids=TAMPERED)
def test_whatever_is_done_to_the_trail_is_found_wherever_it_is_done(anchored, statements):
    take_down_named("append_only")
    places = random.Random(statements[0]).sample(range(AuditSeal.objects.count() - 1), 12)

    assert all(faults_after(statements, a_place(number)) for number in places)


@pytest.mark.capability("E3")
def test_a_chain_forged_to_its_end_does_not_fit_the_anchor_outside_the_database(anchored):
    take_down_named("append_only")
    place = a_place(10)
    run(*TAMPERED["an entry edited"], **place)

    seal_again_from(AuditSeal.objects.get(seq=place["seq"]))

    assert verifying.audit_trail()[1] == [
        f"Seal {AuditSeal.objects.count()} was anchored, and is gone or different now."
    ]


@pytest.mark.capability("E3")
def test_an_anchor_that_we_did_not_sign_is_found(anchored, settings):
    anchors = Path(settings.AUDIT_ANCHOR_FILE)
    anchors.write_text(anchors.read_text().replace('"seq": ', '"seq": 1'))

    assert "is forged" in verifying.audit_trail()[1][0]


@pytest.mark.capability("E3")
def test_only_what_is_younger_than_the_last_anchor_can_be_cut_off_unseen(anchored):
    world = anchored.world
    last = AuditSeal.objects.count()
    for number in range(3):
        audit.record("test.written", anchored.left, by=world.system, at=world.at, n=number)
    seals.seal(at=world.at)
    take_down_named("append_only")

    run(*TAMPERED["everything from here on cut off"], **a_place(last))
    assert verifying.audit_trail() == (last, [])

    run(*TAMPERED["everything from here on cut off"], **a_place(last - 2))
    assert len(verifying.audit_trail()[1]) == 1


@pytest.mark.capability("E3")
def test_the_command_says_what_is_wrong_and_fails(anchored, capsys):
    call_command("verify_audit")
    assert "every anchor fits" in capsys.readouterr().out

    take_down_named("append_only")
    run(*TAMPERED["an entry edited"], **a_place(5))

    with pytest.raises(CommandError, match="was changed"):
        call_command("verify_audit")


@pytest.mark.capability("E3")
def test_the_head_is_anchored_once_until_it_moves(anchored):
    world = anchored.world

    assert seals.anchor(at=world.at) is None
    audit.record("test.written", anchored.left, by=world.system, at=world.at)
    seals.seal(at=world.at)
    assert seals.anchor(at=world.at) == AuditSeal.objects.order_by("-seq").first().hash


LINE = "incident_id = %(left)s AND seq = 3"
LOG_TAMPERED = {
    "a line edited": [f"UPDATE incidents_logentry SET text = 'No.' WHERE {LINE}"],  # noqa: S608
    "a line removed": [f"DELETE FROM incidents_logentry WHERE {LINE}"],  # noqa: S608
    "its writer changed": [f"UPDATE incidents_logentry SET by = 'x' WHERE {LINE}"],  # noqa: S608
    "two lines in another order": [
        "UPDATE incidents_logentry SET seq = 0 WHERE incident_id = %(left)s AND seq = 3",
        "UPDATE incidents_logentry SET seq = 3 WHERE incident_id = %(left)s AND seq = 4",
        "UPDATE incidents_logentry SET seq = 4 WHERE incident_id = %(left)s AND seq = 0",
    ],
}


@pytest.mark.capability("E3")
@pytest.mark.parametrize("statements", LOG_TAMPERED.values(), ids=LOG_TAMPERED)
def test_an_incidents_log_shows_where_it_was_touched(scene, statements):
    take_down_named("append_only")
    run(*statements, **scene.ids)

    assert chain.first_broken(scene.left.log.order_by("seq")) == 3


@pytest.mark.capability("E2", "E3")
def test_every_log_is_whole_and_ends_where_its_incident_says(scene):
    for incident in Incident.objects.all():
        lines = list(incident.log.order_by("seq"))
        assert chain.first_broken(lines) is None
        assert (lines[-1].seq, lines[-1].hash) == (incident.log_seq, incident.log_hash)
