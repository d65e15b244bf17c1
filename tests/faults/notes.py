"""What each client writes down about each order: the other half of the books."""

import threading
import uuid
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

NO_ANSWER = 0
# Whoever sends nothing wrong is not told so, and nothing of ours breaks.
UNFAIR = {400, 401, 404, 500}


class Outcome(Enum):
    """What a client may believe about an order."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass
class Order:
    """
    One order, its mark, and what each try was answered.

    The mark is its X-Request-ID, which the audit trail keeps, and its Idempotency-Key; orders with
    words carry it in them, too. `leaves` is the name of the audit entry that it leaves.
    """

    leaves: str
    mark: str
    tries: list[int] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        """Judge it: one good answer is enough, and one that never came leaves it open."""
        if any(200 <= status < 300 for status in self.tries):
            return Outcome.ACKNOWLEDGED
        if any(status == NO_ANSWER or status >= 500 for status in self.tries):
            return Outcome.UNKNOWN
        return Outcome.REFUSED


class Notes:
    """The notes of all clients together."""

    def __init__(self):
        self._lock = threading.Lock()
        self.orders: list[Order] = []
        self.statuses: Counter[int] = Counter()
        self.strange: list[str] = []

    def invoke(self, leaves: str) -> Order:
        """Write an order down before it is sent."""
        order = Order(leaves, f"fault-{uuid.uuid4().hex}")
        with self._lock:
            self.orders.append(order)
        return order

    def answered(self, order: Order, status: int, said: str) -> None:
        """Write down what the last try was answered; some answers are never fair."""
        with self._lock:
            order.tries[-1] = status
            self.statuses[status] += 1
            if status in UNFAIR:
                self.strange.append(f"{order.leaves} was answered {status}: {said[:200]}")

    def of(self, outcome: Outcome) -> list[Order]:
        """Return the orders of one outcome."""
        return [order for order in self.orders if order.outcome is outcome]
