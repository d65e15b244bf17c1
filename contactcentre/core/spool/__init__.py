"""
The spool: what is brought while the database is away is kept on disk, and taken in later, once.

A request that brings a contact is written, whole and sealed, to a file that is on the disk before
it is answered 202. When the database is back, one process of each volume gives every kept request
to the same application again, calls before what was written and each in the order in which they
came, with the time at which they came (docs/decisions/0017). The spool never dispatches.
"""

from contactcentre.core.spool.entries import ORDER_ID, SPOOLED_AT, arrived_at, order_id
from contactcentre.core.spool.folder import Folder, Full

__all__ = ["ORDER_ID", "SPOOLED_AT", "Folder", "Full", "arrived_at", "order_id"]
