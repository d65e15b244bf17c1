"""A passkey made of software: it answers as a real one does, and lies when it is told to."""

import hashlib
import json
import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN, HOST = "http://testserver", "testserver"
FLAG = AuthenticatorData.FLAG
PRESENT_AND_VERIFIED = FLAG.UP | FLAG.UV


class SoftKey:
    """One key. `uses` goes up with each answer, as a real key's does."""

    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id, self.uses = os.urandom(16), 0

    def make(self, asked: dict, *, origin: str = ORIGIN) -> str:
        """Answer a site that asks for a new key."""
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(Aaguid(b"\0" * 16), self.id, public)
        known = self._known(FLAG.AT | PRESENT_AND_VERIFIED, credential)
        made = AttestationObject.create("none", known, {})
        return self._written(
            clientDataJSON=_client("webauthn.create", asked, origin), attestationObject=bytes(made)
        )

    def show(
        self, asked: dict, *, origin: str = ORIGIN, flags=PRESENT_AND_VERIFIED, forged: bool = False
    ) -> str:
        """Answer a site that asks who is there."""
        self.uses += 1
        known, client = bytes(self._known(flags)), _client("webauthn.get", asked, origin)
        signed = known + hashlib.sha256(client).digest()
        signature = self.private.sign(b"x" if forged else signed, ec.ECDSA(SHA256()))
        return self._written(clientDataJSON=client, authenticatorData=known, signature=signature)

    def _known(self, flags, credential: bytes = b"") -> AuthenticatorData:
        site = hashlib.sha256(HOST.encode()).digest()
        return AuthenticatorData.create(site, flags, self.uses, credential)

    def _written(self, **response: bytes) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {key: websafe_encode(value) for key, value in response.items()},
            }
        )


class Uncounted(SoftKey):
    """A key that does not count its uses, as those that are kept with an account do not."""

    uses = property(lambda _self: 0, lambda _self, _uses: None)


def _client(kind: str, asked: dict, origin: str) -> bytes:
    challenge = asked["publicKey"]["challenge"]
    assert websafe_decode(challenge)
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
