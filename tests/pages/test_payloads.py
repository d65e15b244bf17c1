"""What could not be read is shown to a supervisor until somebody says what they did about it."""

from contactcentre.contacts.actions import payloads
from contactcentre.core.models import AuditEntry

BROKEN = b'{"type": "ringing", "from": "<script>alert(1)</script>'


def keep(world):
    return payloads.keep(
        source="telephony",
        body=BROKEN,
        reason="it is not a JSON object in UTF-8",
        by=world.system,
        at=world.at,
    )


def test_a_supervisor_reads_it_as_it_came_and_the_reading_is_kept(world, enter):
    keep(world)

    page = enter(world.supervisor).get("/desk/payloads/").content.decode()

    assert "it is not a JSON object in UTF-8" in page
    assert "&lt;script&gt;" in page
    assert AuditEntry.objects.filter(name="rawpayload.read", by="supervisor").exists()


def test_whoever_looked_says_what_they_did(world, enter):
    kept, browser = keep(world), enter(world.supervisor)

    browser.post(f"/desk/payloads/{kept.pk}/review/", {"note": "Rang the number back"})

    kept.refresh_from_db()
    assert (kept.review_note, kept.reviewed_by) == ("Rang the number back", world.supervisor)
    assert "could be read. That is good." in browser.get("/desk/payloads/").content.decode()


def test_nothing_said_is_refused_in_words(world, enter):
    kept = keep(world)

    page = enter(world.supervisor).post(
        f"/desk/payloads/{kept.pk}/review/", {"note": " "}, follow=True
    )

    assert "Say in a few words what you did about it." in page.content.decode()


def test_an_alert_about_it_is_on_the_supervisors_desk(world, enter):
    keep(world)

    rows = enter(world.supervisor).get("/api/v1/boards/supervisor/").json()["rows"]

    assert [row["subject"] for row in rows if row["kind"] == "alert"] == ["payload"]
