"""What a benchmark says: one line, which ends in its ratio and whether that is good enough."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 3


@dataclass(frozen=True)
class Line:
    """
    One measured thing. `ratio` compares ours with what stands beside it, in words in `against`.

    `at_least` or `at_most` is what it must reach; without either it is only reported.
    """

    name: str
    ours: str
    against: str
    ratio: float
    at_least: float | None = None
    at_most: float | None = None

    def is_met(self) -> bool:
        """Test whether the ratio is good enough."""
        low = self.at_least is None or self.ratio >= self.at_least
        return low and (self.at_most is None or self.ratio <= self.at_most)

    def __str__(self) -> str:
        wanted = "reported"
        if self.at_least is not None:
            wanted = f"at least {self.at_least:g}"
        if self.at_most is not None:
            wanted = f"at most {self.at_most:g}"
        verdict = "ok" if self.is_met() else "MISSED"
        return f"{self.name:<44} {self.ours:<34} {self.against:<38} {wanted:<14} {verdict:<7}" + (
            f"{self.ratio:.2f}"
        )


@dataclass(frozen=True)
class Spread:
    """Durations in milliseconds."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """Return the spread of durations given in seconds."""
        return cls(tuple(sorted(each * 1000 for each in seconds)))

    def at(self, share: float) -> float:
        """Return the duration that this share of them does not exceed, in milliseconds."""
        return self.values[min(len(self.values) - 1, math.ceil(share * len(self.values)) - 1)]

    @property
    def p50(self) -> float:
        """The median, in milliseconds."""
        return self.at(0.5)

    @property
    def p99(self) -> float:
        """What one in a hundred exceeds, in milliseconds."""
        return self.at(0.99)

    def __str__(self) -> str:
        return f"p50 {self.p50:.2f} p99 {self.p99:.2f} ms"


def middle(measure: Callable[[], float]) -> float:
    """Measure three times and return the median."""
    return statistics.median(measure() for _round in range(ROUNDS))


def pairs(ours: Callable, theirs: Callable) -> list[tuple]:
    """Measure both in turn, three times, so that a busy moment meets both."""
    return [(ours(), theirs()) for _round in range(ROUNDS)]
