"""A page for each topic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sitegen.plan import addresses
from sitegen.plan.cards import agreement_row, article_card, event_card, partner_card
from sitegen.plan.edition import Edition
from sitegen.plan.kinds.news import modified
from sitegen.plan.page import Planned
from sitegen.plan.parts import AgreementRow, Anchor, ArticleCard, EventCard, Head, PartnerCard, Said, View
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.read.kinds.topics import Topic
from sitegen.read.record import Record


class TopicView(View, frozen=True, kw_only=True):
    """`topic.html`: everything that carries the topic."""

    key: str
    title: Said
    summary: Said | None
    articles: tuple[ArticleCard, ...]
    events: tuple[EventCard, ...]
    partners: tuple[PartnerCard, ...]
    agreements: tuple[AgreementRow, ...]
    topics: tuple[tuple[Anchor, int], ...]
    """All topics with the number of items that carry them."""


def path(record: Record, lang: str) -> str:
    """`/id/topik/mobility/`"""
    return f"{addresses.index('topics', lang)}{record.slugs[lang]}/"


def pages(edition: Edition) -> Iterator[Planned]:
    """A page for each topic of the list, also for one that nothing carries yet."""
    for topic in edition.site.of(Topic).values():
        yield edition.planned_record(
            topic,
            "topic.html",
            partial(_view, topic),
            section="topics",
            modified=partial(_modified, topic),
        )


def _modified(topic: Topic, edition: Edition) -> date | None:
    return max((modified(edition, each) for each in edition.site.naming(topic, Article)), default=None)


def _view(topic: Topic, edition: Edition, head: Head) -> TopicView:
    site = edition.site
    articles = [article for article in site.naming(topic, Article) if article.key in edition.listed_keys]
    agreements = [each for each in site.naming(topic, Agreement) if each.public and site.has_standing(each)]
    return TopicView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        key=topic.key,
        title=edition.title(topic),
        summary=edition.said(topic.summary),
        articles=tuple(article_card(edition, article) for article in articles),
        events=tuple(event_card(edition, event) for event in site.naming(topic, Event)),
        partners=tuple(partner_card(edition, partner) for partner in site.naming(topic, Partner)),
        agreements=tuple(agreement_row(edition, each) for each in agreements),
        topics=tuple((edition.anchor(each), edition.topic_sizes[each.key]) for each in edition.all_topics),
    )
