"""Records that do not fit the others or the day: countries, dates far ahead, what nothing names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.content import Content
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner


def check(content: Content, today: date) -> Iterator[Problem]:
    """Warnings: an event in another country than its host, an article of more than a year ahead. Notes: a signing without its agreement,
    a partner that nothing names."""
    yield from _hosts(content)
    for article in content.of(Article).values():
        if article.date.day.year > today.year:
            yield from _far_ahead(article, today)
        if article.category == "signing" and not article.keys("agreements"):
            yield problem(article.place("category"), "signing-without-agreement")
    yield from _orphans(content)


def _hosts(content: Content) -> Iterator[Problem]:
    for event in content.of(Event).values():
        for key in event.keys("host"):
            host = content.of(Partner).get(key)
            if host and host.country and event.country and event.mode != "online" and host.country != event.country:
                yield problem(
                    event.place("country"), "host-country", country=event.country, host=key, host_country=host.country
                )


def _far_ahead(article: Article, today: date) -> Iterator[Problem]:
    """An article of a day so far ahead is most likely a slip of the year."""
    day = article.date.day
    if (day.year - 1, day.month, day.day) > (today.year, today.month, today.day):
        years = day.year - today.year - ((day.month, day.day) < (today.month, today.day))
        yield problem(article.place("date"), "future-news" if years > 1 else "future-news.one", on=day, years=years)


def _orphans(content: Content) -> Iterator[Problem]:
    """Nobody knows what items with mistakes name: only where there are none is a partner said to be unnamed."""
    if content.broken or content.unread:
        return
    named = {
        ref.key
        for records in content.records.values()
        for record in records.values()
        for ref in record.refs
        if ref.kind == Partner.kind
    }
    for partner in content.of(Partner).values():
        if partner.key not in named and not any(ref.kind == Partner.kind for ref in partner.refs):
            yield problem(Place(partner.path), "orphan", partner=partner.key)
