"""Sitemaps and robots.txt as crawlers read them."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

import pytest

from sitegen.base.problems import Place
from sitegen.plan import sitemaps
from sitegen.plan.addresses import Base
from sitegen.plan.atlas import Atlas
from sitegen.plan.edition import Edition
from sitegen.plan.links import Links
from sitegen.plan.machines import RobotsView, SitemapEntry, SitemapIndexView, SitemapView
from sitegen.plan.page import Planned
from sitegen.plan.parts import Alternate, Head
from sitegen.render.formats import sitemap
from tests.build_site import Built, build_site
from tests.relate import make as relate

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


EMPTY, BASE = relate.site(), Base("https://a.example", "/kui/")
EDITION = Edition(EMPTY, BASE, Links(EMPTY, BASE), "id")


def nothing(edition: Edition, head: Head) -> None:
    """Of a page that is never shown."""


def planned(path: str, lang: str = "id", key: str = "") -> Planned:
    cluster = ("pages", key) if key else ()
    return Planned(
        path=path, template="page.html", make=nothing, source=Place("a"), lang=lang, cluster=cluster, listed=True
    )


def atlas(number: int) -> Atlas:
    return Atlas([EDITION], [planned(f"/id/{n:06}/") for n in range(number)])


def addresses(view: SitemapView) -> list[str | None]:
    root = ElementTree.fromstring(sitemap.sitemap(view))
    return [loc.text for loc in root.iterfind("s:url/s:loc", NS)]


def test_fifty_thousand_addresses_are_one_file() -> None:
    pages = list(sitemaps.pages(atlas(50_000)))
    assert [page.path for page in pages] == ["/sitemap.xml", "/robots.txt"]


def test_one_more_address_makes_an_index_of_two_files() -> None:
    whole = atlas(50_001)
    pages = {page.path: page for page in sitemaps.pages(whole)}
    assert list(pages) == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap.xml", "/robots.txt"]
    views = {path: page.make(EDITION, whole.head(page)) for path, page in pages.items()}
    assert len(views["/sitemap-1.xml"].entries) == 50_000
    assert addresses(views["/sitemap-2.xml"]) == ["https://a.example/kui/id/050000/"]
    index = ElementTree.fromstring(sitemap.index(views["/sitemap.xml"]))
    assert [loc.text for loc in index.iterfind("s:sitemap/s:loc", NS)] == [
        "https://a.example/kui/sitemap-1.xml",
        "https://a.example/kui/sitemap-2.xml",
    ]
    assert pages["/sitemap.xml"].template == "sitemap-index.xml"
    assert views["/robots.txt"].sitemap == "https://a.example/kui/sitemap.xml"


def test_addresses_are_escaped_and_versions_repeated() -> None:
    versions = (Alternate("id", "https://a.example/?a=1&b=<2>"), Alternate("en", 'https://a.example/"'))
    view = SitemapView(entries=(SitemapEntry(url="https://a.example/?a&b", modified=None, alternates=versions),))
    root = ElementTree.fromstring(sitemap.sitemap(view))
    assert addresses(view) == ["https://a.example/?a&b"]
    links = [dict(link.attrib) for link in root.iterfind("s:url/x:link", NS)]
    assert links == [{"rel": "alternate", "hreflang": each.hreflang, "href": each.url} for each in versions]
    assert root.find("s:url/s:lastmod", NS) is None


def test_an_index_and_robots_name_whole_addresses() -> None:
    data = sitemap.index(SitemapIndexView(urls=("https://a.example/&.xml",)))
    assert ElementTree.fromstring(data).findtext("s:sitemap/s:loc", None, NS) == "https://a.example/&.xml"
    assert sitemap.robots(RobotsView(sitemap="https://a.example/sitemap.xml")).splitlines()[-1] == (
        b"Sitemap: https://a.example/sitemap.xml"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files: dict[str, str | bytes] = {
        "content/news/2026-11-01-a.id.md": "---\ntitle: A\nupdated: 2026-11-20\n---\n\nIsi.\n",
        "content/news/2026-11-01-a.en.md": "---\ntitle: A in English\n---\n\nText.\n",
        "content/news/2026-11-02-b.id.md": "---\ntitle: B\n---\n\nIsi.\n",
        "content/partners/p.yaml": "name: P\nkind: network\naliases: [/id/mitra/lama/]\n",
    }
    return build_site(tmp_path_factory.mktemp("sitemap"), files)


def modified(site: Built) -> dict[str, str | None]:
    root = ElementTree.fromstring(site.files["sitemap.xml"])
    return {
        (url.findtext("s:loc", "", NS)).removeprefix("https://kui.example.ac.id"): url.findtext("s:lastmod", None, NS)
        for url in root.iterfind("s:url", NS)
    }


def test_the_day_of_change_comes_from_the_content_and_is_absent_where_unknown(site: Built) -> None:
    found = modified(site)
    assert found["/id/berita/2026/a/"] == "2026-11-20"
    assert found["/en/news/2026/a/"] == "2026-11-01"
    assert found["/id/berita/"] == found["/id/"] == "2026-11-20"
    assert found["/id/mitra/p/"] is None
    assert {day for day in found.values() if day} <= {"2026-11-01", "2026-11-02", "2026-11-20"}
    assert date(2026, 11, 24).isoformat() not in site.text("sitemap.xml")


def test_former_addresses_the_404_page_and_files_are_not_listed(site: Built) -> None:
    assert "/id/mitra/lama/" not in modified(site)
    assert "id/mitra/lama/index.html" in site.files
    assert [path for path in modified(site) if not path.endswith("/")] == []
