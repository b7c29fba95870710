"""The order of lists: total, with the key last, so that equal dates never depend on the order in which files were found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from sitegen.base.dates import PartialDate
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article

_LAST = PartialDate(9999)


def newest_articles(articles: Iterable[Article]) -> tuple[Article, ...]:
    """By day and time, newest first; then by key."""
    by_key = sorted(articles, key=lambda article: article.key)
    return tuple(sorted(by_key, key=lambda article: (article.date.day, article.date.time or time()), reverse=True))


def newest_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """By the first day, latest first, those without one before all; then by key."""
    by_key = sorted(events, key=lambda event: event.key)
    return tuple(sorted(by_key, key=lambda event: event.start or _LAST, reverse=True))


def newest_agreements(agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """By the first day in force, latest first, those without one last; then by key."""
    by_key = sorted(agreements, key=lambda agreement: agreement.key)
    return tuple(sorted(by_key, key=lambda agreement: agreement.begins or date.min, reverse=True))
