"""What every kind of record has in common. A record is one item that was read and found right by itself.

A record holds values only, the same for every reader of the site; texts that exist per language are `Texts`. It never changes after
it is read: what it means among the others (validity, back-references, addresses) is computed from it, not written into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import ClassVar, TypeAlias

from msgspec import Struct, structs

from sitegen.base.problems import Place

Texts: TypeAlias = Mapping[str, str]
"""Language → text. The key "" holds a text that was written once for all languages."""

NO_TEXTS: Texts = {}


class Ref(Struct, frozen=True, array_like=True, gc=False):
    """A field that names another record: by kind and key, never by name."""

    field: str
    """The field that holds it: `partners`, `host`, `renews`."""
    kind: str
    """The kind that it names: `partners`, `events`, `agreements`, `topics`."""
    key: str
    place: Place


class Link(Struct, frozen=True, array_like=True, gc=False):
    """A target written in a text: `[a](target)`, `![a](target)`, `href="target"`."""

    target: str
    place: Place
    linked: bool = True
    """Whether a link leads there; may be true where only a picture is shown, in a text in which both look alike."""
    shown: bool = False
    """Whether it is shown as a picture."""


class Prose(Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """The words of one language file below its front matter."""

    text: str
    """Markdown; never empty."""
    place: Place
    """Where `text` begins, so that its line 3 is line `place.line + 2` of the file."""
    links: tuple[Link, ...] = ()


class Picture(Struct, frozen=True, kw_only=True, array_like=True):
    """A picture named by a field. `src` is the path of the file, relative to the site's folder."""

    src: str
    alt: Texts
    caption: Texts = {}
    credit: Texts = {}


class Moment(Struct, frozen=True, array_like=True):
    """A day in the site's time zone, with the time of day where the author gave one."""

    day: date
    time: time | None = None


class Record(Struct, frozen=True, kw_only=True):
    """A checked item: what all kinds share."""

    kind: ClassVar[str]
    """The folder's name under `content/`, e.g. `news`."""

    key: str
    """The base name of the item's files, e.g. `2022-11-21-pelatihan-kui`. References, feeds and calendars hang on it."""
    path: str
    """The file to name when the whole item is meant: the facts file, else the first language file."""
    title: Texts
    """Of a partner: its name in each language; see `Partner.names` for the rest."""
    summary: Texts
    """Written by the author; of an article else the first sentence of its prose. May be empty."""
    slugs: Texts
    """The last part of the item's address, for every language of the site."""
    prose: Mapping[str, Prose]
    """By language. A language whose file has no words below the front matter is absent."""
    languages: tuple[str, ...]
    """In which the item has a page, in the site's order. News and plain pages: those with a published language file; other kinds: all."""
    redirects: tuple[str, ...] = ()
    """Former addresses, each `/…/`."""
    refs: tuple[Ref, ...] = ()
    updated: Mapping[str, date] = {}
    """By language; "" where it was written for all."""
    drafts: tuple[str, ...] = ()
    """The languages in which it is a draft, where drafts are shown."""
    places: Mapping[str, Place] = {}
    """Field → where its value stands, for the problems that only show among other records."""

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys that the field `name` refers to, in the author's order."""
        return tuple([ref.key for ref in self.refs if ref.field == name])

    def place(self, name: str) -> Place:
        """Where the field `name` stands; the item's file where it is absent."""
        return self.places.get(name, Place(self.path))


def only_words_differ(one: Record, other: Record) -> bool:
    """Whether two states of an item differ in nothing that anything but its bodies is made of: in the Markdown of some of its languages,
    with the same links."""
    if structs.replace(one, prose=other.prose) != other:
        return False
    return [_around(lang, prose) for lang, prose in one.prose.items()] == [
        _around(lang, prose) for lang, prose in other.prose.items()
    ]


def _around(lang: str, prose: Prose) -> tuple[str, Place, set[tuple[str, bool, bool]]]:
    """What of the words decides more than their own HTML: where they begin, and what they link to or show."""
    return lang, prose.place, {(link.target, link.linked, link.shown) for link in prose.links}
