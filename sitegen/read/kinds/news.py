"""News: articles. An article exists in the languages that its words are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from sitegen.read.record import Moment, Picture, Record, Texts

CATEGORIES = ("news", "announcement", "signing", "visit", "mobility", "achievement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody named in an article; the name is the same in all languages."""

    name: str
    role: Texts = field(default_factory=dict)
    affiliation: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Record):
    """A news article. Refs: `topics`, `events`, `partners`, `agreements`."""

    kind: ClassVar[str] = "news"

    date: Moment
    dateline: Texts = field(default_factory=dict)
    """The place of the dateline; "Surabaya"."""
    dateline_day: date | None = None
    """Where the dateline's date differs from the article's."""
    authors: tuple[str, ...] = ()
    category: str | None = None
    """One of `CATEGORIES`."""
    image: Picture | None = None
    people: tuple[Person, ...] = ()
    countries: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    """Keys of programmes; programmes are not a kind of content yet, so they are kept and not shown."""
    translated_from: Mapping[str, str] = field(default_factory=dict)
    """Language → the language it was translated from, where the author says so."""
    machine_translated: tuple[str, ...] = ()
    """The languages whose words were translated by a machine and say so."""
    expires: date | None = None
    """Of an announcement: the last day on which it is listed."""
