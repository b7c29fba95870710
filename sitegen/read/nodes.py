"""What an editor wrote in YAML, as text with positions: three kinds of node, and nothing is guessed.

A scalar stays the text that stands in the file, whatever it looks like: `NO` is Norway, `10:30` is a time, `0311` keeps its zero.
What a text means is decided where the field is known. Nodes are frozen and may be shared. They cannot stand in a circle, so the garbage
collector need not know them.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from sitegen.base.problems import Place

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(Struct, frozen=True, gc=False):
    """One text."""

    text: str
    """As it reads after quotes, escapes and line folding."""
    place: Place
    """Its first character; of a quoted text, the quote."""
    quoted: bool
    """Whether it was written in quotes or as a block (`|`, `>`)."""

    @property
    def absent(self) -> bool:
        """Whether nothing was written: no value, or a plain null of YAML's core schema (1.2.2, section 10.3.2)."""
        return not self.quoted and self.text in _NULLS


class Sequence(Struct, frozen=True, gc=False):
    """A list, in the file's order."""

    items: tuple[Node, ...]
    place: Place
    """Its first dash or bracket."""


class Mapping(Struct, frozen=True, gc=False):
    """Keys with their values, in the file's order. No key stands in it twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place
    """Its first key or brace."""

    def get(self, key: str) -> Node | None:
        """The value of a key; None if the key is not there. A key without a value has an absent scalar."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def keys(self) -> tuple[str, ...]:
        """The texts of the keys, in order."""
        return tuple(name.text for name, _ in self.entries)


Node: TypeAlias = Scalar | Sequence | Mapping
