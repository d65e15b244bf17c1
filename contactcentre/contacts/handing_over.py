"""What the BT operator hands over with a call: who connected it, and whose line it is (A13)."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = {"centre": 80, "reference": 80, "subscriber": 120, "address": 300}


@dataclass(frozen=True)
class Block:
    """
    One hand-over block: the operator centre and its reference, and what EISEC says of the line.

    `subscriber` and `address` are those of the line, which the caller's need not be.
    """

    centre: str = ""
    reference: str = ""
    subscriber: str = ""
    address: str = ""

    def facts(self) -> dict[str, str]:
        """Return what the block says, by name; nothing that it leaves open."""
        said = {name: getattr(self, name) for name in LONGEST}
        return {name: words for name, words in said.items() if words}


def together(blocks: Iterable) -> dict[str, str] | None:
    """Return of each field the last that was said, oldest block first; None when there is none."""
    known: dict[str, str] = {}
    for block in blocks:
        known |= {name: words for name in LONGEST if (words := getattr(block, name))}
    return dict.fromkeys(LONGEST, "") | known if known else None
