"""Sitemaps: every page that machines may index, with its versions (sitemaps.org 0.9, with Google's hreflang extension)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sitegen.base.problems import Place
from sitegen.plan.atlas import Atlas
from sitegen.plan.edition import Edition
from sitegen.plan.machines import RobotsView, SitemapEntry, SitemapIndexView, SitemapView
from sitegen.plan.page import Planned
from sitegen.plan.parts import Head

LIMIT = 50_000
"""Addresses a file may hold (sitemaps.org)."""

SITEMAP = "/sitemap.xml"


def pages(atlas: Atlas) -> Iterator[Planned]:
    """`/sitemap.xml` (with parts beside it where one file may not hold all addresses) and `/robots.txt`, for the pages of an atlas."""
    place = Place("site.yaml")
    listed = [page for page in atlas.pages.values() if page.listed]
    parts = [listed[at : at + LIMIT] for at in range(0, len(listed), LIMIT)] or [[]]
    paths = [SITEMAP] if len(parts) == 1 else [f"/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for path, part in zip(paths, parts, strict=True):
        yield Planned(path=path, template="sitemap.xml", make=partial(_view, atlas, part), source=place)
    if len(parts) > 1:
        urls = tuple(map(atlas.base.url, paths))
        yield Planned(
            path=SITEMAP,
            template="sitemap-index.xml",
            make=lambda edition, head: SitemapIndexView(urls=urls),
            source=place,
        )
    url = atlas.base.url(SITEMAP)
    yield Planned(
        path="/robots.txt", template="robots.txt", make=lambda edition, head: RobotsView(sitemap=url), source=place
    )


def _view(atlas: Atlas, pages: list[Planned], edition: Edition, head: Head) -> SitemapView:
    # The same for each version of a page.
    alternates = {cluster: atlas.alternates(page) for cluster, page in {page.cluster: page for page in pages}.items()}
    return SitemapView(
        entries=tuple(
            [
                SitemapEntry(
                    url=atlas.base.url(page.path),
                    modified=page.last_modified(atlas.edition(page)),
                    alternates=alternates[page.cluster],
                )
                for page in pages
            ]
        )
    )
