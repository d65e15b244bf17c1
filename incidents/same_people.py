"""Beside a call or a narrative: who was said to be one person, and who may be (F6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from incidents import identities, keys, localtimes, proposing
from incidents.enums import SamePerson
from incidents.identities import Known
from incidents.models import IdentityLink
from incidents.proposing import Identity, Mention

# However many people the incidents beside a call name.
COMPARED = 60


@dataclass(frozen=True)
class Subject:
    """Somebody of a call, or of a narrative: by which keys, and what a caller says of them."""

    keys: tuple[str, ...]
    label: str
    called: str = ""

    @property
    def key(self) -> str:
        """The key that a link is made with."""
        return self.keys[0]


def of_call(contact, incident, name: str = "") -> list[Subject]:
    """Return whoever calls, unless number and handle are withheld, and who is in the incident."""
    key = keys.number(contact.number) or keys.handle(contact.handle)
    ringing = [Subject((key,), f"whoever uses {keys.shown(key)}", called=name)] if key else []
    people = mentions_in([incident] if incident else []).values()
    return [*ringing, *(Subject((each.key,), each.label) for each in people)]


def mentions_in(incidents) -> dict[str, Mention]:
    """Return the people of some incidents by key, of the first so many; read with contacts."""
    told = [identities.mention(each, one) for one in incidents for each in one.parties.all()]
    return {each.key: each for each in told[:COMPARED]}


def joined_to(subjects: Iterable[Subject], known: Known) -> frozenset[str]:
    """Return the keys of all that these are one with."""
    return frozenset().union(*(known.identity(*each.keys).keys for each in subjects))


def known_of(subjects: Iterable[Subject], mentions: dict[str, Mention], person) -> Known:
    """Return what was said of these, of which this person knows."""
    return identities.of({key for each in subjects for key in each.keys}, person, mentions=mentions)


def beside(subjects: list[Subject], mentions: dict[str, Mention], person) -> list[dict]:
    """
    Return of each of these what was said of them, and who else they may be, with the reasons.

    Nobody is proposed twice: whoever comes first is asked about. `mentions` are all people whom
    they are compared with, which this person may see.
    """
    if not subjects:
        return []
    own = {key for each in subjects for key in each.keys}
    reached = frozenset().union(*(each.reached for each in mentions.values()))
    known = identities.of(own | mentions.keys() | reached, person, mentions=mentions)
    asked: set[str] = set()
    rows = []
    for subject in subjects:
        row, proposed = _row(subject, known, asked)
        asked |= proposed | known.identity(*subject.keys).keys
        rows.append(row)
    return [row for row in rows if row["links"] or row["apart"] or row["proposals"]]


def told(key: str, person) -> dict:
    """Return what was said of whoever has a key, as far as this person may see."""
    said = identities.said_not_to_be(identities.joined([key]))
    known = identities.of({key, *said} - identities.unseen(said, person), person)
    return _said(known.identity(key), {key}, known)


def _row(subject: Subject, known: Known, asked: set[str]) -> tuple[dict, set[str]]:
    who = known.identity(*subject.keys, called=subject.called)
    others = [each for each in _others(who, known) if not each.keys & asked]
    found = proposing.propose(who, others, apart=known.apart)
    row = {
        "key": subject.key,
        "label": subject.label,
        "called": subject.called,
        **_said(who, set(subject.keys), known),
        "proposals": [
            {"key": each.key, "label": each.who.label, "reasons": each.reasons} for each in found
        ],
    }
    return row, {key for each in found for key in each.who.keys}


def _others(who: Identity, known: Known) -> list[Identity]:
    """Return everybody else there is, each once; of numbers, those that their own records give."""
    there = sorted(known.mentions.keys() - who.keys, key=_newest_first)
    there += sorted(who.reached - who.keys)
    found = {known.identity(key): None for key in there}
    return list(found)


def _said(who: Identity, own: set[str], known: Known) -> dict:
    links = [each for each in known.links if who.keys & {each.one, each.other}]
    same = [each for each in links if each.verdict == SamePerson.SAME]
    return {
        "same_as": [known.end(key).label for key in sorted(who.keys - own)],
        "is_both_sides": proposing.is_both_sides(who.roles),
        "links": [_link(each, known) for each in same],
        "apart": [_link(each, known) for each in links if each not in same],
    }


def _newest_first(key: str) -> int:
    return -int(keys.shown(key))


def _link(link: IdentityLink, known: Known) -> dict:
    ends = [known.end(link.one).label, known.end(link.other).label]
    return {
        "id": link.pk,
        "ends": ends,
        "reasons": link.reasons,
        "why": link.why,
        "by": link.said_by.short_name,
        "at": link.said_at.isoformat(),
        "local": localtimes.shown(link.said_at),
    }
