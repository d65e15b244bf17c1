"""Passwords in tests: hashed as in earnest, at the least that it can cost."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2 in a millisecond: whoever signs in here is tested for something else."""

    time_cost, memory_cost, parallelism = 1, 8, 1
