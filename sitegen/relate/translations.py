"""Languages of items: none is the main one. Which versions are missing, and which are behind another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.content import Content
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.pages import PlainPage
from sitegen.read.kinds.partners import Partner
from sitegen.read.record import Record


def newer_version(record: Record, lang: str) -> tuple[str, date] | None:
    """Another language in which the record was updated later than in this one, and when; None where that is not known."""
    own = _updated(record, lang) if record.updated else None
    if own is None:
        return None
    others = ((day, other) for other in record.languages if other != lang and (day := _updated(record, other)))
    day, other = max(others, default=(own, lang))
    return (other, day) if day > own else None


def check(content: Content) -> Iterator[Problem]:
    """Notes: a version of an article or plain page that is missing, a title in one language only where the facts are shown in all.
    A warning: a version that is older than another."""
    for kind in (Article, PlainPage):
        for record in content.of(kind).values():
            for lang in content.config.languages:
                if lang not in record.languages:
                    yield problem(Place(record.path), "translation-missing", key=record.key, lang=lang)
                elif record.updated and (newer := newer_version(record, lang)):
                    other, day = newer
                    yield problem(_file(record, lang), "translation-behind", lang=lang, other=other, on=day)
    facts = (*content.of(Event).values(), *content.of(Partner).values(), *content.of(Agreement).values())
    yield from _untitled(facts, content.config.languages)


def _untitled(records: Iterable[Record], languages: Iterable[str]) -> Iterator[Problem]:
    for record in records:
        place = record.place("name" if isinstance(record, Partner) else "title")
        for lang in languages:
            if not record.title.keys() & {lang, ""}:
                yield problem(place, "translation-missing.title", key=record.key, lang=lang)


def _updated(record: Record, lang: str) -> date | None:
    """When a language of a record was last changed: as its author says, else the article's date."""
    own = record.updated.get(lang) or record.updated.get("")
    return own or (record.date.day if isinstance(record, Article) else None)


def _file(record: Record, lang: str) -> Place:
    prose = record.prose.get(lang)
    return Place(prose.place.path if prose else record.path)
