"""The pages of partners: A–Z, by country, by type, and each partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sitegen.base.dates import PartialDate
from sitegen.plan.body import Body
from sitegen.plan.parts import Anchor, ArticleCard, ChainRow, Count, EventCard, Image, PartnerCard, Said, View


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView(View):
    """`partner.html`."""

    card: PartnerCard
    official: Said | None
    """Where it differs from the name shown."""
    other_names: tuple[str, ...]
    former_names: tuple[tuple[str, PartialDate | None], ...]
    predecessors: tuple[Anchor, ...]
    successor: Anchor | None
    summary: Said | None
    body: Body | None
    region: Said | None
    website: str | None
    logo: Image | None
    ids: tuple[tuple[str, str, str | None], ...]
    """Scheme, identifier as shown, address where it can be looked up."""
    units: tuple[str, ...]
    fields: tuple[str, ...]
    contact_office: Said | None
    contact_email: str | None
    contact_url: str | None
    contact_person: str | None
    factsheet: tuple[str, str | None] | None
    since: PartialDate | None
    status: str
    chains: tuple[ChainRow, ...]
    """In force first, then by the day of signing, newest first."""
    as_of: date | None
    """The last day on which a validity on this page changed; None without agreements."""
    articles: tuple[ArticleCard, ...]
    events: tuple[EventCard, ...]
    country_href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersIndexView(View):
    """`partners-index.html`: all partners, those of a country, or of a type."""

    country: str | None
    type: str | None
    partners: tuple[PartnerCard, ...]
    """A–Z in the page's language; those with an agreement in force, or without any agreement recorded, and those without stand in
    the same order and are told apart by `in_force`."""
    countries: tuple[Count, ...]
    """Of all partners, by the country's name in the page's language; the sizes add up to `total` but for networks."""
    types: tuple[Count, ...]
    total: int
    in_force: int
    """Agreements in force of the partners shown, chains counted once."""
    as_of: date | None
