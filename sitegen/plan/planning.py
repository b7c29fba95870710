"""Planning: from a site to the list of its pages. The list is cheap; no view is made here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.base.problems import Problem
from sitegen.base.uncollected import uncollected
from sitegen.plan import front, kinds, opendata, sitemaps
from sitegen.plan.addresses import Base
from sitegen.plan.atlas import Atlas, collisions
from sitegen.plan.edition import Edition
from sitegen.plan.following import follow
from sitegen.plan.links import Links
from sitegen.plan.media import used_files
from sitegen.plan.page import Planned
from sitegen.relate.site import Site


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be published: the pages, and the files of `content/` that they show."""

    atlas: Atlas
    media: Mapping[str, str]
    """Path in the output folder → file of `content/`, relative to the site's folder."""


@uncollected
def plan(site: Site) -> tuple[Plan, list[Problem]]:
    """All pages of a site by path. Two pages never share one, on any file system; every link in its texts leads somewhere."""
    base = Base.of(site.config.base_url)
    links = Links(site, base)
    editions = tuple(Edition(site, base, links, lang) for lang in site.config.languages)
    pages = list(_pages(editions))
    # Two steps more, because these list what the step before found.
    pages += [front.site_map(edition, pages) for edition in editions]
    atlas = Atlas(site.config, base, pages)
    for_machines = tuple(sitemaps.pages(atlas))
    pages += for_machines
    atlas = atlas.and_also(for_machines)
    linked, lost = follow(site, links, atlas.pages)
    media, missing = used_files(site, links, linked)
    return Plan(atlas, media), [*collisions(pages), *missing, *lost]


def _pages(editions: tuple[Edition, ...]) -> Iterator[Planned]:
    yield from front.entrances(editions)
    for edition in editions:
        yield front.home(edition)
        for kind in kinds.modules().values():
            yield from kind.pages(edition)
    yield from front.redirects(editions)
    yield from opendata.pages(editions[0])
