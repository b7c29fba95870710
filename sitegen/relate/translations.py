"""Languages of items: none is the main one. Which versions are missing, and which are behind another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.content import Content
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.pages import PlainPage
from sitegen.read.record import Record


def check(content: Content) -> Iterator[Problem]:
    """A note for each missing version of an article or plain page; a warning for each that is older than another."""
    for kind in (Article, PlainPage):
        for record in content.of(kind).values():
            for lang in content.config.languages:
                if lang not in record.languages:
                    yield problem(Place(record.path), "translation-missing", key=record.key, lang=lang)
                else:
                    yield from _behind(record, lang)


def _behind(record: Record, lang: str) -> Iterator[Problem]:
    newest = max(((day, other) for other in record.languages if (day := record.updated.get(other))), default=None)
    own: date | None = record.updated.get(lang) or (record.date.day if isinstance(record, Article) else None)
    if newest and own and newest[0] > own and newest[1] != lang:
        prose = record.prose.get(lang)
        path = prose.place.path if prose else record.path
        yield problem(Place(path), "translation-behind", lang=lang, other=newest[1], on=newest[0])
