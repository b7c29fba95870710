"""The page of agreements, by validity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sitegen.plan import addresses
from sitegen.plan.cards import STRENGTH, chain_rows
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.parts import ChainRow, Count, Head, View
from sitegen.read.record import Record


class AgreementsView(View, frozen=True, kw_only=True):
    """`agreements.html`."""

    groups: tuple[tuple[str, tuple[ChainRow, ...]], ...]
    """By validity, what is in force first; no group is empty."""
    total: int
    in_force: int
    domestic: int
    """Of those in force, with partners of the campus's country only."""
    countries: tuple[Count, ...]
    """Agreements in force by country of a partner; one with partners in two countries counts under both."""
    as_of: date | None
    statistics_href: str


def path(record: Record, lang: str) -> str:
    """Agreements have no page of their own: the one where all stand, `/id/kerja-sama/`."""
    return addresses.index("agreements", lang)


def pages(edition: Edition) -> Iterator[Planned]:
    """The one page of all agreements that the public may see."""
    yield edition.planned(
        addresses.index("agreements", edition.lang),
        "agreements.html",
        _view,
        cluster=("agreements",),
        section="agreements",
        modified=_modified,
    )


def _modified(edition: Edition) -> date | None:
    return max((day for each in edition.site.agreements for day in each.updated.values()), default=None)


def _view(edition: Edition, head: Head) -> AgreementsView:
    rows = chain_rows(edition, edition.site.chains(edition.site.agreements))
    in_force = [row for row in rows if row.current.in_force]
    countries = Counter(country for row in in_force for country in row.current.countries)
    home = edition.config.home.country
    groups = [(each.value, tuple(row for row in rows if row.current.validity == each)) for each in STRENGTH]
    return AgreementsView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        groups=tuple((validity, members) for validity, members in groups if members),
        total=len(rows),
        in_force=len(in_force),
        domestic=sum(set(row.current.countries) == {home} for row in in_force),
        countries=tuple(
            Count(country, edition.country_href(country), number)
            for country, number in sorted(countries.items(), key=lambda count: edition.country_order(count[0]))
        ),
        as_of=edition.as_of(edition.site.agreements),
        statistics_href=edition.base.href(addresses.index("statistics", edition.lang)),
    )
