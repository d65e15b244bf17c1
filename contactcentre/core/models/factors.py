"""What somebody signs in with besides a password: passkeys, an app, recovery codes."""

from django.db import models

from contactcentre.core.models.people import Person


class Passkey(models.Model):
    """
    A key that stays with its person: in a computer, a telephone or on a key ring.

    Only its public half is here. `uses` is the key's own count, which a copy of it would not know.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)
    credential = models.BinaryField()
    uses = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.person}"


class AuthenticatorApp(models.Model):
    """
    An app that shows a new code every half minute.

    The secret it shares with us is kept sealed. `last_step` is the half minute of the newest code
    that was taken: neither that one nor an older one is ever taken again.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="authenticator_app")
    secret = models.TextField()
    last_step = models.BigIntegerField()
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"app of {self.person}"


class RecoveryCode(models.Model):
    """One of ten codes on paper, for the day the key is lost; only its hash is here."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "code_hash"], name="recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"recovery code of {self.person}"
