"""
Who may be the same person, and why: proposed to somebody, never decided here (F6).

Nothing is proposed that would make one person of a suspect and a victim, or of two people of one
incident. A number alone is little: a household, a refuge, a hospital has one telephone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from incidents import keys, naming
from incidents.enums import PartyRole

MOST = 5
BOTH_SIDES = {PartyRole.SUSPECT, PartyRole.VICTIM}


@dataclass(frozen=True)
class Mention:
    """
    Somebody as one incident names them.

    `reached` are the keys of the number they gave, and of what the caller of it used.
    """

    key: str
    label: str
    incident: int
    role: str
    name: str = ""
    words: tuple[str, ...] = ()
    reached: frozenset[str] = frozenset()
    vehicle: str = ""
    address: str = ""
    place: str = ""


@dataclass(frozen=True)
class Identity:
    """One person, as far as anybody has said; `called` is what a caller says they are called."""

    keys: frozenset[str]
    mentions: tuple[Mention, ...] = ()
    called: str = ""

    @property
    def names(self) -> list[tuple[str, ...]]:
        """The whole names they were given, as they are compared."""
        said = [tuple(naming.words(self.called)), *(each.words for each in self.mentions)]
        return [words for words in said if naming.is_whole(list(words))]

    @property
    def reached(self) -> frozenset[str]:
        """The numbers and handles they are known by, and those that their records give."""
        own = {key for key in self.keys if keys.parts(key)[0] != keys.PERSON}
        return frozenset(own.union(*(each.reached for each in self.mentions)))

    @property
    def roles(self) -> set[str]:
        """What they are in the incidents that name them."""
        return {each.role for each in self.mentions}

    @property
    def label(self) -> str:
        """Whom a person reading it would say it is."""
        told = [each.label for each in self.mentions]
        return "; ".join(told or sorted(keys.shown(key) for key in self.keys))


@dataclass(frozen=True)
class Proposal:
    """That somebody may be the same person, with what speaks for it."""

    key: str
    who: Identity
    reasons: tuple[str, ...]


def reasons(one: Identity, other: Identity) -> list[str]:
    """Return in words why two may be one person; nothing where nothing speaks for it."""
    found = [*_same_name(one, other), *_same_number(one, other)]
    return [*found, *_beside(one, other)] if found else []


def is_both_sides(roles: Iterable[str]) -> bool:
    """Test whether a suspect and a victim would be one person."""
    return set(roles) >= BOTH_SIDES


def propose(
    who: Identity, others: Iterable[Identity], *, apart: Iterable[frozenset[str]] = ()
) -> list[Proposal]:
    """
    Return the likeliest of some others that may be the same person, what speaks most first.

    `apart` are pairs of keys of which somebody has said that they are not the same.
    """
    others, found = list(others), []
    used = _used_as([who, *others])
    for other in others:
        said = reasons(who, other) if _may_be_asked(who, other, used) else []
        if said and not _is_apart(who, other, apart):
            found.append(Proposal(_best(other), who=other, reasons=tuple(said)))
    return sorted(found, key=lambda each: -len(each.reasons))[:MOST]


def _may_be_asked(who: Identity, other: Identity, used: dict[str, set[str]]) -> bool:
    if who.keys & other.keys:
        return False
    if {each.incident for each in who.mentions} & {each.incident for each in other.mentions}:
        return False
    roles = who.roles | other.roles
    for key in who.keys | other.keys:
        roles |= used.get(key, set())
    return not is_both_sides(roles)


def _used_as(everybody: list[Identity]) -> dict[str, set[str]]:
    """Return as what each number was given: one of a victim and of a suspect is nobody's own."""
    used: dict[str, set[str]] = {}
    for mention in (each for one in everybody for each in one.mentions):
        for key in mention.reached:
            used.setdefault(key, set()).add(mention.role)
    return used


def _is_apart(one: Identity, other: Identity, apart: Iterable[frozenset[str]]) -> bool:
    return any(pair & one.keys and pair & other.keys for pair in apart)


def _same_name(one: Identity, other: Identity) -> list[str]:
    for mention in other.mentions:
        if any(naming.is_same(list(words), list(mention.words)) for words in one.names):
            return [f"same name: {mention.name}"]
    has_name = any(naming.is_same(list(own), list(its)) for own in one.names for its in other.names)
    return [f"same name: {other.called}"] if has_name else []


def _same_number(one: Identity, other: Identity) -> list[str]:
    """Return what they share to be reached by; where their names differ it says nothing."""
    if one.names and other.names and not _same_name(one, other):
        return []
    shared = sorted(one.reached & other.reached)
    numbers = [key for key in shared if keys.parts(key)[0] == keys.NUMBER]
    told = [f"same number {keys.shown(key)}, which others may use, too" for key in numbers]
    return told + [f"same handle {keys.shown(key)}" for key in shared if key not in numbers]


def _beside(one: Identity, other: Identity) -> list[str]:
    told = {each.vehicle for each in one.mentions} & {each.vehicle for each in other.mentions}
    found = [f"same vehicle {vehicle}" for vehicle in sorted(told - {""})]
    addresses = {each.address for each in one.mentions} - {""}
    same = [each.place for each in other.mentions if each.address in addresses]
    return [*found, *(f"same address: {place}" for place in same[:1])]


def _best(other: Identity) -> str:
    """Return the key to link with: the newest record of somebody, else a number or a handle."""
    people = keys.party_ids(other.keys)
    return keys.person(max(people)) if people else min(other.keys)
