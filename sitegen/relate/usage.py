"""Records that do not fit the others or the day: countries, dates far ahead, what nothing names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.content import Content
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner

FAR_AHEAD = timedelta(days=366)
"""An article of a day so far ahead is most likely a slip of the year."""


def check(content: Content, today: date) -> Iterator[Problem]:
    """Warnings: an event in another country than its host, an article of more than a year ahead. Notes: a signing without its agreement,
    a partner that nothing names."""
    partners = content.of(Partner)
    for event in content.of(Event).values():
        for key in event.keys("host"):
            host = partners.get(key)
            if host and host.country and event.country and event.mode != "online" and host.country != event.country:
                yield problem(
                    event.place("country"), "host-country", country=event.country, host=key, host_country=host.country
                )
    for article in content.of(Article).values():
        if article.date.day - today > FAR_AHEAD:
            years = article.date.day.year - today.year
            yield problem(article.place("date"), "future-news", on=article.date.day, years=years)
        if article.category == "signing" and not article.keys("agreements"):
            yield problem(article.place("category"), "signing-without-agreement")
    named = {
        ref.key
        for records in content.records.values()
        for record in records.values()
        for ref in record.refs
        if ref.kind == Partner.kind
    }
    for partner in partners.values():
        if partner.key not in named and not partner.refs:
            yield problem(Place(partner.path), "orphan", partner=partner.key)
