"""The pages of news: the index with its next pages, the years, the articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sitegen.plan.body import Body
from sitegen.plan.parts import AgreementRow, Anchor, ArticleCard, Count, EventCard, Image, Pages, Said, View


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """Somebody named in the article."""

    name: str
    role: Said | None
    affiliation: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView(View):
    """`article.html`."""

    key: str
    title: Said
    summary: Said | None
    day: date
    time: time | None
    place: Said | None
    place_day: date | None
    """The dateline, where its day differs from the article's."""
    updated: date | None
    authors: tuple[str, ...]
    category: str | None
    image: Image | None
    body: Body | None
    people: tuple[PersonShown, ...]
    countries: tuple[Count, ...]
    """Countries named, with the pages of those that partners come from (`href` is empty for others; `number` is their partners)."""
    topics: tuple[Anchor, ...]
    partners: tuple[Anchor, ...]
    events: tuple[EventCard, ...]
    agreements: tuple[AgreementRow, ...]
    newer: tuple[str, date] | None
    """Language and date of a version that was updated later than this one."""
    machine_translated: bool
    translated_from: str | None
    previous: Anchor | None
    """The next older article that this language's lists show."""
    next: Anchor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsIndexView(View):
    """`news-index.html`: all news, a page of them, or a year."""

    year: int | None
    pages: Pages
    articles: tuple[ArticleCard, ...]
    total: int
    """Of the whole list, on however many pages."""
    first: int
    """Position of the first card in the whole list, from 1."""
    years: tuple[Count, ...]
