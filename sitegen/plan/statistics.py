"""The cooperation in figures: partners by country and type, agreements by validity and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain

from msgspec import Struct

from sitegen.plan import addresses
from sitegen.plan.cards import STRENGTH
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.parts import Count, Head, View
from sitegen.read.kinds.partners import KINDS, Partner
from sitegen.relate.validity import IN_FORCE


class YearCount(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """The documents that were signed in a year."""

    year: int
    number: int
    in_force: int
    """Those of them that are in force today."""


class StatisticsView(View, frozen=True, kw_only=True):
    """`statistics.html`."""

    partners: int
    countries: tuple[Count, ...]
    """Of partners, the most first; networks without a country are in none."""
    types: tuple[Count, ...]
    """Of partners, the most first."""
    agreements: int
    """Chains counted once, as on the page of agreements."""
    validities: tuple[Count, ...]
    """Of agreements, what is in force first. They lead to their place on the page of agreements."""
    years: tuple[YearCount, ...]
    """From the first signing to the last, without a gap. A renewal is a document of its own."""
    undated: int
    """Documents without a day of signing: those that are not signed yet."""
    as_of: date | None


def pages(edition: Edition) -> Iterator[Planned]:
    """`/id/statistik/`; none while there is nothing to count."""
    if edition.site.of(Partner) or edition.site.agreements:
        yield edition.planned(
            addresses.index("statistics", edition.lang),
            "statistics.html",
            _view,
            cluster=("statistics",),
            section="statistics",
            modified=_newest,
        )


def _newest(edition: Edition) -> date | None:
    records = chain(edition.site.of(Partner).values(), edition.site.agreements)
    return max((day for record in records for day in record.updated.values()), default=None)


def _view(edition: Edition, head: Head) -> StatisticsView:
    site = edition.site
    partners = site.partners(edition.lang)
    types = Counter(partner.type for partner in partners)
    chains = site.chains(site.agreements)
    validities = Counter(site.standing(chain.current).validity for chain in chains)
    agreements = edition.base.href(addresses.index("agreements", edition.lang))
    return StatisticsView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        partners=len(partners),
        countries=_most_first(edition.all_countries),
        types=_most_first(
            tuple(Count(kind, edition.partners_href("type", kind), types[kind]) for kind in KINDS if types[kind])
        ),
        agreements=len(chains),
        validities=tuple(
            Count(each.value, f"{agreements}#{each.value}", validities[each]) for each in STRENGTH if validities[each]
        ),
        years=_years(edition),
        undated=sum(each.signed is None for each in site.agreements),
        as_of=edition.as_of(site.agreements),
    )


def _most_first(counts: tuple[Count, ...]) -> tuple[Count, ...]:
    return tuple(sorted(counts, key=lambda count: -count.number))


def _years(edition: Edition) -> tuple[YearCount, ...]:
    site = edition.site
    signed = [(each.signed.year, site.standing(each).validity in IN_FORCE) for each in site.agreements if each.signed]
    total, in_force = Counter(year for year, _ in signed), Counter(year for year, holds in signed if holds)
    years = range(min(total), max(total) + 1) if total else ()
    return tuple(YearCount(year=year, number=total[year], in_force=in_force[year]) for year in years)
