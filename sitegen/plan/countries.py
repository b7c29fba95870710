"""Countries with the number of their partners, in the order of the page's language."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.plan import addresses
from sitegen.plan.edition import Edition
from sitegen.plan.parts import Count


def country_path(lang: str, country: str) -> str:
    """`/id/mitra/negara/my/`"""
    return addresses.path(lang, addresses.word("partners", lang), addresses.word("country", lang), country.lower())


def country_counts(edition: Edition, countries: Iterable[str]) -> tuple[Count, ...]:
    """Some countries by their names; those that partners come from lead to their page, the others nowhere (`href` is empty)."""
    sizes = edition.partners_by_country
    return tuple(
        Count(country, edition.base.href(country_path(edition.lang, country)) if sizes[country] else "", sizes[country])
        for country in sorted(countries, key=edition.country_order)
    )


def all_countries(edition: Edition) -> tuple[Count, ...]:
    """The countries that partners come from."""
    return country_counts(edition, edition.partners_by_country)
