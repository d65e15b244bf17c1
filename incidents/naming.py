"""How names and registrations are compared, however somebody wrote them."""

import itertools
import re
import unicodedata

LONGEST_WORD = 60
LONGEST_REGISTRATION = 12
MOST_WORDS = 12
SHORTENED = 4


def words(name: str) -> list[str]:
    """Return the words of a name without case and accents, in one order: "Kovács, Anna"."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(each for each in folded if not unicodedata.combining(each))
    found = {word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", bare)}
    return sorted(found)[:MOST_WORDS]


def is_whole(words: list[str]) -> bool:
    """Test whether a name says who somebody is: a first name alone is everybody's."""
    return len(words) > 1


def shorter(words: list[str]) -> list[list[str]]:
    """Return what is left of a name where somebody gave less of it, two words at least."""
    if len(words) > SHORTENED:
        return []
    fewer = (itertools.combinations(words, size) for size in range(2, len(words)))
    return [list(part) for part in itertools.chain.from_iterable(fewer)]


def is_same(words: list[str], others: list[str]) -> bool:
    """Test whether two names may be one person's: all that is said of one is said of the other."""
    one, other = set(words), set(others)
    return is_whole(words) and is_whole(others) and (one <= other or other <= one)


def registration(written: str) -> str:
    """Return the registration of a vehicle as it is compared: AB12CDE."""
    return re.sub(r"[^0-9A-Z]+", "", written.upper())[:LONGEST_REGISTRATION]
