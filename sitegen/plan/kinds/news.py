"""The pages of news: the index with its next pages, the years, the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from functools import partial

from msgspec import Struct

from sitegen.plan import addresses, feeds, posters
from sitegen.plan.body import Body
from sitegen.plan.cards import agreement_row, article_card, event_card
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.pager import Pages, pages_of
from sitegen.plan.parts import (
    AgreementRow,
    Anchor,
    ArticleCard,
    Count,
    EventCard,
    Head,
    Image,
    Said,
    Shared,
    View,
)
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.record import Record


class PersonShown(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """Somebody named in the article."""

    name: str
    role: Said | None
    affiliation: Said | None


class ArticleView(View, frozen=True, kw_only=True):
    """`article.html`."""

    key: str
    title: Said
    summary: Said | None
    day: date
    time: time | None
    timezone: str
    """Of the time."""
    place: Said | None
    place_day: date | None
    """The dateline, where its day differs from the article's."""
    updated: date | None
    authors: tuple[str, ...]
    category: str | None
    image: Image | None
    shared: Shared | None
    """What messages about the page show."""
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


class NewsIndexView(View, frozen=True, kw_only=True):
    """`news-index.html`: all news, a page of them, or a year."""

    year: int | None
    pages: Pages
    articles: tuple[ArticleCard, ...]
    total: int
    """Of the whole list, on however many pages."""
    first: int
    """Position of the first card in the whole list, from 1."""
    years: tuple[Count, ...]


def path(record: Record, lang: str) -> str:
    """`/id/berita/2022/pelatihan-kui/`"""
    assert isinstance(record, Article)
    return f"{_year_path(lang, record.date.day.year)}{record.slugs[lang]}/"


MADE_OF = frozenset({"news"})


def pages(edition: Edition) -> Iterator[Planned]:
    """The index and its next pages, a page for each year, the articles of this language, the feeds."""
    yield from _lists(edition)
    articles = edition.site.articles
    yield from edition.of_records((article for article in articles if edition.lang in article.languages), _page)
    yield from feeds.pages(edition)


def _page(edition: Edition, article: Article) -> Planned:
    return edition.planned_record(
        article,
        "article.html",
        partial(_article_view, article),
        section="news",
        note=article.date.day,
        modified=modified(edition, article),
    )


def _lists(edition: Edition) -> Iterator[Planned]:
    lang, articles, size = edition.lang, edition.articles, edition.config.page_size
    by_year: dict[int, list[Article]] = {}
    for article in articles:
        by_year.setdefault(article.date.day.year, []).append(article)
    years = tuple(
        Count(str(year), edition.base.href(_year_path(lang, year)), len(members))
        for year, members in sorted(by_year.items(), reverse=True)
    )
    parts = [articles[at : at + size] for at in range(0, len(articles), size)] or [()]
    index = addresses.index("news", lang)
    paths = [index, *(f"{index}{addresses.word('page', lang)}/{number}/" for number in range(2, len(parts) + 1))]
    hrefs = tuple(map(edition.base.href, paths))
    for number, (page_path, part) in enumerate(zip(paths, parts, strict=True), 1):
        yield edition.planned(
            page_path,
            "news-index.html",
            partial(_index_view, None, part, number, hrefs, years),
            cluster=("news",) if number == 1 else ("news", "page", str(number)),
            section="news",
            modified=partial(newest, part),
        )
    for year, members in sorted(by_year.items()):
        year_path = _year_path(lang, year)
        yield edition.planned(
            year_path,
            "news-index.html",
            partial(_index_view, year, members, 1, (edition.base.href(year_path),), years),
            cluster=("news", str(year)),
            section="news",
            modified=partial(newest, members),
        )


def _year_path(lang: str, year: int) -> str:
    return f"{addresses.index('news', lang)}{year}/"


def modified(edition: Edition, article: Article) -> date:
    """When the version that this language's lists lead to was last changed."""
    updated = article.updated and (article.updated.get(edition.version(article)) or article.updated.get(""))
    return updated or article.date.day


def newest(articles: Sequence[Article], edition: Edition) -> date | None:
    """When the last of some articles was changed."""
    return max((modified(edition, article) for article in articles), default=None)


def _index_view(
    year: int | None,
    shown: Sequence[Article],
    number: int,
    hrefs: Sequence[str],
    years: tuple[Count, ...],
    edition: Edition,
    head: Head,
) -> NewsIndexView:
    return NewsIndexView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        year=year,
        pages=pages_of(number, hrefs),
        articles=tuple(article_card(edition, article) for article in shown),
        total=len(shown) if year else len(edition.articles),
        first=(number - 1) * edition.config.page_size + 1,
        years=years,
    )


def _article_view(article: Article, edition: Edition, head: Head) -> ArticleView:
    site, lang = edition.site, edition.lang
    events = [event for event in (site.get(Event, key) for key in article.keys("events")) if event]
    agreements = [
        each for each in (site.get(Agreement, key) for key in article.keys("agreements")) if each and each.public
    ]
    older, newer = edition.neighbours(article)
    return ArticleView(
        lang=lang,
        frame=edition.frame,
        head=head,
        key=article.key,
        title=edition.title(article),
        summary=edition.said(article.summary),
        day=article.date.day,
        time=article.date.time,
        timezone=edition.config.timezone,
        place=edition.said(article.dateline),
        place_day=article.dateline_day,
        updated=article.updated.get(lang) or article.updated.get(""),
        authors=article.authors,
        category=article.category,
        image=edition.image(article.image),
        shared=posters.shared(edition, article),
        body=edition.body(article),
        people=tuple(
            PersonShown(name=each.name, role=edition.said(each.role), affiliation=edition.said(each.affiliation))
            for each in article.people
        ),
        countries=edition.country_counts(article.countries),
        topics=edition.topics(article),
        partners=edition.partners(article, "partners"),
        events=tuple(event_card(edition, event) for event in events),
        agreements=tuple(agreement_row(edition, each) for each in agreements if site.has_standing(each)),
        newer=site.newer_version(article, lang),
        machine_translated=lang in article.machine_translated,
        translated_from=article.translated_from.get(lang),
        previous=edition.anchor(older) if older else None,
        next=edition.anchor(newer) if newer else None,
    )
