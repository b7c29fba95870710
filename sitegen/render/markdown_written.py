"""What is known of a body when it is written as HTML, and what both ways of writing do alike: the ids of headings."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import category, normalize

from msgspec import Struct

from sitegen.base.words import slug_of
from sitegen.render.sanitize import ID_PREFIX


class Words(Struct, frozen=True):
    """What we say to readers in a body, in one language."""

    footnotes: str
    back: str
    """With `{}` for the footnote's number."""
    table: str
    """With `{}` for the number of the table in the body."""


class Heading(Struct, frozen=True):
    """A heading of a body, for a table of contents."""

    level: int
    """2 to 6."""
    id: str
    text: str
    """Plain text."""


class Written(NamedTuple):
    """A body as HTML, and what its author must hear: targets, pictures and languages as they are written."""

    html: str
    headings: tuple[Heading, ...]
    wrong: dict[str, str]
    """Targets of links and pictures that lead nowhere → the id of the finding."""
    pictures_without_alt: set[str]
    unknown_languages: set[str]


class HeadingIds:
    """Gives the headings of one body their ids; `taken` are all ids in it."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._repeated: dict[str, int] = {}
        """How often an id was wanted, so that many equal headings cost no more than different ones."""

    def heading(self, level: int, text: str, own: str = "") -> Heading:
        """The heading with its own id or a new one. What is deeper than six is at the sixth level."""
        name = own or self._new(text)
        self.taken.add(name)
        return Heading(min(level, 6), name, text)

    def _new(self, text: str) -> str:
        base = ID_PREFIX + (_slug(text) or "1")
        name = base
        while name in self.taken:
            number = self._repeated[base] = self._repeated.get(base, 1) + 1
            name = f"{base}-{number}"
        return name


def _slug(text: str) -> str:
    """A slug, or where there are no Latin letters the letters of the script itself, with hyphens between words."""
    if slug := slug_of(text):
        return slug
    letters = (c if category(c)[0] in "LMN" else " " for c in normalize("NFC", text.lower()))
    return "-".join("".join(letters).split())
