"""Holding all that somebody who leaves has, in the one lock order, before any of it moves on."""

from django.db.models import Q

from contactcentre.contacts import holding
from contactcentre.countdowns import queries
from incidents.enums import Status
from incidents.models import Incident


def hold_everything(person) -> None:
    """
    Hold a leaver's handler, then contacts, then incidents by id: what they own or are to see to.

    Leaving passes on incidents before it gives alerts back; held one by one, two who leave at the
    same moment could each wait for what the other has.
    """
    alerted = queries.subjects_of(person)
    holding.hold_desk(person, contacts=alerted.get("contact", []))
    owned = Q(owner=person) & ~Q(status=Status.CLOSED)
    wanted = Incident.objects.filter(owned | Q(pk__in=alerted.get("incident", [])))
    list(wanted.order_by("pk").select_for_update(no_key=True).values_list("pk"))
