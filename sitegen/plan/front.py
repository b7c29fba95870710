"""The pages that belong to no kind: home, choice of language, 404, site map, former addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.plan.parts import Anchor, ArticleCard, Count, EventCard, Frame, PartnerCard, View


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView(View):
    """`home.html`."""

    lead: ArticleCard | None
    """The newest article."""
    articles: tuple[ArticleCard, ...]
    """The next newest, at most five."""
    events: tuple[EventCard, ...]
    """Running and upcoming, soonest first, at most four; cancelled ones among them."""
    partners: tuple[PartnerCard, ...]
    """All, for the map and the list beside it."""
    partner_count: int
    country_count: int
    city_count: int
    agreement_count: int
    """In force, chains counted once."""
    countries: tuple[Count, ...]
    as_of: date | None
    topics: tuple[Anchor, ...]
    about: Anchor | None
    news_href: str
    events_href: str
    partners_href: str
    agreements_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooserView(View):
    """`chooser.html`: the choice of language at `/`, said in every language. `frames` has one frame a language."""

    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView(View):
    """`404.html`, said in every language."""

    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMapView(View):
    """`site-map.html`: every page of the language that machines may index, in groups named after menu entries or kinds."""

    groups: tuple[tuple[str, tuple[Anchor, ...]], ...]
    """Group name (`pages`, `news`, `events`, `partners`, `topics`) and its pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """`redirect.html`: a former address."""

    lang: str
    href: str
    url: str
    title: str
