"""The feeds of one language: its newest articles, for Atom and JSON Feed readers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sitegen.plan import addresses, kinds
from sitegen.plan.edition import Edition
from sitegen.plan.machines import FeedEntry, FeedView
from sitegen.plan.page import Planned
from sitegen.plan.parts import Alternate, Head
from sitegen.read.kinds.news import Article

ENTRIES = 20
"""A reader that looks once a week misses nothing, and the JSON feed stays under the 250 kB that its authors advise."""

NAMESPACE = UUID("5e1f6e5f-7f7d-4cfe-9a1e-2f0d8c6b4a57")
"""For the ids of feed entries and calendar events. It must never change: readers know entries by these ids."""


def pages(edition: Edition) -> Iterator[Planned]:
    """`/id/feed.atom` and `/id/feed.json`."""
    for name in ("feed.atom", "feed.json"):
        path = addresses.path(edition.lang) + name
        yield edition.planned(path, name, _view, listed=False)


def entry_id(kind: str, lang: str, key: str) -> str:
    """A permanent id (RFC 4287 4.2.6): made of what never changes, so neither a new domain nor a new slug makes an entry new."""
    return uuid5(NAMESPACE, f"{lang}/{kind}/{key}").urn


def _view(edition: Edition, head: Head) -> FeedView:
    entries = tuple(_entry(edition, article) for article in edition.articles[:ENTRIES])
    campus = edition.config.home.name
    seed = campus.get(edition.config.default_language) or next(iter(campus.values()))
    return FeedView(
        frame=edition.frame,
        id=uuid5(NAMESPACE, f"{edition.lang}/{seed}").urn,
        url=head.url,
        home=edition.base.url(addresses.path(edition.lang)),
        # RFC 4287 demands a date of a feed that has no entries, too
        updated=max((entry.updated for entry in entries), default=datetime(2000, 1, 1, tzinfo=ZoneInfo("UTC"))),
        entries=entries,
    )


def _entry(edition: Edition, article: Article) -> FeedEntry:
    lang = edition.version(article)
    zone = ZoneInfo(edition.config.timezone)
    published = _instant(article.date.day, article.date.time, zone)
    revised = article.updated.get(lang) or article.updated.get("")
    title = edition.title(article)
    summary = edition.said(article.summary, first=lang)
    image = edition.image(article.image)
    return FeedEntry(
        id=entry_id("news", lang, article.key),
        url=edition.base.origin + edition.href(article),
        lang=lang,
        title=title.text,
        summary=summary.text if summary else "",
        body=edition.body(article),
        published=published,
        updated=max(published, _instant(revised, None, zone)) if revised else published,
        authors=article.authors,
        topics=tuple(
            (key, anchor.text) for key, anchor in zip(article.keys("topics"), edition.topics(article), strict=False)
        ),
        alternates=tuple(
            Alternate(other, edition.base.url(kinds.path(article, other)))
            for other in article.languages
            if other != lang
        ),
        image=edition.base.origin + image.src if image else None,
    )


def _instant(day: date, at: time | None, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at or time(), zone)
