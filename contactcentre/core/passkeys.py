"""Passkeys (WebAuthn): what a browser is asked, and whether what it answers is genuine."""

import struct
from dataclasses import dataclass

from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from contactcentre.core.errors import Invalid, NotAllowed
from contactcentre.core.models import Passkey, Person

# What the library raises of an answer that is cut off, altered or made up.
NOT_GENUINE = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error)
VERIFIED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class Place:
    """The site a passkey belongs to: its name for browsers, and the one address forms come from."""

    host: str
    origin: str

    @classmethod
    def of(cls, request) -> "Place":
        """Return the site as this browser knows it."""
        host = request.get_host()
        return cls(host.rsplit(":", 1)[0], f"{request.scheme}://{host}")

    def server(self) -> Fido2Server:
        """Return what asks and checks for this site, and believes no other address."""
        site = PublicKeyCredentialRpEntity(id=self.host, name="Contact Centre")
        return Fido2Server(site, verify_origin=lambda origin: origin == self.origin)


@dataclass(frozen=True)
class Made:
    """A passkey that a browser has just made."""

    credential_id: str
    credential: bytes
    uses: int


def ask_to_make(place: Place, person: Person) -> tuple[dict, dict]:
    """Return what to ask a browser so that it makes a key, and what to remember meanwhile."""
    asked, remembered = place.server().register_begin(
        PublicKeyCredentialUserEntity(
            id=str(person.pk).encode(), name=person.username, display_name=person.short_name
        ),
        credentials=_descriptors(person),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=VERIFIED,
    )
    return dict(asked), remembered


def made(place: Place, remembered: dict, answer: object) -> Made:
    """
    Return the key a browser has made.

    :raises Invalid: when the answer is not a genuine one to what was asked
    """
    try:
        found = place.server().register_complete(remembered, answer)
        credential = found.credential_data
        return Made(websafe_encode(credential.credential_id), bytes(credential), found.counter)
    except NOT_GENUINE as error:
        raise Invalid("The passkey could not be made. Try again.") from error


def ask_to_show(place: Place, person: Person | None = None) -> tuple[dict, dict]:
    """Return what to ask a browser so that it shows a key: one of this person's, or anybody's."""
    asked, remembered = place.server().authenticate_begin(
        credentials=_descriptors(person) if person else None, user_verification=VERIFIED
    )
    return dict(asked), remembered


def shown(place: Place, remembered: dict, answer: object) -> tuple[Passkey, int]:
    """
    Return the key that a browser has shown, and how often that says it was used.

    :raises NotAllowed: when nobody has it, or the answer is not a genuine one to what was asked
    """
    try:
        read = AuthenticationResponse.from_dict(answer)
        known = Passkey.objects.select_related("person").get(
            credential_id=websafe_encode(read.raw_id)
        )
        credential = AttestedCredentialData(bytes(known.credential))
        place.server().authenticate_complete(remembered, [credential], read)
        return known, read.response.authenticator_data.counter
    except (*NOT_GENUINE, Passkey.DoesNotExist) as error:
        raise NotAllowed("This passkey is not known here. Use another way to sign in.") from error


def _descriptors(person: Person) -> list[PublicKeyCredentialDescriptor]:
    credentials = [bytes(each.credential) for each in person.passkeys.all()]
    return [
        PublicKeyCredentialDescriptor(
            type=PublicKeyCredentialType.PUBLIC_KEY,
            id=AttestedCredentialData(credential).credential_id,
        )
        for credential in credentials
    ]
