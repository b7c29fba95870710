"""The site map: the page that leads to every page of one language that machines may index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

from msgspec import Struct

from sitegen.base.dates import PartialDate
from sitegen.plan import addresses
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.parts import Anchor, Head, Said, View


class ListLink(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """A page that shows a part of a list."""

    href: str
    key: str
    """The number of a page, the year, or the value of a filter; empty for a month."""
    month: PartialDate | None


class Group(Struct, frozen=True, gc=False, kw_only=True, array_like=True):
    """The pages of a section."""

    name: str
    """As in the menu: `news`, `events`, `partners`, `agreements`, `statistics`, `topics`, `pages`."""
    href: str | None
    """Of its index."""
    lists: tuple[tuple[str, tuple[ListLink, ...]], ...]
    """What the list of the index is divided by (`page`, `year`, `month`, or the name of a filter), and the parts."""
    map: str | None
    """Of the map of partners."""
    pages: tuple[Anchor, ...]
    """Of records."""


class SiteMapView(View, frozen=True, kw_only=True):
    """`site-map.html`."""

    groups: tuple[Group, ...]


_ORDER = ("news", "events", "partners", "agreements", "statistics", "topics", "pages")
_MONTH = re.compile(r"(\d{4})-(\d\d)")


def page(edition: Edition, planned: Iterable[Planned]) -> Planned:
    """`/id/peta-situs/`; `planned` are the pages that it leads to, and others."""
    listed = [each for each in planned if each.listed and each.lang == edition.lang]
    path = addresses.index("site-map", edition.lang)
    return edition.planned(path, "site-map.html", partial(_view, listed), cluster=("site-map",), section="site-map")


def _view(listed: Sequence[Planned], edition: Edition, head: Head) -> SiteMapView:
    sections: dict[str, list[Planned]] = {name: [] for name in _ORDER}
    for page in listed:
        if page.cluster[0] in sections:
            sections[page.cluster[0]].append(page)
    groups = tuple(_group(name, pages, edition) for name, pages in sections.items() if pages)
    return SiteMapView(lang=edition.lang, frame=edition.frame, head=head, groups=groups)


def _group(name: str, pages: Iterable[Planned], edition: Edition) -> Group:
    """A page of a record has a title; what the others are, their clusters say: `("events", "2026")`, `("partners", "country", "MY")`."""
    places: dict[str, str] = {}
    lists: dict[str, list[ListLink]] = {}
    records: list[Anchor] = []
    for page in pages:
        href = edition.base.href(page.path)
        if page.title:
            records.append(Anchor(href, Said(page.title)))
            continue
        match page.cluster[1:]:
            case ():
                places["index"] = href
            case ("map",):
                places["map"] = href
            case (filter_, value):
                lists.setdefault(filter_, []).append(ListLink(href=href, key=value, month=None))
            case (when,) if month := _MONTH.fullmatch(when):
                at = PartialDate(int(month[1]), int(month[2]))
                lists.setdefault("month", []).append(ListLink(href=href, key="", month=at))
            case (year,):
                lists.setdefault("year", []).append(ListLink(href=href, key=year, month=None))
    return Group(
        name=name,
        href=places.get("index"),
        lists=tuple((by, tuple(links)) for by, links in lists.items()),
        map=places.get("map"),
        pages=tuple(records),
    )
