"""Everything that was read: the stage's result, before anything is related."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sitegen.read.agreements import Agreement
from sitegen.read.config import Config
from sitegen.read.events import Event
from sitegen.read.news import Article
from sitegen.read.pages import PlainPage
from sitegen.read.partners import Partner
from sitegen.read.topics import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The records of a site, by kind, each sorted by key. Items with an error are absent; `broken` names them."""

    config: Config
    news: tuple[Article, ...] = ()
    events: tuple[Event, ...] = ()
    partners: tuple[Partner, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    topics: tuple[Topic, ...] = ()
    pages: tuple[PlainPage, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """Path (relative to the site's folder) of every other file below `content/` (pictures, documents) → digest of its bytes (hex)."""
    broken: frozenset[tuple[str, str]] = frozenset()
    """(kind, key) of items that exist but could not be read: a reference to one is no mistake of its own."""
