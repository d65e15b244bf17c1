"""What happens once somebody has shown who they are: a session, a shift, a known browser."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from contactcentre.core import clock, devices, permissions
from contactcentre.core.actions import factors
from contactcentre.core.errors import Refused
from contactcentre.core.middleware.enrolment import PROVED, may_enter
from contactcentre.core.models import Duty, Person
from contactcentre.core.permissions import Permission
from contactcentre.desks import pages
from contactcentre.desks.views import challenges
from incidents.actions import duty

DEMO_SESSION = "demo_sign_in"
BACKEND = "django.contrib.auth.backends.ModelBackend"
# Who has shown a password and has yet to show a second factor; no session is open meanwhile.
PENDING, PENDING_FOR = "second_factor_of", timedelta(minutes=5)


def welcome(request, person, *, to: str):
    """Go on with somebody who has shown a password: to the second factor if they have one."""
    if not factors.has_any(person):
        return enter(request, person, redirect(to))
    challenges.forget(request)
    request.session.cycle_key()
    request.session[PENDING] = {
        "person": person.pk,
        "password": person.get_session_auth_hash(),
        "to": to,
        "at": clock.real().isoformat(),
    }
    return redirect("second-factor")


def pending(request) -> tuple[Person | None, str]:
    """Return who has shown a password here a short while ago, and where they were going."""
    kept = request.session.get(PENDING)
    if not kept or clock.real() - datetime.fromisoformat(kept["at"]) > PENDING_FOR:
        return None, ""
    person = Person.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(
        kept["password"], person.get_session_auth_hash()
    ):
        return None, ""
    return person, kept["to"]


def enter(request, person, answer, *, proof: str = ""):
    """Sign a person in, start their duty and let this browser be known; return the answer."""
    request.session.pop(PENDING, None)
    challenges.forget(request)
    login(request, person, backend=BACKEND)
    if proof:
        request.session[PROVED] = proof
    start_duty(request)
    devices.remember(request, answer, person.username)
    return answer


def start_duty(request, *, again: Duty | None = None) -> None:
    """
    Sign on at the desk of the person's role, or where they were `again`; a refusal is shown on the
    page they come to.

    Somebody whose password another has set signs on once they have changed it, and where everybody
    must have a second factor, once they have one.
    """
    person = request.user
    desk = again.desk if again else pages.desk_of(person)
    where = again.command_unit_id if again else None
    if desk is None or not permissions.has(person, Permission.DUTY_HOLD):
        return
    if person.must_change_password or not may_enter(request.session):
        return
    try:
        duty.sign_on(desk=desk, command_unit=where, by=person, at=clock.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
