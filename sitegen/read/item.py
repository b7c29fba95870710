"""Items: the files that share a base name in a kind's folder, parsed but not yet understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sitegen.base.problems import Problem
from sitegen.read import nodes
from sitegen.read.record import Prose


class SourceFile(Struct, frozen=True, kw_only=True):
    """One file of an item: `KEY.yaml`, or a language file."""

    path: str
    """Relative to the site's folder."""
    lang: str | None
    """None for the facts file."""
    front: nodes.Mapping
    """The YAML mapping, or the front matter; without entries where there is none. Places are those of the file."""
    prose: Prose | None = None
    """None in a facts file, and where nothing stands below the front matter."""
    slips: tuple[Problem, ...] = ()
    """What is wrong with the prose, whatever the fields say."""


class Item(Struct, frozen=True, kw_only=True):
    """An item. It has at least one file."""

    kind: str
    key: str
    """The base name, or the folder's name of `KEY/index.id.md`; in NFC."""
    facts: SourceFile | None
    words: Mapping[str, SourceFile]
    """By language, in the site's order."""

    @property
    def files(self) -> Iterator[SourceFile]:
        """The facts file first, then the language files in the site's order."""
        if self.facts:
            yield self.facts
        yield from self.words.values()

    @property
    def path(self) -> str:
        """The file to name when the whole item is meant."""
        return next(self.files).path
