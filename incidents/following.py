"""What incidents answer when something happens to a contact; fills the followers port."""

from django.db.models import Q

from contactcentre.contacts import followers
from contactcentre.contacts.enums import Ending, Outcome
from contactcentre.core.errors import WrongState
from incidents import access, markers
from incidents.actions import answers, late, links, places, unlinked
from incidents.models import IncidentContact

PLACE = 10
LOST = {Ending.ABANDONED, Ending.DROPPED}


def fill_ports() -> None:
    """Let incidents follow what happens to contacts."""
    followers.register(Incidents(), place=PLACE)


class Incidents:
    """An outcome that names an incident must be true: no call ends as one that nobody opened."""

    def received(self, contact, *, by, at) -> None:
        """Leave an arrival to the known panel, which asks for itself."""

    def located(self, contact, location, *, by, at) -> None:
        """Put the incident of this call where its caller is, if nobody picked a place."""
        if not contact.just_arrived:
            places.follow_caller(contact=contact, by=by, at=at)

    def spoke(self, contact, text: str, *, by, at) -> None:
        """Leave words to whoever has the contact."""

    def ending(self, contact, why_not_told: str, *, by, at) -> None:
        """Refuse to end a call that opened an incident before its caller knows what comes of it."""
        answers.check_told(contact, why_not_told, by=by, at=at)

    def ended(self, contact, *, by, at) -> None:
        """
        Look after whoever was lost: what they, or their number before, rang about (E6, D5).

        One that is cut off with an incident is rung back at once (C8).
        """
        if contact.ending == Ending.DROPPED:
            answers.cut_off(contact, by=by, at=at)
        if contact.previous_id and contact.ending in LOST:
            late.rang_again(contact, by=by, at=at)
        if contact.ending in LOST:
            unlinked.lost(contact, by=by, at=at)

    def disposed(self, contact, *, by, at) -> None:
        """
        Refuse an incident that was not opened; link the one that the note names.

        :raises WrongState: when no incident was opened from the contact
        :raises Invalid: when the note names no incident this person may see
        """
        if IncidentContact.objects.filter(contact=contact).exists():
            return
        if contact.outcome == Outcome.INCIDENT:
            raise WrongState("No incident was opened from this contact. Open one first.")
        if contact.outcome == Outcome.LINKED_INCIDENT:
            links.link_named(contact=contact, by=by, at=at)
        elif contact.outcome != Outcome.HOAX:
            unlinked.went_by(contact, by=by, at=at)

    def marks(self, contact):
        """Return the live markers on the number or the handle of a contact (B1, F7)."""
        return markers.live_on(contact.number, contact.handle)

    def hidden_from(self, person) -> Q:
        """Return the contacts of restricted incidents that this person may not see."""
        return access.hidden_contacts(person)
