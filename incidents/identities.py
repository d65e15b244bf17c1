"""Who is one person by what somebody has said, as far as whoever asks may see it (F6)."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet, Value

from contactcentre.contacts import queries as contacts
from contactcentre.contacts.models import Contact
from contactcentre.core.errors import NotFound
from incidents import access, keys
from incidents.enums import PartyRole, SamePerson
from incidents.models import IdentityLink, Party
from incidents.proposing import Identity, Mention

# So many numbers, handles and records at most are one person: more is a switchboard, not somebody.
MOST = 20
# Said one after the other: whoever comes second sees what the first has said.
IN_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('identities', 0))"
JOINED = """
    WITH RECURSIVE joined (key) AS (
        SELECT unnest(%(keys)s::text[]) COLLATE "C"
        UNION
        SELECT (CASE link.one WHEN joined.key THEN link.other ELSE link.one END)::text COLLATE "C"
        FROM joined JOIN incidents_identitylink AS link
            ON link.one = joined.key OR link.other = joined.key
        WHERE link.undone_at IS NULL AND link.verdict = 'SAME'
    )
    SELECT key FROM joined LIMIT %(most)s
"""


@dataclass(frozen=True)
class Known:
    """What was said of some people; nothing in it is hidden from whoever asked."""

    links: tuple[IdentityLink, ...] = ()
    mentions: dict[str, Mention] = field(default_factory=dict)

    @property
    def apart(self) -> list[frozenset[str]]:
        """The pairs of which somebody has said that they are not the same person."""
        said = (each for each in self.links if each.verdict == SamePerson.NOT_SAME)
        return [frozenset((each.one, each.other)) for each in said]

    def identity(self, *wanted: str, called: str = "") -> Identity:
        """Return the one person whom these keys are of."""
        together = set(wanted)
        same = [{each.one, each.other} for each in self.links if each.verdict == SamePerson.SAME]
        while reaching := [pair for pair in same if pair & together and not pair <= together]:
            together = together.union(*reaching)
        told = (self.mentions[key] for key in sorted(together) if key in self.mentions)
        return Identity(frozenset(together), tuple(told), called)

    def end(self, key: str, *, called: str = "") -> Identity:
        """Return what one key says of somebody, without whatever was joined to it."""
        told = [self.mentions[key]] if key in self.mentions else []
        return Identity(frozenset({key}), tuple(told), called)


def joined(wanted, *, each: int = MOST) -> set[str]:
    """Return some keys and all that are of the same people, whoever may see them, in one go."""
    wanted = sorted(set(wanted))
    with connection.cursor() as cursor:
        cursor.execute(JOINED, {"keys": wanted, "most": len(wanted) * each})
        return {key for (key,) in cursor.fetchall()}


def wait_for_turn() -> None:
    """Let nobody else say who is one person until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(IN_TURN)


def of(wanted, person, *, mentions: dict[str, Mention] | None = None) -> Known:
    """
    Return what was said of the people with these keys, of which this person knows.

    Of whoever is hidden from them nothing is told, and no link goes through there. `mentions` are
    those that were read already. At most seven statements, one where nothing was ever said.
    """
    wanted, mentions = set(wanted), dict(mentions or {})
    every = joined(wanted) if wanted else set()
    both = Q(one__in=every, other__in=every)
    if every <= wanted and every <= mentions.keys() | {k for k in every if not _is_person(k)}:
        links = list(_shown(both)) if len(every) > 1 else []
        return Known(tuple(links), mentions)
    mentions |= _mentions(keys.party_ids(every - mentions.keys()), person)
    seen = mentions.keys() | _seen({k for k in every - wanted if not _is_person(k)}, person)
    seen |= {key for key in wanted if not _is_person(key)}
    links = [each for each in _shown(both) if {each.one, each.other} <= seen]
    return Known(tuple(links), mentions)


def check_seen(wanted: set[str], person) -> None:
    """
    Refuse keys that are not there for this person.

    :raises NotFound: when one of them is not
    """
    if unseen(wanted, person):
        raise NotFound("There is no such number, handle or person where you may look.")


def unseen(wanted: set[str], person) -> set[str]:
    """Return those of some keys that nothing shows which this person may see."""
    people = {key for key in wanted if _is_person(key)}
    rows = _people(keys.party_ids(people), person).values_list("pk", flat=True) if people else ()
    found = {keys.person(pk) for pk in rows}
    return (people - found) | (wanted - people) - _seen(wanted - people, person)


def standing(one: set[str], other: set[str], verdict: str) -> QuerySet[IdentityLink]:
    """Return what stands between two sets of keys, whoever may see it."""
    found = IdentityLink.objects.standing().filter(verdict=verdict)
    return found.filter(Q(one__in=one, other__in=other) | Q(one__in=other, other__in=one))


def said_not_to_be(together: set[str]) -> set[str]:
    """Return the latest of which somebody has said that they are not one of these."""
    either = Q(one__in=together) | Q(other__in=together)
    found = IdentityLink.objects.standing().filter(either, verdict=SamePerson.NOT_SAME)
    pairs = found.order_by("-pk").values_list("one", "other")[:MOST]
    return {key for pair in pairs for key in pair} - together


def link_seen(link_id: int, person) -> IdentityLink:
    """
    Return what somebody said of two keys that this person may see.

    :raises NotFound: when there is none for them
    """
    found = IdentityLink.objects.filter(pk=link_id).first()
    if found is None:
        raise NotFound("Nobody has said such a thing.")
    check_seen({found.one, found.other}, person)
    return found


def mention(party: Party, incident) -> Mention:
    """Return somebody in an incident as the rule about people sees them, read with its contacts."""
    reached = {keys.number(party.number)}
    if party.role == PartyRole.CALLER:
        calls = sorted(incident.contact_links.all(), key=lambda link: link.contact_id)
        first = calls[0].contact if calls else None
        reached |= {keys.number(first.number), keys.handle(first.handle)} if first else set()
    name = f"“{party.name}”" if party.name else "name not given"
    return Mention(
        key=keys.person(party.pk),
        label=f"{name}, {party.get_role_display().lower()} in CAD {incident.reference}",
        incident=incident.pk,
        role=party.role,
        name=party.name,
        words=tuple(party.name_words),
        reached=frozenset(reached - {""}),
        vehicle=party.vehicle,
        address=incident.place_words,
        place=incident.place,
    )


def _shown(both: Q) -> QuerySet[IdentityLink]:
    found = IdentityLink.objects.standing().filter(both)
    return found.select_related("said_by").order_by("pk")


def _is_person(key: str) -> bool:
    return keys.parts(key)[0] == keys.PERSON


def _mentions(party_ids: set[int], person) -> dict[str, Mention]:
    """Return the people of incidents that this person may see, by key."""
    if not party_ids:
        return {}
    rows = _people(party_ids, person).select_related("incident")
    rows = rows.prefetch_related("incident__contact_links__contact")
    return {keys.person(row.pk): mention(row, row.incident) for row in rows}


def _people(party_ids: set[int], person) -> QuerySet[Party]:
    seen = access.visible_to(person).values("pk")
    return Party.objects.filter(pk__in=party_ids, incident__in=seen)


def _seen(wanted: set[str], person) -> set[str]:
    """Return the numbers and handles that something shows which this person may see."""
    ways = [way[:1] for key in sorted(wanted) for way in _ways(key, person)]
    if not ways:
        return set()
    first, *others = ways
    return set(first.union(*others))


def _ways(key: str, person) -> list[QuerySet]:
    """Return by what a number or a handle is seen: a contact, or somebody who has it."""
    kind, value = keys.parts(key)
    if kind == keys.HANDLE:
        calls = Contact.objects.filter(handle=value)
        return [_as(contacts.narrowed(calls, person), key)]
    calls, people = Contact.objects.filter(number=value), Party.objects.filter(number=value)
    people = people.filter(incident__in=access.visible_to(person).values("pk"))
    return [_as(contacts.narrowed(calls, person), key), _as(people, key)]


def _as(rows: QuerySet, key: str) -> QuerySet:
    return rows.annotate(identity=Value(key)).values_list("identity", flat=True)
