"""The pages of partners: A–Z, by each filter, and each partner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from sitegen.base.dates import PartialDate
from sitegen.plan import addresses
from sitegen.plan.body import Body
from sitegen.plan.cards import article_card, event_card, partner_card, partner_chains
from sitegen.plan.edition import Edition
from sitegen.plan.filters import counted, narrowed
from sitegen.plan.page import Planned
from sitegen.plan.parts import Anchor, ArticleCard, ChainRow, EventCard, Filter, Head, Image, PartnerCard, Said, View
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.read.record import Record
from sitegen.relate.validity import IN_FORCE

LOOK_UP = {
    "ror": "https://ror.org/{}",
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "isni": "https://isni.org/isni/{}",
}
"""Scheme of an identifier → where the public can look it up."""


class PartnerView(View, frozen=True, kw_only=True):
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


class PartnersIndexView(View, frozen=True, kw_only=True):
    """`partners-index.html`: all partners, or those that have a value for a filter."""

    chosen: tuple[str, str] | None
    """Name of the filter, and the value; None on the page with all partners."""
    partners: tuple[PartnerCard, ...]
    """A–Z in the page's language; those with an agreement in force, or without any agreement recorded, and those without stand in
    the same order and are told apart by `in_force`."""
    index_href: str
    """Of the page with all partners."""
    map_href: str
    statistics_href: str
    filters: tuple[Filter, ...]
    """Of all partners, whichever the page shows."""
    total: int
    in_force: int
    """Agreements in force of the partners shown, chains counted once."""
    as_of: date | None


def path(record: Record, lang: str) -> str:
    """`/id/mitra/its/`"""
    return f"{addresses.index('partners', lang)}{record.slugs[lang]}/"


MADE_OF = frozenset({"partners", "agreements"})


def pages(edition: Edition) -> Iterator[Planned]:
    """The index, a page for each value of a filter that some partner has, the partners."""
    partners = edition.site.partners(edition.lang)
    found = narrowed(edition, partners)
    filters = counted(edition, found)
    yield _index(edition, addresses.index("partners", edition.lang), partners, filters, None)
    for chosen, members in found.items():
        yield _index(edition, addresses.partners_by(*chosen, edition.lang), members, filters, chosen)
    yield from edition.of_records(partners, _page)


def _page(edition: Edition, partner: Partner) -> Planned:
    return edition.planned_record(
        partner,
        "partner.html",
        partial(_partner_view, partner),
        section="partners",
        modified=max(partner.updated.values(), default=None),
    )


def _index(
    edition: Edition,
    path: str,
    shown: Sequence[Partner],
    filters: tuple[Filter, ...],
    chosen: tuple[str, str] | None,
) -> Planned:
    return edition.planned(
        path,
        "partners-index.html",
        partial(_index_view, shown, filters, chosen),
        cluster=("partners", *(chosen or ())),
        section="partners",
        modified=partial(_newest, shown),
    )


def _newest(partners: Sequence[Partner], edition: Edition) -> date | None:
    return max((day for partner in partners for day in partner.updated.values()), default=None)


def _index_view(
    shown: Sequence[Partner],
    filters: tuple[Filter, ...],
    chosen: tuple[str, str] | None,
    edition: Edition,
    head: Head,
) -> PartnersIndexView:
    public = {agreement.key: agreement for partner in shown for agreement in edition.site.agreements_of(partner)}
    chains = edition.site.chains(public.values())
    return PartnersIndexView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        chosen=chosen,
        partners=tuple(partner_card(edition, partner) for partner in shown),
        index_href=edition.base.href(addresses.index("partners", edition.lang)),
        map_href=edition.base.href(addresses.partners_map(edition.lang)),
        statistics_href=edition.base.href(addresses.index("statistics", edition.lang)),
        filters=filters,
        total=len(edition.site.partners(edition.lang)),
        in_force=sum(edition.site.standing(chain.current).validity in IN_FORCE for chain in chains),
        as_of=edition.as_of(public.values()),
    )


def _partner_view(partner: Partner, edition: Edition, head: Head) -> PartnerView:
    site = edition.site
    card = partner_card(edition, partner)
    contact = partner.contact
    official = edition.in_language(partner.official, partner.official_lang) if partner.official else None
    successor = next(iter(edition.partners(partner, "successor")), None)
    merged = [other for other in site.naming(partner, Partner) if partner.key in other.keys("successor")]
    return PartnerView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        card=card,
        official=official if official and official.text != card.name.text else None,
        other_names=partner.other_names,
        former_names=tuple((former.name, former.until) for former in partner.former_names),
        predecessors=tuple(
            dict.fromkeys(
                (*edition.partners(partner, "predecessors"), *(edition.partner_anchor(other) for other in merged))
            )
        ),
        successor=successor,
        summary=edition.said(partner.summary),
        body=edition.body(partner),
        region=edition.said(partner.region),
        website=partner.website.get(edition.lang) or next(iter(partner.website.values()), None),
        logo=edition.image(partner.logo),
        ids=tuple(_identifier(scheme, value) for scheme, value in sorted(partner.ids.items())),
        units=partner.units,
        fields=partner.fields,
        contact_office=edition.said(contact.office) if contact else None,
        contact_email=contact.email if contact else None,
        contact_url=contact.url if contact else None,
        contact_person=contact.person if contact else None,
        factsheet=partner.factsheet,
        since=partner.since,
        status=partner.status,
        chains=partner_chains(edition, partner),
        as_of=edition.as_of(site.agreements_of(partner)),
        articles=tuple(
            article_card(edition, article)
            for article in site.naming(partner, Article)
            if article.key in edition.listed_keys
        ),
        events=tuple(event_card(edition, event) for event in site.naming(partner, Event)),
        country_href=edition.country_href(partner.country) if partner.country else None,
    )


def _identifier(scheme: str, value: str) -> tuple[str, str, str | None]:
    """Scheme, identifier without the address that some schemes write it with, and that address."""
    shown = value.rstrip("/").rpartition("/")[2] if value.startswith("https://") else value
    return scheme, shown, LOOK_UP[scheme].format(shown.replace(" ", "")) if scheme in LOOK_UP else None
