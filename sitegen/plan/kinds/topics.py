"""A page for each topic."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.plan.parts import AgreementRow, Anchor, ArticleCard, EventCard, PartnerCard, Said, View


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView(View):
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
