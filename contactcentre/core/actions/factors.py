"""Second factors: added, shown, used once, taken away, and reset for whoever has lost theirs."""

import structlog
from cryptography.fernet import InvalidToken

from contactcentre.core import audit, one_time, permissions, sealing
from contactcentre.core.errors import Invalid, NotAllowed, NotFound, WrongState
from contactcentre.core.models import AuthenticatorApp, Passkey, Person, RecoveryCode
from contactcentre.core.passkeys import Made
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action

MOST_PASSKEYS = 10
PURPOSE = "authenticator app"
log = structlog.get_logger(__name__)


def has_any(person) -> bool:
    """Test whether a password alone no longer signs this person in."""
    return person.passkeys.exists() or AuthenticatorApp.objects.filter(person=person.pk).exists()


@action
def add_passkey(*, name: str, made: Made, is_proved: bool, by, at) -> Passkey:
    """
    Add a passkey to one's own account.

    :raises NotAllowed: when there is a second factor, and this session was opened without it
    :raises Invalid: when the key is somebody's already
    :raises WrongState: when there are enough
    """
    _check_may_add(by, is_proved)
    if by.passkeys.count() >= MOST_PASSKEYS:
        raise WrongState("That is enough passkeys. Remove one you do not use.")
    if Passkey.objects.filter(credential_id=made.credential_id).exists():
        raise Invalid("This passkey is in use already.")
    key = Passkey.objects.create(
        person=by,
        name=name.strip()[:60] or "Passkey",
        credential_id=made.credential_id,
        credential=made.credential,
        uses=made.uses,
        created_at=at,
    )
    audit.record("passkey.added", key, by=by, at=at, name=key.name)
    return key


@action
def add_app(*, secret: str, code: str, is_proved: bool, real, by, at) -> AuthenticatorApp:
    """
    Add an authenticator app to one's own account; the code shows that it has the secret.

    :raises NotAllowed: when there is a second factor, and this session was opened without it
    :raises WrongState: when there is an app already
    :raises Invalid: when the code is wrong
    """
    _check_may_add(by, is_proved)
    if AuthenticatorApp.objects.filter(person=by).exists():
        raise WrongState("There is an app already. Remove it before you add another.")
    step = one_time.step_of(secret, code, real=real)
    if step is None:
        raise Invalid("That is not the code of this half minute. Is the telephone's clock right?")
    app = AuthenticatorApp.objects.create(
        person=by,
        secret=sealing.box(PURPOSE).encrypt(secret.encode()).decode(),
        last_step=step,
        created_at=at,
    )
    audit.record("authenticator_app.added", app, by=by, at=at)
    return app


@action
def make_recovery_codes(*, by, at) -> list[str]:
    """
    Make ten new codes for paper, which are shown this once; those there were are worth nothing.

    :raises WrongState: when there is no second factor they could stand in for
    """
    person = _held(by.pk)
    if not has_any(person):
        raise WrongState("Add a passkey or an app first; recovery codes stand in for those.")
    person.recovery_codes.all().delete()
    codes = one_time.paper_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, code_hash=one_time.digest(code)) for code in codes
    )
    audit.record("recovery_codes.made", person, by=by, at=at, number=len(codes))
    return codes


@action
def use_code(*, code: str, real, by, at) -> str:
    """Take a code of one's app or paper, once; return which it was, or nothing if it is wrong."""
    person = _held(by.pk)
    if _use_app(person, code, real=real, at=at):
        audit.record("authenticator_app.used", person, by=by, at=at)
        return "app"
    unused = person.recovery_codes.filter(code_hash=one_time.digest(code), used_at=None)
    if unused.update(used_at=at):
        left = person.recovery_codes.filter(used_at=None).count()
        audit.record("recovery_code.used", person, by=by, at=at, left=left)
        return "recovery code"
    return ""


@action
def use_passkey(*, key: Passkey, uses: int, by, at) -> Passkey:
    """
    Take a passkey that was shown.

    :raises NotAllowed: when it counts fewer uses than are known: somebody has a copy of it
    """
    held = Passkey.objects.select_for_update(no_key=True).filter(pk=key.pk).first()
    if held is None or ((uses or held.uses) and uses <= held.uses):
        raise NotAllowed("This passkey may have been copied. Tell an administrator, use another.")
    held.uses, held.last_used_at = uses, at
    held.save(update_fields=["uses", "last_used_at"])
    audit.record("passkey.used", held, by=by, at=at, name=held.name)
    return held


@action
def remove_passkey(*, passkey_id: int, must_stay: bool, by, at) -> None:
    """
    Take away a passkey of one's own; the last factor stays where everybody must have one.

    :raises NotFound: when one has no such passkey
    :raises WrongState: when it is the last factor and must stay
    """
    person = _held(by.pk)
    key = person.passkeys.filter(pk=passkey_id).first()
    if key is None:
        raise NotFound("You have no such passkey.")
    audit.record("passkey.removed", key, by=by, at=at, name=key.name)
    key.delete()
    _check_enough_left(person, must_stay)


@action
def remove_app(*, must_stay: bool, by, at) -> None:
    """
    Take away one's authenticator app; the last factor stays where everybody must have one.

    :raises NotFound: when one has none
    :raises WrongState: when it is the last factor and must stay
    """
    person = _held(by.pk)
    app = AuthenticatorApp.objects.filter(person=person).first()
    if app is None:
        raise NotFound("You have no authenticator app.")
    audit.record("authenticator_app.removed", app, by=by, at=at)
    app.delete()
    _check_enough_left(person, must_stay)


@action
def reset(*, person_id: int, by, at) -> Person:
    """
    Take away all second factors of somebody who has lost theirs, and end their sessions.

    :raises NotAllowed: of one's own: another administrator looks at who is asking
    """
    permissions.check(by, Permission.ADMIN_PEOPLE)
    if person_id == by.pk:
        raise NotAllowed("Ask another administrator: nobody resets their own.")
    person = _held(person_id)
    person.passkeys.all().delete()
    AuthenticatorApp.objects.filter(person=person).delete()
    person.recovery_codes.all().delete()
    person.sessions.all().delete()
    audit.record("person.factors_reset", person, by=by, at=at)
    return person


def _check_may_add(person, is_proved: bool) -> None:
    """A session opened by a password alone must not add to what its owner has added elsewhere."""
    # Held whatever comes of it: several added at once are counted one after another.
    if has_any(_held(person.pk)) and not is_proved:
        raise NotAllowed("Sign in again, with your second factor, before you add another.")


def _check_enough_left(person: Person, must_stay: bool) -> None:
    if has_any(person):
        return
    if must_stay:
        raise WrongState("This is your only second factor. Add another before you remove it.")
    person.recovery_codes.all().delete()


def _use_app(person: Person, code: str, *, real, at) -> bool:
    app = AuthenticatorApp.objects.filter(person=person).first()
    if app is None:
        return False
    box = sealing.box(PURPOSE)
    try:
        secret = box.decrypt(app.secret.encode()).decode()
    except InvalidToken:
        # Sealed with a SECRET_KEY that is gone: their passkey and paper still work.
        log.exception("authenticator_app.unreadable", person=person.pk)
        return False
    step = one_time.step_of(secret, code, real=real)
    if step is None or step <= app.last_step:
        return False
    app.last_step, app.last_used_at = step, at
    app.secret = box.rotate(app.secret.encode()).decode()
    app.save(update_fields=["last_step", "last_used_at", "secret"])
    return True


def _held(person_id: int) -> Person:
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound("There is no such person.")
    return person
