"""The frame: what stands around every page of an telling, and its main menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sitegen.base.languages import direction
from sitegen.plan import addresses
from sitegen.plan.parts import Frame, MenuItem, Said
from sitegen.plan.telling import Telling
from sitegen.read.kinds.pages import PlainPage
from sitegen.read.kinds.partners import Partner


def frame(telling: Telling) -> Frame:
    """What stands around every page of an telling."""
    config, base, lang = telling.config, telling.base, telling.lang
    logo = telling.links.media.graphic(config.home.logo) if config.home.logo else None
    home, contact = config.home, config.contact
    title = telling.said(config.title) or Said("")
    titles = [replace(telling, lang=each).said(config.title) for each in config.languages]
    alike = sum(each is not None and each.text == title.text for each in titles)
    section = partial(addresses.index, lang=lang)
    return Frame(
        lang=lang,
        dir=direction(lang),
        site_title=title.text,
        title_suffix=title.text if alike == 1 else f"{title.text} ({lang})",
        campus=telling.said(home.name) or Said(""),
        campus_short=home.short,
        campus_url=home.website,
        logo=logo.src if logo else None,
        origin=base.origin,
        base=base.prefix,
        home=base.href(addresses.path(lang)),
        menu=menu(telling),
        languages=config.languages,
        site_map=base.href(section("site-map")),
        atom=base.href(f"/{lang.lower()}/feed.atom"),
        json_feed=base.href(f"/{lang.lower()}/feed.json"),
        calendar=base.href(addresses.calendar(lang)) if telling.site.dated else None,
        partners_json=base.href(addresses.PARTNERS_JSON),
        agreements_csv=base.href(addresses.AGREEMENTS_CSV),
        agreements_json=base.href(addresses.AGREEMENTS_JSON),
        office=telling.said(contact.office),
        email=contact.email,
        phone=contact.phone,
        address=telling.said(contact.address),
        hours=telling.said(contact.hours),
        social=tuple(sorted(config.social.items())),
        description=telling.said(config.description),
    )


MENU = ("news", "events", "partners", "agreements")
"""The main menu of a site that does not choose its own: these, then the plain pages, then the search if there is one."""


_PERHAPS = ("map", "statistics", "search")
"""What a menu may name, and what is not there on every site."""


def menu(telling: Telling) -> tuple[MenuItem, ...]:
    """The main menu: as `site.yaml` says, else the indexes and the plain pages of this language. The search is always in it."""
    config = telling.config
    plain = sorted(telling.site.of(PlainPage).values(), key=lambda page: (page.order, page.key))
    named = {name: MenuItem(name, telling.base.href(addresses.index(name, telling.lang))) for name in MENU}
    named |= {
        page.key: MenuItem(page.key, telling.href(page), telling.title(page))
        for page in plain
        if telling.lang in page.languages
    }
    search = MenuItem("search", telling.base.href(addresses.index("search", telling.lang)))
    at_the_end = (search,) if config.search and all(entry.target != "search" for entry in config.menu) else ()
    if not config.menu:
        return (*named.values(), *at_the_end)
    named = {item.name: item for item in _further(telling)} | named
    if config.search:
        named["search"] = search
    items = []
    for entry in config.menu:
        label = telling.said(entry.label)
        if entry.target in named:
            item = named[entry.target]
            items.append(MenuItem(item.name, item.href, label or item.label))
        elif label and entry.target not in _PERHAPS:
            target = entry.target
            items.append(MenuItem(target, telling.base.href(target) if target.startswith("/") else target, label))
    return (*items, *at_the_end)


def _further(telling: Telling) -> Iterator[MenuItem]:
    """What a menu may name besides, where it is there."""
    site, lang = telling.site, telling.lang
    places = {"site-map": addresses.index("site-map", lang)}
    if site.of(Partner):
        places["map"] = addresses.partners_map(lang)
    if site.of(Partner) or site.agreements:
        places["statistics"] = addresses.index("statistics", lang)
    return (MenuItem(name, telling.base.href(path)) for name, path in places.items())
