"""Everything that was read: the stage's result, before anything is related."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from sitegen.read.config import Config
from sitegen.read.pictures import PictureFile
from sitegen.read.record import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The records of a site. Items with an error are absent; `broken` names them."""

    config: Config
    records: Mapping[str, Mapping[str, Record]]
    """Kind → key → record, sorted by key; every kind is present."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path (relative to the site's folder) of every other file below `content/` (pictures, documents) → digest of its bytes (hex)."""
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    """Those of `files` that have the name of a picture, and what they say of themselves."""
    located: Mapping[str, str] = field(default_factory=dict)
    """Path of every such file → where the disk has it, in the disk's own spelling."""
    broken: frozenset[tuple[str, str]] = frozenset()
    """(kind, key) of items that exist but could not be read: a reference to one is no mistake of its own."""
    hidden: frozenset[tuple[str, str]] = frozenset()
    """(kind, key) of items that exist only as drafts, where drafts are not shown: a reference to one is no mistake, and leads nowhere yet."""
    unread: frozenset[str] = frozenset()
    """Kinds whose list (`topics.yaml`) could not be read: which keys stand there nobody knows, so no reference to one is a mistake."""

    def of(self, kind: type[R]) -> Mapping[str, R]:
        """The records of one kind by key: `content.of(Article)`."""
        return cast("Mapping[str, R]", self.records[kind.kind])
