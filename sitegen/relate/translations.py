"""Languages of items: none is the main one. Which versions are missing, and which are behind another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.content import Content
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.pages import PlainPage
from sitegen.read.kinds.partners import Partner
from sitegen.read.record import Record


class Wanting(StrEnum):
    """What an item wants in a language."""

    VERSION = "version"
    """All of it: it has no page in this language."""
    TITLE = "title"
    """Its name."""
    WORDS = "words"
    """What another language says beside the facts."""
    BEHIND = "behind"
    """What was changed in another language since."""


class Lack(Struct, frozen=True):
    """Something that an item has in other languages and not in this one."""

    record: Record
    lang: str
    wanting: Wanting
    others: tuple[str, ...]
    """The languages that have it, in the site's order; of `BEHIND` the one that is newest."""
    on: date | None = None
    """Of `BEHIND`: when that was updated."""


def newer_version(record: Record, lang: str) -> tuple[str, date] | None:
    """Another language in which the record was updated later than in this one, and when; None where that is not known."""
    own = _updated(record, lang) if record.updated else None
    if own is None:
        return None
    others = ((day, other) for other in record.languages if other != lang and (day := _updated(record, other)))
    day, other = max(others, default=(own, lang))
    return (other, day) if day > own else None


def wanting(content: Content) -> Iterator[Lack]:
    """What items want in each language of the site, by kind, key and language. Topics want nothing: without a label they are refused."""
    for kind in (Article, PlainPage):
        for record in content.of(kind).values():
            yield from _versions(record, content.config.languages)
    for facts in (Event, Partner, Agreement):
        for record in content.of(facts).values():
            yield from _texts(record, content.config.languages)


def check(content: Content) -> Iterator[Problem]:
    """Notes: a version of an article or plain page that is missing, a title in one language only where the facts are shown in all.
    A warning: a version that is older than another."""
    for lack in wanting(content):
        record, lang = lack.record, lack.lang
        match lack.wanting:
            case Wanting.VERSION:
                yield problem(Place(record.path), "translation-missing", key=record.key, lang=lang)
            case Wanting.TITLE:
                place = record.place("name" if isinstance(record, Partner) else "title")
                yield problem(place, "translation-missing.title", key=record.key, lang=lang)
            case Wanting.BEHIND:
                assert lack.on
                yield problem(_file(record, lang), "translation-behind", lang=lang, other=lack.others[0], on=lack.on)


def _versions(record: Record, languages: tuple[str, ...]) -> Iterator[Lack]:
    for lang in languages:
        if lang not in record.languages:
            yield Lack(record, lang, Wanting.VERSION, record.languages)
        elif record.updated and (newer := newer_version(record, lang)):
            other, day = newer
            yield Lack(record, lang, Wanting.BEHIND, (other,), day)


def _texts(record: Record, languages: tuple[str, ...]) -> Iterator[Lack]:
    for lang in languages:
        if not record.title.keys() & {lang, ""}:
            yield Lack(record, lang, Wanting.TITLE, tuple(other for other in languages if other in record.title))
        if record.prose and lang not in record.prose:
            yield Lack(record, lang, Wanting.WORDS, tuple(other for other in languages if other in record.prose))


def _updated(record: Record, lang: str) -> date | None:
    """When a language of a record was last changed: as its author says, else the article's date."""
    own = record.updated.get(lang) or record.updated.get("")
    return own or (record.date.day if isinstance(record, Article) else None)


def _file(record: Record, lang: str) -> Place:
    prose = record.prose.get(lang)
    return Place(prose.place.path if prose else record.path)
