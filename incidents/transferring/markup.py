"""
Reading XML that somebody else wrote: no document type, hence no entity, nothing fetched, no bombs.

Expat itself refuses what it does not know; a document that declares a type is refused before any
of it is read, as defusedxml does, and so is one that is too deep or has too many parts.
"""

from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

DEEPEST, MOST, LARGEST = 32, 4000, 256 * 1024


class Unreadable(ValueError):
    """It is no XML that may be read; the message says why."""


@dataclass
class Element:
    """One element: its namespace and name, its text, and what stands in it."""

    space: str
    name: str
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, name: str) -> list["Element"]:
        """Return the elements of a name that stand in this one, in its namespace."""
        return [one for one in self.children if (one.space, one.name) == (self.space, name)]

    def first(self, name: str) -> str:
        """Return the text of the first element of a name in this one, or ""."""
        return next((one.text.strip() for one in self.all(name)), "")


class _Builder:
    def __init__(self):
        self.root, self.open, self.count = None, [], 0

    def start(self, name: str, _attributes: dict) -> None:
        space, _, local = name.rpartition(" ")
        element = Element(space, local)
        self.count += 1
        if len(self.open) >= DEEPEST or self.count > MOST:
            raise Unreadable("it is too deep, or has too many parts")
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        if self.open:
            self.open[-1].text += text

    def refuse(self, *_given) -> None:
        raise Unreadable("it declares a document type or an entity, which is not read")


def parse(body: bytes) -> Element:
    """
    Return the root of a document.

    :raises Unreadable: when it is none, is too large, or declares a document type
    """
    if len(body) > LARGEST:
        raise Unreadable(f"it is larger than {LARGEST} bytes")
    builder, parser = _Builder(), ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = parser.ExternalEntityRefHandler = builder.refuse
    try:
        parser.Parse(body, True)
    except Unreadable:
        raise
    except (ExpatError, ValueError, LookupError) as fault:
        raise Unreadable("it is not whole XML") from fault
    return builder.root
