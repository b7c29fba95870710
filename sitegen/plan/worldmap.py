"""The map of partners: the places that they are in, as a list and as dots on the world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from msgspec import Struct

from sitegen.base.words import sort_key
from sitegen.plan import addresses
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.parts import Anchor, Head, Said, View
from sitegen.read.kinds.partners import Partner

CLOSER = (40, 70)
"""Degrees of latitude and longitude that the closer look at the map shows."""


class PlaceShown(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """A city with its partners."""

    id: str
    """Where it stands in the list: what its dot leads to."""
    city: Said | None
    """None for partners whose city nobody wrote."""
    geo: tuple[float, float] | None
    """Latitude and longitude in degrees, of the first partner that has them; None: the place is in the list only."""
    partners: tuple[Anchor, ...]
    """A–Z in the page's language."""


class CountryShown(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """A country with its places, by their names; partners without a city come first."""

    country: str | None
    """None for networks that belong to no country; they come last."""
    href: str | None
    places: tuple[PlaceShown, ...]


class MapView(View, frozen=True, kw_only=True):
    """`map.html`."""

    countries: tuple[CountryShown, ...]
    """By the country's name in the page's language."""
    total: int
    """Partners."""
    closer: tuple[float, float, int, int] | None
    """The part of the world in which most places lie: latitude and longitude of its north-western corner, height and width, in degrees.
    None where they lie far from each other."""


def pages(edition: Edition) -> Iterator[Planned]:
    """The map, `/id/mitra/peta/`; none while there are no partners."""
    if edition.site.of(Partner):
        yield edition.planned(
            addresses.partners_map(edition.lang),
            "map.html",
            _view,
            cluster=("partners", "map"),
            section="partners",
            modified=_newest,
        )


def _newest(edition: Edition) -> date | None:
    return max((day for partner in edition.site.of(Partner).values() for day in partner.updated.values()), default=None)


def _view(edition: Edition, head: Head) -> MapView:
    partners = sorted(edition.site.partners(edition.lang), key=lambda partner: _country_order(edition, partner))
    countries = tuple(
        CountryShown(
            country=country,
            href=edition.country_href(country) if country else None,
            places=_places(edition, list(members)),
        )
        for country, members in groupby(partners, key=lambda partner: partner.country)
    )
    return MapView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        countries=countries,
        total=len(partners),
        closer=_closer([place.geo for country in countries for place in country.places if place.geo]),
    )


def _closer(dots: list[tuple[float, float]]) -> tuple[float, float, int, int] | None:
    """The part around the middle of all dots, if it holds more than half of several."""
    if len(dots) < 3:
        return None
    (height, width), middle = CLOSER, len(dots) // 2
    north = min(78.0, sorted(latitude for latitude, _ in dots)[middle] + height / 2)
    west = max(-180.0, min(180.0 - width, sorted(longitude for _, longitude in dots)[middle] - width / 2))
    inside = [dot for dot in dots if north - height <= dot[0] <= north and west <= dot[1] <= west + width]
    return (round(north, 1), round(west, 1), height, width) if len(inside) > len(dots) / 2 else None


def _country_order(edition: Edition, partner: Partner) -> tuple[object, ...]:
    return (False, *edition.country_order(partner.country)) if partner.country else (True,)


def _places(edition: Edition, partners: list[Partner]) -> tuple[PlaceShown, ...]:
    """The places of a country's partners. Those that are called alike in the page's language are one."""
    by_city: dict[str, list[Partner]] = {}
    for partner in partners:
        city = edition.said(partner.city)
        by_city.setdefault(city.text if city else "", []).append(partner)
    return tuple(
        PlaceShown(
            id=f"place-{members[0].key}",
            city=edition.said(members[0].city),
            geo=next((partner.geo for partner in members if partner.geo), None),
            partners=tuple(edition.partner_anchor(partner) for partner in members),
        )
        for city, members in sorted(by_city.items(), key=lambda place: (bool(place[0]), sort_key(place[0])))
    )
