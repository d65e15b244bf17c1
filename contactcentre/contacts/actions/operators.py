"""What the BT operator hands over with a call: each block is added, none takes another's place."""

from contactcentre.contacts import holding
from contactcentre.contacts.handing_over import Block
from contactcentre.contacts.models import Contact, OperatorHandover
from contactcentre.contacts.permissions import check_can_receive
from contactcentre.core import audit, live
from contactcentre.core.errors import Invalid
from contactcentre.core.transactions import action


@action
def add(*, contact_id: int, block: Block, by, at) -> Contact:
    """
    Add what the operator has handed over to a contact; the same again changes nothing.

    :raises Invalid: when the block says nothing
    :raises NotFound: when there is no such contact
    """
    check_can_receive(by)
    if not block.facts():
        raise Invalid("Say which centre connected the call, its reference, or whose line it is.")
    contact = holding.hold(contact_id).contact
    if not note(contact, block, at=at):
        return contact
    audit.record("contact.handed_over", contact, by=by, at=at, fields=sorted(block.facts()))
    live.tell(contact)
    return contact


def note(contact: Contact, block: Block, *, at) -> bool:
    """Add a block to a held contact; return whether it says what none before it did."""
    before = OperatorHandover.objects.filter(contact=contact)
    if not block.facts() or block in [each.block for each in before]:
        return False
    OperatorHandover.objects.create(contact=contact, received_at=at, **block.facts())
    contact.save_changes()
    return True
