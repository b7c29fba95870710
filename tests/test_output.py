"""The output as a browser, a crawler and a screen reader meet it: a walk over every page of the demonstration site, at two addresses."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.build_site import Built, demonstration

BASES = ("https://kui.politap.example/", "https://example.ac.id/kui/")
XHTML = "{http://www.w3.org/1999/xhtml}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module", params=BASES)
def base(request: pytest.FixtureRequest) -> str:
    address: str = request.param
    return address


@pytest.fixture(scope="module")
def site(base: str) -> Built:
    return demonstration(base)


def nodes(page: LexborHTMLParser, selector: str) -> list[LexborNode]:
    return page.css(selector)


def attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def is_redirect(page: LexborHTMLParser) -> bool:
    return bool(nodes(page, "meta[http-equiv=refresh]"))


def whole(site: Built) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Pages that readers stay on."""
    return ((path, page) for path, page in site.pages.items() if not is_redirect(page))


def addresses(page: LexborHTMLParser) -> Iterator[str]:
    for selector, name in (("[href]", "href"), ("[src]", "src")):
        yield from (attribute(node, name) for node in nodes(page, selector))


def test_the_demonstration_site_has_no_error_and_no_warning(site: Built) -> None:
    assert {problem.severity.value for problem in site.problems} <= {"note"}


def test_every_internal_link_asset_and_fragment_exists(site: Built, base: str) -> None:
    prefix = urlsplit(base).path
    ids = {path: {attribute(node, "id") for node in nodes(page, "[id]")} for path, page in site.pages.items()}
    broken = []
    for path, page in site.pages.items():
        here = urljoin(base, path.removeprefix("/"))
        for href in addresses(page):
            url = urlsplit(urljoin(here, href))
            if url.scheme not in ("http", "https") or url.netloc != urlsplit(base).netloc:
                continue
            if not url.path.startswith(prefix):
                broken.append((path, href))
                continue
            target = "/" + unquote(url.path.removeprefix(prefix))
            file = target.removeprefix("/") + ("index.html" if target.endswith("/") else "")
            if file not in site.files or (url.fragment and unquote(url.fragment) not in ids[target]):
                broken.append((path, href))
    assert broken == []


def test_nothing_is_asked_of_another_host(site: Built, base: str) -> None:
    host = urlsplit(base).netloc
    selectors = (
        ("script[src]", "src"),
        ("img", "src"),
        ("link[rel=stylesheet]", "href"),
        ("link[rel=preload]", "href"),
        ("image", "href"),
    )
    asked = [
        attribute(node, name)
        for _, page in site.pages.items()
        for selector, name in selectors
        for node in nodes(page, selector)
    ]
    assert asked
    assert [address for address in asked if urlsplit(address).netloc not in ("", host)] == []


def test_scripts_are_files_of_the_theme_that_wait_for_the_page(site: Built, base: str) -> None:
    """The site's policy is `script-src 'self'`: what stands in a page is data."""
    scripts = {
        (path, attribute(node, "type"), attribute(node, "src"), node.text())
        for path, page in site.pages.items()
        for node in nodes(page, "script:not([type='application/ld+json'])")
    }
    assert scripts
    folder = urlsplit(base).path + "assets/"
    assert [each for each in scripts if each[1] != "module" or not each[2].startswith(folder) or each[3]] == []


def alternates(page: LexborHTMLParser) -> dict[str, str]:
    links = nodes(page, "link[rel=alternate][hreflang]")
    found = {attribute(link, "hreflang"): attribute(link, "href") for link in links}
    assert len(found) == len(links)
    return found


def canonical(page: LexborHTMLParser) -> str:
    (link,) = nodes(page, "link[rel=canonical]")
    return attribute(link, "href")


def test_each_page_is_canonical_to_itself(site: Built, base: str) -> None:
    assert [path for path, page in whole(site) if canonical(page) != urljoin(base, path.removeprefix("/"))] == []


def test_versions_name_each_other_and_themselves_alike(site: Built) -> None:
    by_url = {canonical(page): page for _, page in whole(site)}
    clusters = {url: alternates(page) for url, page in by_url.items()}
    assert sum(map(bool, clusters.values())) > 50
    for url, cluster in clusters.items():
        if cluster:
            assert len([lang for lang in cluster if lang != "x-default"]) >= 2
            assert url in cluster.values()
            assert all(clusters[other] == cluster for other in cluster.values())


def test_x_default_is_the_choice_of_language_for_home_and_english_elsewhere(site: Built, base: str) -> None:
    for path, page in whole(site):
        cluster = alternates(page)
        if path in ("/", "/id/", "/en/"):
            assert cluster["x-default"] == base
        elif cluster:
            assert cluster["x-default"] == cluster["en"]


def test_a_page_in_one_language_has_no_hreflang_and_its_switch_leads_to_the_section(site: Built, base: str) -> None:
    page = site.pages["/en/news/2026/guests-from-hanoi/"]
    assert alternates(page) == {}
    other = page.css_first(".switch a[lang=id]")
    assert other is not None
    assert attribute(other, "href") == urlsplit(base).path + "id/berita/"
    assert "Halaman ini belum ada dalam bahasa Indonesia." in site.shown("/en/news/2026/guests-from-hanoi/")


def test_the_sitemap_says_what_the_pages_say(site: Built) -> None:
    root = ElementTree.fromstring(site.files["sitemap.xml"])
    listed = {}
    for url in root.iter(f"{SITEMAP}url"):
        versions = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(f"{XHTML}link")}
        listed[url.findtext(f"{SITEMAP}loc")] = versions
    pages = {
        canonical(page): alternates(page)
        for _, page in whole(site)
        if not nodes(page, "meta[name=robots][content=noindex]")
    }
    assert listed == pages


@pytest.mark.parametrize(("lang", "path"), [("id", "/id/peta-situs/"), ("en", "/en/site-map/")])
def test_the_site_map_leads_to_every_page_of_its_language(site: Built, base: str, lang: str, path: str) -> None:
    root = ElementTree.fromstring(site.files["sitemap.xml"])
    listed = {url.text for url in root.iter(f"{SITEMAP}loc") if (url.text or "").startswith(f"{base}{lang}/")}
    linked = {urljoin(base, link.attributes["href"] or "") for link in site.pages[path].css("main a")}
    assert len(listed) > 50
    assert listed - linked == {base + path.removeprefix("/")}


def test_every_title_is_its_own(site: Built) -> None:
    titles = Counter(page.css_first("title").text() for _, page in whole(site))  # type: ignore[union-attr]
    assert [title for title, number in titles.items() if number > 1 or not title.strip()] == []


def test_every_page_says_its_language(site: Built) -> None:
    for path, page in site.pages.items():
        lang = attribute(page.css_first("html"), "lang")  # type: ignore[arg-type]
        expected = path.split("/")[1] if path.startswith(("/id/", "/en/")) else "id"
        assert lang == expected, path


def test_each_page_has_one_h1_and_no_level_is_skipped(site: Built) -> None:
    for path, page in whole(site):
        levels = [int(node.tag[1]) for node in nodes(page, "h1, h2, h3, h4, h5, h6")]  # type: ignore[index]
        assert levels.count(1) == 1, path
        steps = pairwise(levels[levels.index(1) :])
        assert all(after - before <= 1 for before, after in steps), path


def test_ids_are_unique_on_a_page(site: Built) -> None:
    for path, page in whole(site):
        ids = Counter(attribute(node, "id") for node in nodes(page, "[id]"))
        assert [name for name, number in ids.items() if number > 1] == [], path


def test_the_skip_link_leads_to_the_main_part(site: Built) -> None:
    for path, page in whole(site):
        first = page.css_first("body a")
        assert first is not None
        assert attribute(first, "href") == "#main", path
        assert len(nodes(page, "main#main")) == 1, path


def test_every_picture_has_an_alternative_text_and_a_size(site: Built) -> None:
    pictures = [node for _, page in site.pages.items() for node in nodes(page, "img")]
    assert pictures
    assert [
        attribute(node, "src") for node in pictures if not {"alt", "width", "height"} <= node.attributes.keys()
    ] == []


def test_no_page_shows_what_a_program_says_for_nothing(site: Built) -> None:
    for path, page in whole(site):
        text = page.css_first("body").text()  # type: ignore[union-attr]
        assert re.search(r"\bNone\b|Undefined|\{\{|\{%|&amp;|\bdatetime\b", text) is None, path


def test_structured_data_of_every_page_is_json_with_whole_addresses(site: Built, base: str) -> None:
    kinds: defaultdict[str, int] = defaultdict(int)
    for path, page in whole(site):
        (script,) = nodes(page, "script[type='application/ld+json']")
        data = json.loads(script.text())
        for thing in data["@graph"]:
            kinds[thing["@type"]] += 1
            url = thing.get("@id", base)
            assert url.startswith("https://"), path
    assert {
        "NewsArticle",
        "EducationEvent",
        "CollegeOrUniversity",
        "BreadcrumbList",
        "ItemList",
        "Organization",
    } <= kinds.keys()


def test_the_size_of_a_list_is_that_of_the_whole_list_on_each_of_its_pages(site: Built) -> None:
    for path in ("/en/news/", "/en/news/page/2/"):
        script = site.pages[path].css_first("script[type='application/ld+json']")
        assert script is not None
        graph = json.loads(script.text())["@graph"]
        (listing,) = [thing for thing in graph if thing["@type"] == "ItemList"]
        assert listing["numberOfItems"] == 9
        assert listing["itemListElement"][0]["position"] == (1 if path == "/en/news/" else 7)


def test_what_is_in_another_language_says_so_on_the_link(site: Built) -> None:
    link = next(node for node in nodes(site.pages["/id/berita/"], "h2 a") if "Guests from Hanoi" in node.text())
    assert (attribute(link, "lang"), attribute(link, "hreflang")) == ("en", "en")
    assert "Dalam bahasa Inggris" in site.shown("/id/berita/")


def test_internal_agreements_are_nowhere(site: Built) -> None:
    assert [name for name, data in site.files.items() if b"phnom-penh-mou-baru" in data or b"batal-2024" in data] == []


def test_robots_may_read_everything_and_find_the_sitemap(site: Built, base: str) -> None:
    assert site.text("robots.txt") == f"User-agent: *\nDisallow:\n\nSitemap: {base}sitemap.xml\n"


def test_whatever_is_invented_says_so_on_its_page(site: Built) -> None:
    said = re.compile("rekaan|invented", re.IGNORECASE)
    real = {"/id/berita/2022/pelatihan-kui/", "/en/news/2022/kui-training/", "/id/mitra/its/", "/en/partners/its/"}
    real |= {"/id/agenda/2022/pelatihan-kui/", "/en/events/2022/pelatihan-kui/"}
    records = re.compile(
        r"/(id/(berita|agenda)|en/(news|events))/\d{4}/(?!\d\d/)[^/]+/"
        r"|/(id/mitra|en/partners)/(?!negara|jenis|country|type|peta|map)[^/]+/"
    )
    invented = [path for path, _ in whole(site) if records.fullmatch(path) and path not in real]
    assert len(invented) > 40
    assert [path for path in invented if not said.search(site.shown(path))] == []
