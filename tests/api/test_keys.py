"""A machine comes with a key: scopes and roles together say what it may do; the audit names it."""

from datetime import timedelta

import pytest
from django.test import Client

from contactcentre.core import clock
from contactcentre.core.actions import people
from contactcentre.core.errors import Invalid
from contactcentre.core.models import ApiKey, AuditEntry
from contactcentre.core.permissions import Permission, Role
from tests.api.keys import issued, key_of, service

pytestmark = [pytest.mark.django_db, pytest.mark.capability("N1")]
P = Permission


def machine(text: str, **headers) -> Client:
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {text}", **headers})


def bring(client: Client):
    return client.post("/api/v1/contacts/", '{"channel": "101"}', content_type="application/json")


def test_a_key_does_what_its_scopes_and_roles_both_allow(world):
    both = key_of(world, Role.CALL_HANDLER, scopes=[P.CONTACT_RECEIVE], name="both")
    only_role = key_of(world, Role.CALL_HANDLER, scopes=[P.UNIT_VIEW], name="only-role")
    only_scope = key_of(world, Role.CREW, scopes=[P.CONTACT_RECEIVE], name="only-scope")

    assert bring(machine(both)).status_code == 201
    assert bring(machine(only_role)).status_code == 403
    assert bring(machine(only_scope)).status_code == 403


def test_a_key_needs_no_token_of_a_page_and_makes_no_session(world):
    answer = bring(machine(key_of(world, Role.CALL_HANDLER, scopes=[P.CONTACT_RECEIVE])))

    assert answer.status_code == 201
    assert not answer.cookies


@pytest.mark.parametrize(
    "text", ["", "x", ".", "a.b", "\u00e9.b", "x" * 5000, "0123456789." + "x" * 43, "a b.c"]
)
def test_a_key_that_is_none_is_refused_in_words(text, world):
    answer = machine(text).get("/api/v1/me/")

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["detail"]


def test_another_secret_under_a_known_prefix_is_refused(world):
    text = key_of(world, Role.CREW, scopes=[P.UNIT_VIEW])
    prefix = text.partition(".")[0]

    assert machine(text).get("/api/v1/units/").status_code == 200
    assert machine(f"{prefix}.{'x' * 43}").get("/api/v1/units/").status_code == 401


def test_a_key_ends_when_it_is_revoked_when_its_time_is_over_and_with_its_account(world):
    account = service(world, Role.CREW)
    revoked, revoked_text = issued(world, account, [P.UNIT_VIEW])
    over, over_text = issued(world, account, [P.UNIT_VIEW])
    _left, left_text = issued(world, account, [P.UNIT_VIEW])
    people.revoke_key(key_id=revoked.pk, by=world.admin, at=world.at)
    ApiKey.objects.filter(pk=over.pk).update(expires_at=clock.now() - timedelta(seconds=1))

    assert machine(revoked_text).get("/api/v1/units/").status_code == 401
    assert machine(over_text).get("/api/v1/units/").status_code == 401
    assert machine(left_text).get("/api/v1/units/").status_code == 200
    account.is_active = False
    account.save()
    assert machine(left_text).get("/api/v1/units/").status_code == 401


def test_a_key_may_act_for_a_person_and_the_audit_names_both(world):
    text = key_of(world, Role.GATEWAY, scopes=[P.ACT_FOR, P.INCIDENT_LOG, P.INCIDENT_VIEW])
    incident = world.graded()
    acting = machine(text, **{"Act-For": "dispatcher"})
    answer = acting.post(
        f"/api/v1/incidents/{incident.slug}/log/",
        '{"text": "From the car"}',
        content_type="application/json",
    )

    assert answer.status_code == 201
    entry = AuditEntry.objects.get(name="incident.noted")
    assert (entry.by, entry.through) == ("dispatcher", "machine")
    assert acting.get("/api/v1/me/").json()["acting_through"] == "machine"


def test_acting_for_somebody_is_bound_by_their_roles_and_the_keys_scopes(world):
    text = key_of(world, Role.GATEWAY, scopes=[P.ACT_FOR, P.CONTACT_RECEIVE])

    assert bring(machine(text, **{"Act-For": "handler"})).status_code == 201
    assert bring(machine(text, **{"Act-For": "dispatcher"})).status_code == 403
    as_handler = machine(text, **{"Act-For": "handler"})
    assert as_handler.get("/api/v1/contacts/").status_code == 403


@pytest.mark.parametrize("name", ["nobody", "machine", "system", "\u00e9", "handler ", "x" * 999])
def test_nobody_acts_for_a_machine_or_for_nobody(name, world):
    text = key_of(world, Role.GATEWAY, scopes=[P.ACT_FOR, P.CONTACT_RECEIVE])

    answer = bring(machine(text, **{"Act-For": name}))
    assert answer.status_code == 403
    assert answer.json()["detail"]


def test_nobody_acts_for_somebody_without_the_scope_or_the_role_or_after_they_left(world):
    no_scope = key_of(world, Role.GATEWAY, scopes=[P.CONTACT_RECEIVE], name="no-scope")
    no_role = key_of(
        world, Role.CALL_HANDLER, scopes=[P.ACT_FOR, P.CONTACT_RECEIVE], name="no-role"
    )
    allowed = key_of(world, Role.GATEWAY, scopes=[P.ACT_FOR, P.CONTACT_RECEIVE], name="allowed")
    for text in (no_scope, no_role):
        assert bring(machine(text, **{"Act-For": "handler"})).status_code == 403
    world.handler.is_active = False
    world.handler.save()
    assert bring(machine(allowed, **{"Act-For": "handler"})).status_code == 403


def test_a_person_whose_password_was_given_does_nothing_through_a_machine_either(world):
    text = key_of(world, Role.GATEWAY, scopes=[P.ACT_FOR, P.CONTACT_RECEIVE])
    world.handler.must_change_password = True
    world.handler.save()

    assert bring(machine(text, **{"Act-For": "handler"})).status_code == 403


def test_the_system_and_people_have_no_keys(world):
    for name in ("system", "handler"):
        with pytest.raises(Invalid):
            people.issue_key(
                username=name, name="x", scopes=["unit_view"], by=world.admin, at=world.at
            )
    assert not ApiKey.objects.exists()


def test_only_the_fingerprint_of_a_key_is_kept(world):
    key, text = issued(world, service(world, Role.CREW), [P.UNIT_VIEW])
    secret = text.partition(".")[2]

    assert secret not in str(vars(ApiKey.objects.get(pk=key.pk)))
    assert all(secret not in str(entry.detail) for entry in AuditEntry.objects.all())


def test_two_machines_that_act_for_one_person_share_no_answers(world):
    allowed = {"scopes": [P.CONTACT_RECEIVE, P.ACT_FOR]}
    roles = (Role.CALL_HANDLER, Role.GATEWAY)
    headers = {"Act-For": world.handler.username, "Idempotency-Key": "the same"}
    one = machine(key_of(world, *roles, name="one", **allowed), **headers)
    two = machine(key_of(world, *roles, name="two", **allowed), **headers)

    first, again, others = bring(one), bring(one), bring(two)

    assert first.json()["id"] == again.json()["id"] != others.json()["id"]
