"""
Telling a caller what will happen before their call ends, and deciding that the police do not come
(C7, D7). Whoever opened an incident by a call ends it only when its caller knows, or for a reason.
"""

from contactcentre.contacts.actions import ring_backs
from contactcentre.contacts.enums import News, NoText, State
from contactcentre.contacts.kinds import CONTACT, EARLY
from contactcentre.contacts.models import Contact
from contactcentre.core import audit, live, permissions
from contactcentre.core.errors import Invalid, WrongState
from contactcentre.core.permissions import Permission
from contactcentre.core.transactions import action
from incidents import access, callers, states
from incidents.actions import log
from incidents.enums import Grade, LogKind, RcrpGround, Status
from incidents.models import Answer, Incident, IncidentContact, RcrpDecision

SUBJECT = "incident"
LONGEST = {"reason": 500, "instead": 200, "why_not": 300}


@action
def read_out(*, incident_id: int, words: str, by, at) -> Answer:
    """
    Keep that a caller was told what will happen, in exactly these words.

    :raises NotFound: when there is no such incident for this person
    :raises WrongState: while it has no grade, or when something else is to be said now
    """
    permissions.check(by, Permission.INCIDENT_LOG)
    incident = access.held(incident_id, by)
    said = callers.to_read(incident, at=at)
    if said is None:
        raise WrongState(f"CAD {incident.reference} has no grade yet. Grade it; then read it out.")
    if words.strip() != said.words:
        raise WrongState(f"Something else is to be said now. Read this out: {said.words}")
    contact = _on_the_line(incident, by)
    kept = Answer.objects.create(
        incident=incident, contact=contact, coming=said.coming, words=said.words, by=by, at=at
    )
    log.write(incident, LogKind.CONTACT, f"Read to the caller: “{said.words}”", by=by, at=at)
    incident.save_changes()
    audit.record("incident.answer_read", incident, by=by, at=at, coming=said.coming)
    live.tell(incident)
    return kept


def check_told(contact: Contact, why_not: str, *, by, at) -> None:
    """
    Refuse the end of a held call that opened an incident while its caller does not know.

    With a reason why they could not be told it may end; the reason is kept.

    :raises Invalid: when the reason is too long
    :raises WrongState: when they were not told what stands now, and there is no reason
    """
    link = IncidentContact.objects.select_related("incident").filter(contact=contact).first()
    if link is None or not _opened_it(link):
        return
    incident, why = link.incident, _checked(why_not, "why_not")
    last = Answer.objects.filter(contact=contact).order_by("-pk").first()
    if last is not None and callers.holds(incident, last):
        return
    if not why:
        raise WrongState(
            f"The caller has not been told what will happen with CAD {incident.reference}. Read "
            "the sentence under the grade to them (F7), or say why they could not be told."
        )
    Answer.objects.create(incident=incident, contact=contact, why_not=why, by=by, at=at)


def cut_off(contact: Contact, *, by, at) -> None:
    """
    Ask for the caller of a held contact to be rung again: they were cut off, and nobody is there.

    Where units have cleared, too: something happened that she rang about once more. One ring-back
    about the incident tells its caller all; who rang from another telephone is not there to hear
    it, and is rung about this call.
    """
    link = IncidentContact.objects.filter(contact=contact).first()
    incident = Incident.objects.held(link.incident_id) if link else None
    if incident is None or incident.status in {Status.CLOSED, Status.AT_SCENE}:
        return
    said = "The call was cut off: ring back, ask what happened, and assess the risk again"
    log.write(incident, LogKind.CONTACT, said, by=by, at=at)
    incident.save_changes()
    number, news = contact.number, News.CUT_SHORT
    if ring_backs.waits_elsewhere(subject=SUBJECT, row=incident, number=number):
        about = {"subject": CONTACT, "row": contact, "because": _because(incident)}
        ring_backs.ask(**about, news=news, number=number, key=EARLY, by=by, at=at)
    else:
        why = "they are rung about the incident"
        ring_backs.no_longer_needed(subject=CONTACT, row=contact, why=why, by=by, at=at)
        _ask_to_ring(incident, news, number, key=EARLY, by=by, at=at)
    live.tell(incident)


@action
def decide(
    *, incident_id: int, ground: str, reason: str, instead: str = "", by, at
) -> RcrpDecision:
    """
    Decide by Right Care, Right Person whether the police come; the caller must hear it (D7, X11).

    On the line it is read out before the call ends; afterwards somebody rings them.

    :raises Invalid: without a ground, a reason, or who comes instead
    :raises NotFound: when there is no such incident for this person
    :raises WrongState: when it is closed; or the police are to come by its grade, or it is domestic
    """
    permissions.check(by, Permission.INCIDENT_GRADE)
    incident = access.held(incident_id, by)
    states.check_not_closed(incident.status)
    if ground not in RcrpGround.values:
        raise Invalid("Say why the police come, or that none of the reasons is there.")
    given = {"reason": _checked(reason, "reason"), "instead": _checked(instead, "instead")}
    _check_may(incident, ground, **given)
    made = RcrpDecision.objects.create(incident=incident, ground=ground, **given, by=by, at=at)
    outcome = "the police come" if made.attends else f"the police do not come; {made.instead}"
    said = f"{made.get_ground_display()}: {outcome}. {made.reason}"
    log.write(incident, LogKind.RISK, f"Right Care, Right Person: {said}", by=by, at=at)
    incident.save_changes()
    if not made.attends and _on_the_line(incident, by=None) is None:
        first = IncidentContact.objects.filter(incident=incident).order_by("pk").first()
        number = Contact.objects.values_list("number", flat=True).get(pk=first.contact_id)
        _ask_to_ring(incident, News.NOT_COMING, number, by=by, at=at)
    audit.record("incident.rcrp_decided", incident, by=by, at=at, ground=ground)
    live.tell(incident)
    return made


def _on_the_line(incident: Incident, by) -> Contact | None:
    """Return the call about an incident that is live: this person's, or anybody's."""
    rows = Contact.objects.filter(incident_link__incident=incident, state=State.LIVE)
    rows = rows.filter(handler=by) if by else rows
    return rows.order_by("-pk").first()


def _opened_it(link: IncidentContact) -> bool:
    """Test whether an incident was opened from this contact, not only rung about once more."""
    return not IncidentContact.objects.filter(incident=link.incident, pk__lt=link.pk).exists()


def _ask_to_ring(incident: Incident, news: str, number: str, *, by, at, key: str = "") -> None:
    about = {"subject": SUBJECT, "row": incident, "news": news, "because": _because(incident)}
    ring_backs.ask(**about, number=number, key=key, by=by, at=at)


def _because(incident: Incident) -> NoText:
    return NoText.RESTRICTED if incident.restricted else NoText.BY_VOICE


def _check_may(incident: Incident, ground: str, *, reason: str, instead: str) -> None:
    if not reason:
        raise Invalid("Say why, in words that can be read to the caller.")
    if ground != RcrpGround.NONE:
        return
    if incident.is_domestic:
        raise WrongState("It is domestic: that is a crime, and the police come.")
    if incident.grade != Grade.REFERRED:
        raise WrongState(
            "By its grade the police come. It must be graded R Referred first, or its "
            "non-attendance approved."
        )
    if not instead:
        raise Invalid("Say which service comes instead, or what the caller is to do.")


def _checked(words: str, name: str) -> str:
    words = words.strip()
    if len(words) > LONGEST[name]:
        raise Invalid(f"Say it in at most {LONGEST[name]} characters.")
    return words
