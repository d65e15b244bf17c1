"""
How addresses are compared, however they were said: "Flat 2, 14 Example Rd", "2/14 example road".

Pure sums of plain words. The normal form says door, street, flat and postcode, in this order:
"14 example road flat 2 sw2 5sg".
"""

import re
import unicodedata
from dataclasses import dataclass, replace

SHORT = {
    "av": "avenue", "ave": "avenue", "bldgs": "buildings", "cl": "close", "cres": "crescent",
    "ct": "court", "crt": "court", "dr": "drive", "est": "estate", "gdns": "gardens",
    "gr": "grove", "gro": "grove", "hse": "house", "ln": "lane", "mans": "mansions",
    "pde": "parade", "pk": "park", "pl": "place", "rd": "road", "sq": "square", "st": "street",
    "str": "street", "ter": "terrace", "terr": "terrace", "tce": "terrace", "wy": "way",
}  # fmt: skip
BEFORE = {"gt": "great", "lwr": "lower", "upr": "upper", "nth": "north", "sth": "south"}
# "St" before one of these is a saint, and a street elsewhere: Upper St Martin's Lane, Cross St.
NAMES = """
    agnes alban andrew ann anne augustine barnabas bartholomew botolph bride catherine charles
    clement cuthbert david dunstan edmund edward francis george giles helen hilda hugh james john
    joseph jude julian katharine lawrence leonard luke margaret mark martin mary matthew michael
    nicholas olave oswald pancras paul peter philip saviour stephen swithin thomas vincent
"""
SAINTS = frozenset(NAMES.split())
# "Flat B2, 1st Avenue" has none: an ordinal is the end of one at the end of an address only.
FULL_POSTCODE = re.compile(
    r"\b([a-z]{1,2}\d[a-z\d]?) ?(\d(?:(?!st|nd|rd|th)[a-z]{2}|(?:st|nd|rd|th)(?=$)))\b"
)
# "The flat, fourteen Acre Lane" says no number of a flat.
UNNUMBERED = re.compile(r"^\s*(?:the +)?(?:flat|flt|apartment|apt)\s*,", re.IGNORECASE)
# The areas of London: elsewhere such a word may be the number of a road.
OUTWARD = re.compile(
    r" ((?:e|ec|n|nw|se|sw|w|wc|br|cr|da|en|ha|ig|kt|rm|sm|tn|tw|ub|wd)\d[\da-z]?)$"
)
FLOORS = ("ground", "first", "second", "third", "fourth", "top", "basement", "garden")
FLAT = re.compile(
    rf"\b(?:({'|'.join(FLOORS)})(?: floor)? flat|"
    r"(?:flat|flt|apartment|apt|unit|room|rm)(?: no| number)? ?(\d+[a-z]?|[a-z]\d*))\b"
)
SLASHED = re.compile(r"^(\d+[a-z]?|[a-z]) ?/ ?(?=\d)")
DOOR = re.compile(r"^(?:no |number )?(\d+(?:[- /]+\d+)*) ?([a-z]?)(?= |$)")

# Of an address from a network: "12 Acre Lane" says where, "Flat 2" does not.
MOST_PARTS, LEAST_WORDS = 8, 3


@dataclass(frozen=True)
class Address:
    """The parts of an address, each in its normal form; a part that was not said is empty."""

    flat: str = ""
    door: str = ""
    street: str = ""
    postcode: str = ""
    # 14B: the flat was said with the door.
    is_lettered: bool = False

    @property
    def words(self) -> str:
        """The normal form, in which addresses are kept and compared."""
        return " ".join(part for part in (self.house, self._flat, self.postcode) if part)

    @property
    def house(self) -> str:
        """The normal form of the house, whichever flat of it."""
        return f"{self.door} {self.street}".strip()

    @property
    def said(self) -> str:
        """Flat and door as a handler writes them before the street: "Flat 2, 14"."""
        if self.is_lettered:
            return f"{self.door}{self.flat.upper()}"
        flat = f"Flat {self.flat.upper()}" if self.flat else ""
        if self.flat in FLOORS:
            flat = f"{self.flat.title()} flat"
        return ", ".join(part for part in (flat, self.door.upper().replace(" ", "-")) if part)

    @property
    def _flat(self) -> str:
        return f"flat {self.flat}" if self.flat else ""


def parse(text: str) -> Address:
    """Return the parts of an address as somebody said or typed it."""
    rest, found = _taken(FULL_POSTCODE, _folded(UNNUMBERED.sub(" ", text)))
    postcode = f"{found[1]} {found[2]}" if found else ""
    rest, flat = _without_flat(rest)
    rest, found = _taken(DOOR, rest.lstrip("/ "))
    number, letter = (re.sub(r"[- /]+", " ", found[1]), found[2]) if found else ("", "")
    is_lettered = bool(letter) and not flat
    rest = re.sub(r"[-/ ]+", " ", rest).strip()
    if not postcode:
        rest, found = _taken(OUTWARD, rest)
        postcode = found[1] if found else ""
    return Address(
        flat=letter if is_lettered else flat,
        door=number if is_lettered else f"{number}{letter}",
        street=_spelt_out(rest.split()),
        postcode=postcode,
        is_lettered=is_lettered,
    )


def _without_flat(text: str) -> tuple[str, str]:
    rest, found = _taken(FLAT, text)
    if found is not None:
        return rest, found[1] or found[2]
    rest, found = _taken(SLASHED, text)
    return rest, found[1] if found else ""


def words(text: str) -> str:
    """Return the normal form of an address: one place has one, however it was said."""
    return parse(text).words


def parts_of(text: str) -> list[str]:
    """
    Return the normal forms of an address with all its parts, and with fewer of them.

    A network writes town and postcode after what everybody else calls the address.
    """
    parts = text.split(",")[:MOST_PARTS]
    forms = [words(",".join(parts[:count])) for count in range(1, len(parts) + 1)]
    return [form for form in forms if len(form.split()) >= LEAST_WORDS]


def postcode(written: str) -> str:
    """Return a postcode, or the part of one that is known, as it is written: SW2 5SG."""
    parts = parse(f"x {written}").postcode or _folded(written)
    return parts.upper()[:8]


def within(text: str, borough: str) -> str:
    """
    Return the normal form of an address in a borough that is certain.

    The borough is part of it, whether it was said or not: there are three Cross Streets. The
    postcode, which most callers leave out, is not.
    """
    if not borough:
        return words(text)
    said, area = parse(text), parse(borough).street
    is_said = f" {area} " in f" {said.street} "
    street = said.street if is_said or not said.street else f"{said.street} {area}"
    return replace(said, street=street, postcode="").words


def addressed(typed: str, name: str, shown: str) -> str:
    """
    Return a place as it is shown, with the flat and the door that were typed.

    A street of the gazetteer knows no doors; what the name of a place says is not said twice.
    """
    said, own = parse(typed), parse(name)
    flat, door = ("" if own.flat else said.flat), ("" if own.door else said.door)
    is_lettered = said.is_lettered and not own.door
    before = replace(said, flat=flat, door=door, is_lettered=is_lettered).said
    return f"{before}{',' if before and not door else ''} {shown}".strip()


def house(normal: str) -> str:
    """Return the normal form of the house, of the normal form of any flat of it."""
    return parse(normal).house


def may_be_same(one: str, other: str) -> bool:
    """Test whether one of two normal forms is the other with more said of it."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and f"{longer} ".startswith(f"{shorter} ")


def _folded(text: str) -> str:
    """Return a text without case, accents and punctuation, but for what joins numbers."""
    folded = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    bare = re.sub(r"['’`]", "", folded)
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^a-z0-9/-]+", " ", bare.replace("–", "-")).split())


def _taken(pattern: re.Pattern, text: str) -> tuple[str, re.Match | None]:
    """Return what is left of a text without what a pattern finds, and what that is."""
    found = pattern.search(text)
    if found is None:
        return text, None
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()), found


def _spelt_out(parts: list[str]) -> str:
    return " ".join(_long(parts, place) for place in range(len(parts)))


def _long(parts: list[str], place: int) -> str:
    word, after = parts[place], parts[place + 1 : place + 2]
    if word == "st" and after and (place == 0 or _is_saint(after[0])):
        return "saint"
    if after and word in BEFORE:
        return BEFORE[word]
    return SHORT.get(word, word) if place else word


def _is_saint(name: str) -> bool:
    return name in SAINTS or name.removesuffix("s") in SAINTS
