"""What happens by chance: always the same for the same seed, whatever happened before."""

import random
from collections.abc import Sequence


def dice(*about) -> random.Random:
    """Return the dice for one question, such as a seed, a word and a number."""
    return random.Random("|".join(map(str, about)))  # noqa: S311 - a demonstration, not a secret


def between(low: float, high: float, *about) -> float:
    """Return a number of this range, the lower ones rather more often."""
    return dice(*about).triangular(low, high, low + (high - low) * 0.3)


def happens(share: float, *about) -> bool:
    """Test whether something that happens this often happens here."""
    return dice(*about).random() < share


def one_of(choices: Sequence, *about):
    """Return one of these."""
    return dice(*about).choice(choices)
