"""
Saying that two records are one person's, or are not, and taking it back (F6).

The records stay as they are: what is said stands beside them, and nothing is left of it on any
panel once it is taken back. A machine proposes; only a person says so.
"""

from collections import Counter

from django.db.models import Q

from contactcentre.core import audit, permissions
from contactcentre.core.errors import Invalid, NotAllowed, WrongState
from contactcentre.core.permissions import Permission, Role
from contactcentre.core.transactions import action
from contactcentre.countdowns.actions import alerts
from incidents import access, identities, keys, proposing
from incidents.enums import SamePerson
from incidents.kinds import BOTH_SIDES_JOINED
from incidents.models import IdentityLink, Incident, Party

LONGEST = 300
ELSEWHERE = "what the same person's other records say"
HIDDEN = "Something that you may not see stands against it. Ask your supervisor."
FIRST_UNDO = "Take that back first, if it was wrong."


@action
def confirm(
    *, one: str, other: str, why: str = "", called: str = "", is_both_sides: bool = False, by, at
) -> IdentityLink:
    """
    Say that two keys are one person's; every panel and narrative shows them together from now on.

    `called` is what the caller says they are called. A suspect and a victim of different incidents
    are one person only where somebody says expressly that they are, and why; two people of one
    incident never are, whatever their parts: those may change.

    :raises Invalid: when they are one key, or nothing speaks for it and nobody says why
    :raises NotAllowed: when a machine says so
    :raises NotFound: when one of them is not there for this person
    :raises WrongState: when it was said before, stands against what was said, or is too much
    """
    one, other = _ends(one, other, by)
    identities.wait_for_turn()
    left, right = identities.joined([one]), identities.joined([other])
    if other in left and _is_shown(one, other, by):
        raise WrongState("They are one person already.")
    _check_not_apart(left, right, by)
    _check_size(left | right, by)
    _check_sides(left | right, why.strip() if is_both_sides else "", by)
    reasons = _reasons(one, other, called, by)
    if not reasons and not why.strip():
        raise Invalid("Nothing on record speaks for it. Say why they are the same person.")
    made = _made(one, other, SamePerson.SAME, reasons, why, by=by, at=at)
    audit.record("identity.confirmed", made, by=by, at=at, is_both_sides=is_both_sides)
    return made


@action
def reject(*, one: str, other: str, why: str = "", called: str = "", by, at) -> IdentityLink:
    """
    Say that two keys are not the same person's: nobody is asked again, and none may join them.

    :raises Invalid: when they are one key
    :raises NotAllowed: when a machine says so
    :raises NotFound: when one of them is not there for this person
    :raises WrongState: when it was said before, or they are one person by what was said
    """
    one, other = _ends(one, other, by)
    identities.wait_for_turn()
    if other in identities.joined([one]):
        said = f"They are one person by what was said before. {FIRST_UNDO}"
        raise WrongState(said if _is_shown(one, other, by) else HIDDEN)
    if identities.standing({one}, {other}, SamePerson.NOT_SAME).exists():
        raise WrongState("Somebody has said so already.")
    reasons = _reasons(one, other, called, by)
    made = _made(one, other, SamePerson.NOT_SAME, reasons, why, by=by, at=at)
    audit.record("identity.rejected", made, by=by, at=at)
    return made


@action
def undo(*, link_id: int, why: str = "", by, at) -> IdentityLink:
    """
    Take back what somebody said of two keys: everything is shown again as before it was said.

    :raises Invalid: when the words are too long
    :raises NotAllowed: when a machine does so
    :raises NotFound: when nobody has said such a thing of what this person may see
    :raises WrongState: when it was taken back already
    """
    _check_is_somebody(by)
    identities.wait_for_turn()
    made = identities.link_seen(link_id, by)
    if made.undone_at is not None:
        raise WrongState(f"{made.undone_by.short_name} has taken it back already.")
    made.undone_by, made.undone_at, made.undone_why = by, at, _checked(why)
    made.save(update_fields=["undone_by", "undone_at", "undone_why"])
    audit.record("identity.undone", made, by=by, at=at, verdict=made.verdict)
    return made


def look_again(incident: Incident, party: Party, *, was: str, by, at) -> None:
    """
    Alert the supervisor where a new part in a held incident makes one of a suspect and a victim.

    What a caller says now is written down all the same; whoever joined them looks again.
    """
    if party.role == was or party.role not in proposing.BOTH_SIDES:
        return
    identities.wait_for_turn()
    together = identities.joined([keys.person(party.pk)])
    people = Party.objects.filter(pk__in=keys.party_ids(together))
    if not proposing.is_both_sides(people.values_list("role", flat=True)):
        return
    said = f"{party.name or 'name not given'} is a {party.get_role_display().lower()} now"
    alerts.sound(
        code=BOTH_SIDES_JOINED,
        subject="incident",
        row=incident,
        text=f"SUSPECT AND VICTIM SAID TO BE ONE PERSON, take it back if it is wrong: "
        f"{incident.said(said)}",
        audience=Role.SUPERVISOR,
        level=1,
        by=by,
        at=at,
    )


def _check_is_somebody(by) -> None:
    permissions.check(by, Permission.IDENTITY_LINK)
    if by.is_service:
        raise NotAllowed("Only a person says who is the same person. Send Act-For with their name.")


def _ends(one: str, other: str, by) -> tuple[str, str]:
    """Return two keys in the form in which they are compared, seen by whoever names them."""
    _check_is_somebody(by)
    one, other = keys.read(one), keys.read(other)
    if one == other:
        raise Invalid("Name two: that is one and the same already.")
    identities.check_seen({one, other}, by)
    return one, other


def _check_not_apart(left: set[str], right: set[str], by) -> None:
    """Refuse to join, however far round, what somebody has said is not the same person."""
    said = identities.standing(left, right, SamePerson.NOT_SAME)
    for each in said.select_related("said_by").order_by("pk")[:1]:
        _check_all_seen({each.one, each.other}, by)
        who = each.said_by.short_name
        raise WrongState(f"{who} has said that they are not the same person. {FIRST_UNDO}")


def _is_shown(one: str, other: str, by) -> bool:
    """Test whether somebody sees that two are one person: not where a hidden one joins them."""
    return other in identities.of({one, other}, by).identity(one).keys


def _check_size(together: set[str], by) -> None:
    if len(together) > identities.MOST:
        _check_all_seen(together, by)
        raise WrongState(
            f"That would make one person of {len(together)} numbers, handles and records; at most "
            f"{identities.MOST} are joined. A number that so many use is nobody's own: "
            "take back the link with it first."
        )


def _check_sides(together: set[str], why: str, by) -> None:
    """Refuse one person of a suspect and a victim, unless somebody says so and why."""
    people = list(Party.objects.filter(pk__in=keys.party_ids(together)))
    _check_incidents(people, by)
    people = [each for each in people if each.role in proposing.BOTH_SIDES]
    given = Party.objects.filter(number__in=keys.values(together, keys.NUMBER))
    if not proposing.is_both_sides(_roles(people, given)):
        return
    _check_all_seen({keys.person(each.pk) for each in people}, by)
    if not proposing.is_both_sides(_roles(people, given.filter(_in_sight(by)))):
        raise WrongState(HIDDEN)
    if not why:
        raise WrongState(
            "That would make one person of a suspect and a victim. If somebody is both, in "
            "different incidents, say so expressly, and why."
        )


def _roles(people: list[Party], given) -> set[str]:
    """Return what these are, and those whose record gives one of the numbers."""
    said = given.filter(role__in=proposing.BOTH_SIDES).values_list("role", flat=True)
    return {each.role for each in people} | set(said.distinct())


def _in_sight(by) -> Q:
    return Q(incident__in=access.visible_to(by).values("pk"))


def _check_incidents(people: list[Party], by) -> None:
    """Refuse one person of two whom one incident names."""
    named = Counter(each.incident_id for each in people)
    twice = {keys.person(each.pk) for each in people if named[each.incident_id] > 1}
    if twice:
        _check_all_seen(twice, by)
        raise WrongState("Those whom one incident names are two people.")


def _check_all_seen(wanted: set[str], by) -> None:
    if identities.unseen(wanted, by):
        raise WrongState(HIDDEN)


def _reasons(one: str, other: str, called: str, by) -> list[str]:
    """
    Return what speaks for it, as whoever sees both ends may read it.

    What only other records of the two say is not spelt out: not everybody may see those.
    """
    known = identities.of({one, other}, by)
    ends = (known.end(one, called=called), known.end(other))
    said = proposing.reasons(*ends)
    if not said and proposing.reasons(known.identity(one), known.identity(other)):
        return [ELSEWHERE]
    return [each[:200] for each in said]


def _made(one: str, other: str, verdict: str, reasons: list[str], why: str, *, by, at):
    first, second = sorted((one, other))
    return IdentityLink.objects.create(
        one=first,
        other=second,
        verdict=verdict,
        reasons=reasons,
        why=_checked(why),
        said_by=by,
        said_at=at,
    )


def _checked(why: str) -> str:
    if len(why.strip()) > LONGEST:
        raise Invalid(f"Say it in at most {LONGEST} characters.")
    return why.strip()
