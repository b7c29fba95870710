"""Every kind of defect, seeded one at a time into a site that was built: it is found, at its place, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sitegen.base.messages import LANGUAGES, wording
from sitegen.base.problems import Place
from tests.inspect.small_site import ARTICLE_ID, FILES, SECOND_ID, Inspected, inspected, told

ARTICLE = "id/berita/2022/pelatihan/index.html"
ALONE = "id/berita/2022/kunjungan/index.html"
ENGLISH = "en/news/2022/training/index.html"
HOME = "id/index.html"
NEWS = "id/berita/index.html"
LOST = "404.html"
ATOM, JSON_FEED = "id/feed.atom", "id/feed.json"
CALENDAR = "id/agenda/2022/pelatihan.ics"
STYLE, PICTURE = "assets/*/style.css", "media/foto.*.svg"
CSV = "data/agreements.csv"
BASE = "https://kui.example.ac.id/"
NOISE = " ".join(f"{number * 7919 % 99991:x}" for number in range(40_000))
"""What no program compresses to less than 100 kB."""


@dataclass(frozen=True)
class Defect:
    """A change of one file of the output."""

    id: str
    """Of the problem that tells of it."""
    file: str
    change: Callable[[bytes], bytes | None]
    place: Place | None = None
    """In the sources, where the cause stands there; else the file's first line."""
    also: tuple[str, ...] = ()
    """What must be found with it, because one change cannot make the one without the other."""


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """The first `old` becomes `new`."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), 1)

    return change


def add(html: str, before: str = "</main>") -> Callable[[bytes], bytes]:
    """Something more at the end of the main part."""
    return swap(before, html + before)


def gone(data: bytes) -> None:
    """The file is not there."""


def cut(*marks: str) -> Callable[[bytes], bytes]:
    """Without what stands from the first mark up to the end of the second."""

    def change(data: bytes) -> bytes:
        start = data.index(marks[0].encode())
        return data[:start] + data[data.index(marks[1].encode(), start) + len(marks[1].encode()) :]

    return change


DEFECTS = (
    # the file
    Defect("page-cut", ARTICLE, swap("</html>", "")),
    Defect("page-cut.empty", ALONE, lambda data: b"\n"),
    Defect("page-cut.encoding", ARTICLE, lambda data: data.replace("–".encode(), b"\x96", 1)),
    # links
    Defect("page-link", ARTICLE, add('<a href="/id/tiada/">tiada</a>')),
    Defect("page-link.fragment", ARTICLE, add('<a href="/id/tentang/#tiada">tiada</a>')),
    Defect("page-link.here", ARTICLE, add('<a href="#tiada">tiada</a>')),
    Defect("page-link.case", ARTICLE, add('<a href="/id/Tentang/">tentang</a>')),
    Defect("page-link.form", ARTICLE, add('<a href="https://[kui/">kui</a>')),
    Defect("detour", ARTICLE, add('<a href="/id/tentang">tentang</a>')),
    Defect("detour.redirect", NEWS, add('<a href="/id/berita/2022/tamu/">tamu</a>')),
    Defect("detour.insecure", ARTICLE, add('<a href="http://kui.example.ac.id/id/tentang/">tentang</a>')),
    Defect("empty-link", ARTICLE, add('<a href="/id/mitra/"> </a>')),
    Defect("empty-link.target", ARTICLE, add('<a href="">kosong</a>')),
    Defect("empty-link.button", ARTICLE, add("<button></button>")),
    Defect("unsafe-address", ARTICLE, add('<a href=" java\tscript:alert(1)">buka</a>')),
    Defect("unsafe-address", ARTICLE, add('<a href="data:text/html,x">buka</a>')),
    Defect("unsafe-address.local", ARTICLE, add('<a href="http://localhost:8000/id/">lihat</a>')),
    Defect("unsafe-address.local", ARTICLE, add('<a href="https://192.168.1.7/">lihat</a>')),
    Defect("contact-address.mail", ARTICLE, add('<a href="mailto:kui@kampus">surat</a>')),
    Defect("contact-address.phone", ARTICLE, add('<a href="tel:ext-12">telepon</a>')),
    # what is loaded
    Defect("page-asset.picture", ARTICLE, add('<img src="/media/a.png" alt="" width="1" height="1">')),
    Defect(
        "page-asset.source",
        ARTICLE,
        add(
            '<picture><source srcset="/media/a.avif 320w, /media/b.avif 640w"><img alt="" src="data:," width="1" height="1"></picture>'
        ),
    ),
    Defect("page-asset.style", ARTICLE, swap("</head>", '<link rel="stylesheet" href="/assets/a.css"></head>')),
    Defect("page-asset.icon", ARTICLE, swap("</head>", '<link rel="icon" href="/a.ico"></head>')),
    Defect("page-asset.script", ARTICLE, add('<script src="/a.js"></script>')),
    Defect("page-asset.media", ARTICLE, add('<video src="/a.webm"></video>')),
    Defect("page-asset.frame", ARTICLE, add('<iframe src="/a/"></iframe>')),
    Defect("page-asset.file", ARTICLE, swap("</head>", '<link rel="preload" as="font" href="/a.woff2"></head>')),
    Defect("page-asset.feed", ARTICLE, swap('href="/id/feed.atom">', 'href="/id/umpan.atom">')),
    Defect("other-host.script", ARTICLE, add('<script src="https://cdn.example.com/a.js"></script>')),
    Defect(
        "other-host.style", ARTICLE, swap("</head>", '<link rel="stylesheet" href="//cdn.example.com/a.css"></head>')
    ),
    Defect("other-host.frame", ARTICLE, add('<iframe src="https://video.example.com/"></iframe>')),
    Defect("other-host.picture", ARTICLE, add('<img src="https://cdn.example.com/a.png" alt="" width="1" height="1">')),
    Defect("other-host.media", ARTICLE, add('<audio src="https://cdn.example.com/a.mp3"></audio>')),
    Defect("other-host.file", ARTICLE, swap("</head>", '<link rel="prefetch" href="https://cdn.example.com/"></head>')),
    Defect(
        "other-host.hint", ARTICLE, swap("</head>", '<link rel="preconnect" href="https://cdn.example.com"></head>')
    ),
    Defect(
        "other-host.feed",
        ARTICLE,
        swap("</head>", '<link rel="alternate" type="application/atom+xml" href="https://cdn.example.com/"></head>'),
    ),
    Defect("other-host.form", ARTICLE, add('<form action="https://form.example.com/"></form>')),
    Defect(
        "mixed-content",
        ARTICLE,
        add('<img src="http://kui.example.ac.id/assets/x.svg" alt="" width="1" height="1">'),
        also=("page-asset.picture",),
    ),
    Defect("inline-script", ARTICLE, add("<script>x()</script>")),
    Defect("inline-script.handler", ARTICLE, add('<p onclick="x()">x</p>')),
    Defect("page-asset.css", STYLE, swap("}", "} body { background: url(tiada.png) }")),
    Defect("other-host.file", STYLE, swap("}", "} @import 'https://cdn.example.com/a.css';")),
    Defect("asset-bytes.empty", PICTURE, lambda data: b"", Place("content/news/foto.svg")),
    Defect("asset-bytes.type", PICTURE, lambda data: b"GIF89a", Place("content/news/foto.svg")),
    # the page for what is not found
    Defect("not-found.relative", LOST, swap('href="/id/"', 'href="id/"')),
    # the head
    Defect("page-head.doctype", ARTICLE, swap("<!doctype html>", "")),
    Defect("page-head.charset", ARTICLE, swap('<meta charset="utf-8">', '<meta charset="latin1">')),
    Defect("page-head.viewport", ARTICLE, swap('name="viewport"', 'name="view"')),
    Defect("page-head.zoom", ARTICLE, swap("initial-scale=1", "initial-scale=1, user-scalable=no")),
    Defect("page-head.base", ARTICLE, swap("</head>", '<base href="/"></head>')),
    Defect("page-head.description", ARTICLE, swap('name="description"', 'name="beschreibung"')),
    Defect("page-title", ARTICLE, cut("<title>", "</title>")),
    Defect("page-title.twice", ARTICLE, swap("</title>", "</title><title>Lagi</title>")),
    Defect("same-title", ARTICLE, cut("Pelatihan kantor internasional", "–"), Place(ARTICLE_ID, 2, 8)),
    Defect("page-language", ARTICLE, swap(' lang="id"', "")),
    Defect("page-language.tag", ARTICLE, swap(' lang="id"', ' lang="indonesian!"'), also=("page-versions.language",)),
    Defect("page-language.folder", ARTICLE, swap(' lang="id"', ' lang="ms"'), also=("page-versions.language",)),
    Defect("page-language.direction", "404.html", swap(' lang="id"', ' lang="ar"')),
    Defect("page-language.part", ARTICLE, add('<span lang="">x</span>')),
    Defect("canonical", ARTICLE, swap('rel="canonical"', 'rel="self"')),
    Defect(
        "canonical.other",
        ARTICLE,
        swap(f'rel="canonical" href="{BASE}id/berita', f'rel="canonical" href="{BASE}id/kabar'),
        also=("share-card.url",),
    ),
    Defect(
        "canonical.twice",
        ARTICLE,
        swap('<link rel="canonical"', f'<link rel="canonical" href="{BASE}"><link rel="canonical"'),
        also=("share-card.url",),
    ),
    Defect(
        "canonical.relative",
        ARTICLE,
        swap(f'rel="canonical" href="{BASE}', 'rel="canonical" href="/'),
        also=("share-card.url",),
    ),
    Defect("share-card", ARTICLE, swap(f'og:image" content="{BASE}media/', f'og:image" content="{BASE}medium/')),
    Defect("share-card.relative", ARTICLE, swap(f'og:image" content="{BASE}', 'og:image" content="/')),
    Defect("share-card.url", ARTICLE, swap(f'og:url" content="{BASE}id', f'og:url" content="{BASE}en')),
    Defect("left-over", ARTICLE, add("<p>{{ page.title }}</p>")),
    # versions
    Defect(
        "page-versions",
        ARTICLE,
        swap(f'hreflang="en" href="{BASE}en/news', f'hreflang="en" href="{BASE}en/old'),
        also=("page-versions.one-way", "sitemap-file.versions"),
    ),
    Defect(
        "page-versions.one-way",
        ENGLISH,
        cut('<link rel="alternate" hreflang="id"', ">"),
        Place(f"output/{ARTICLE}"),
        also=("sitemap-file.versions",),
    ),
    Defect("page-versions.switch", ARTICLE, lambda data: data.replace(b'<a href="/en/news/2022/training/"', b"<a")),
    Defect(
        "page-versions.self", ARTICLE, cut('<link rel="alternate" hreflang="id"', ">"), also=("sitemap-file.versions",)
    ),
    Defect(
        "page-versions.default",
        ARTICLE,
        cut('<link rel="alternate" hreflang="x-default"', ">"),
        also=("sitemap-file.versions",),
    ),
    Defect(
        "page-versions.twice",
        ARTICLE,
        swap("</head>", f'<link rel="alternate" hreflang="en" href="{BASE}en/news/2022/training/"></head>'),
    ),
    Defect(
        "page-versions.tag",
        ARTICLE,
        swap('hreflang="en"', 'hreflang="inggris"'),
        also=("page-versions.language", "page-versions.one-way", "sitemap-file.versions"),
    ),
    Defect("page-versions.relative", ARTICLE, swap(f'hreflang="en" href="{BASE}', 'hreflang="en" href="/')),
    Defect(
        "page-versions.elsewhere",
        ARTICLE,
        swap(f'hreflang="en" href="{BASE}', 'hreflang="en" href="https://other.example.org/'),
        also=("page-versions.one-way", "sitemap-file.versions"),
    ),
    Defect(
        "page-versions.language",
        ARTICLE,
        swap('hreflang="en"', 'hreflang="ms"'),
        also=("page-versions.one-way", "sitemap-file.versions"),
    ),
    # JSON-LD
    Defect("json-ld", ARTICLE, swap('"@graph": [', '"@graph": [,')),
    Defect("json-ld.context", ARTICLE, swap("https://schema.org", "https://example.org")),
    Defect("json-ld.type", ARTICLE, swap('"@type": "BreadcrumbList"', '"type": "BreadcrumbList"')),
    Defect("json-ld.required", ARTICLE, swap('"headline"', '"title"')),
    Defect("json-ld.date", ARTICLE, swap('"datePublished": "2022-11-21"', '"datePublished": "21/11/2022"')),
    Defect("json-ld.address", ARTICLE, swap(f'"item": "{BASE}id/berita/"', f'"item": "{BASE}id/kabar/"')),
    # the structure
    Defect("heading", ARTICLE, lambda data: data.replace(b"<h1>", b"<h2>").replace(b"</h1>", b"</h2>")),
    Defect("heading.several", ARTICLE, add("<h1>Lagi</h1>")),
    Defect("heading.empty", ARTICLE, add("<h2></h2>")),
    Defect("heading.level", ARTICLE, add("<h2>Satu</h2><h4>Dua</h4>")),
    Defect("duplicate-id", ARTICLE, add('<p id="main">x</p>')),
    Defect("duplicate-id.form", ARTICLE, add('<p id="dua kata">x</p>')),
    Defect("named-id", ARTICLE, add('<section aria-labelledby="tiada"></section>')),
    Defect("named-id", ARTICLE, add('<label for="tiada">x</label>')),
    Defect("page-structure", ARTICLE, lambda data: data.replace(b"<main", b"<div").replace(b"</main", b"</div")),
    Defect("page-structure.mains", ARTICLE, swap("</main>", "</main><main>x</main>")),
    Defect(
        "page-structure.empty",
        ALONE,
        lambda data: (
            data[: data.index(b'<main id="main">')] + b'<h1>x</h1><main id="main">' + data[data.index(b"</main>") :]
        ),
    ),
    Defect("page-structure.skip", ALONE, cut('<a class="skip"', "</a>")),
    Defect("page-structure.obsolete", ARTICLE, add("<center>x</center>")),
    Defect("page-structure.tabindex", ARTICLE, add('<p tabindex="3">x</p>')),
    Defect("page-structure.autoplay", ARTICLE, add("<video autoplay></video>")),
    Defect("page-structure.table", ARTICLE, add("<table><tr><td>x</td></tr></table>")),
    Defect("form-label", ARTICLE, add('<input name="q">')),
    Defect("page-picture", ARTICLE, add('<img src="data:," width="1" height="1">')),
    Defect("page-picture.name", ARTICLE, add('<img src="data:," width="1" height="1" alt="IMG_0012.JPG">')),
    Defect("page-picture.size", ARTICLE, add('<img src="data:," alt="">')),
    Defect("page-picture.role", ARTICLE, add('<svg role="img"></svg>')),
    Defect("weight.article", ARTICLE, add(NOISE), Place(ARTICLE_ID)),
    Defect("weight", NEWS, add(NOISE)),
    # feeds
    Defect("feed-file.xml", ATOM, swap("</feed>", "</fed>")),
    Defect("feed-file.xml", ATOM, lambda data: data.replace(b"http://www.w3.org/2005/Atom", b"http://example.org/")),
    Defect("feed-file.required", ATOM, cut("<title>", "</title>")),
    Defect("feed-file.required", JSON_FEED, swap('"items"', '"entries"')),
    Defect(
        "feed-file.entry",
        ATOM,
        lambda data: (
            cut("<id>", "</id>")(data[::1])
            if b"<entry>" not in data
            else data[: data.index(b"<entry>")] + cut("<id>", "</id>")(data[data.index(b"<entry>") :])
        ),
        also=("feed-file.differs",),
    ),
    Defect("feed-file.date", ATOM, swap("<updated>2022-", "<updated>22-")),
    Defect("feed-file.author", ATOM, cut("<author>", "</author>")),
    Defect(
        "feed-file.twice",
        ATOM,
        lambda data: data.replace(
            b"</entry>",
            data[data.index(b"<entry>") : data.index(b"</entry>")].replace(b"<entry>", b"</entry><entry>", 1)
            + b"</entry>",
            1,
        ),
    ),
    Defect(
        "feed-file.self",
        ATOM,
        swap(
            f'rel="self" type="application/atom+xml" href="{BASE}',
            'rel="self" type="application/atom+xml" href="http://localhost/',
        ),
    ),
    Defect("feed-file.relative", JSON_FEED, swap(f'"url": "{BASE}id/berita', '"url": "/id/berita')),
    Defect("feed-file.address", JSON_FEED, swap(f'"url": "{BASE}id/berita', f'"url": "{BASE}id/kabar')),
    Defect("feed-file.json", JSON_FEED, lambda data: data[:-10]),
    Defect("feed-file.version", JSON_FEED, swap("jsonfeed.org", "example.org")),
    Defect("feed-file.differs", JSON_FEED, swap('"id": "urn:uuid:', '"id": "urn:uuid:0')),
    # calendars
    Defect("calendar-file.form", CALENDAR, swap("BEGIN:VEVENT", "BEGIN VEVENT")),
    Defect("calendar-file.nesting", CALENDAR, swap("END:VEVENT\r\n", "")),
    Defect("calendar-file.lines", CALENDAR, lambda data: data.replace(b"\r\n", b"\n")),
    Defect("calendar-file.long", CALENDAR, swap("SUMMARY;LANGUAGE=id:", "SUMMARY;LANGUAGE=id:" + "Pelatihan " * 8)),
    Defect("calendar-file.required", CALENDAR, swap("VERSION:2.0\r\n", "")),
    Defect("calendar-file.empty", CALENDAR, cut("BEGIN:VEVENT", "END:VEVENT\r\n")),
    Defect("calendar-file.event", CALENDAR, cut("DTSTAMP", "\r\n")),
    Defect("calendar-file.date", CALENDAR, swap("VALUE=DATE:20221114", "VALUE=DATE:20221314")),
    Defect("calendar-file.order", CALENDAR, swap("VALUE=DATE:20221119", "VALUE=DATE:20221101")),
    Defect(
        "calendar-file.twice",
        CALENDAR,
        lambda data: data.replace(
            b"END:VCALENDAR", data[data.index(b"BEGIN:VEVENT") : data.index(b"END:VCALENDAR")] + b"END:VCALENDAR"
        ),
    ),
    Defect("calendar-file.address", CALENDAR, swap(f"URL:{BASE}id/agenda", f"URL:{BASE}id/kegiatan")),
    # search engines
    Defect("sitemap-file.xml", "sitemap.xml", swap("</urlset>", "")),
    Defect(
        "sitemap-file.address",
        "sitemap.xml",
        swap(f"<loc>{BASE}id/tentang/", f"<loc>{BASE}id/lama/"),
        also=("sitemap-file.unlisted",),
    ),
    Defect(
        "sitemap-file.elsewhere",
        "sitemap.xml",
        swap(f"<loc>{BASE}id/tentang/", "<loc>http://localhost/id/tentang/"),
        also=("sitemap-file.unlisted",),
    ),
    Defect("sitemap-file.date", "sitemap.xml", swap("<lastmod>2022-", "<lastmod>22-")),
    Defect(
        "sitemap-file.hidden",
        ALONE,
        swap("</head>", '<meta name="robots" content="noindex"></head>'),
        Place("output/sitemap.xml"),
    ),
    Defect(
        "sitemap-file.versions",
        "sitemap.xml",
        swap(f'hreflang="en" href="{BASE}en/about/', f'hreflang="en" href="{BASE}en/'),
    ),
    Defect(
        "sitemap-file.twice",
        "sitemap.xml",
        lambda data: data.replace(
            b"</urlset>", data[data.index(b"<url>") : data.index(b"</url>")] + b"</url></urlset>"
        ),
    ),
    Defect("sitemap-file.unlisted", "sitemap.xml", cut("<url>", "</url>"), Place("output/index.html")),
    Defect(
        "sitemap-file.long",
        "sitemap.xml",
        lambda data: data.replace(b"</urlset>", b"<url/>" * 50_001 + b"</urlset>"),
        also=("sitemap-file.twice", "sitemap-file.elsewhere", "found-often"),
    ),
    Defect("robots-file", "robots.txt", cut("Sitemap", "\n")),
    Defect("robots-file.sitemap", "robots.txt", swap("sitemap.xml", "map.xml")),
    Defect("robots-file.closed", "robots.txt", swap("Disallow:", "Disallow: /")),
    Defect("open-data", "data/partners.json", lambda data: data[:-5]),
    Defect("open-data.row", CSV, lambda data: data + b"a,b\r\n"),
    # the folder
    Defect("output-missing", CSV, gone, also=("page-link", "found-often")),
    Defect("output-rest", ".sitegen-new-1", lambda data: b"x"),
    Defect(
        "hosting-file.line", "_headers", swap("  X-Content-Type-Options: nosniff", "  X-Content-Type-Options nosniff")
    ),
    Defect("hosting-file.rule", "_headers", swap("/assets/*", "/asset/:part/*")),
    Defect("hosting-file.target", "_redirects", swap("/kunjungan/ 301", "/kunjungn/ 301"), Place(SECOND_ID, 4, 11)),
    Defect("hosting-file.twice", "_redirects", lambda data: data * 2),
    Defect("packed-twin", "id/feed.atom.gz", lambda data: b"x", Place("output/id/feed.atom.gz")),
    Defect("file-twins", "id/Feed.atom", lambda data: b"x", Place("output/id/feed.atom")),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    return inspected(tmp_path_factory.mktemp("site"))


def in_place(site: Inspected, file: str) -> str:
    """The one file that a pattern names: names of published files have digests in them."""
    if "*" not in file:
        return file
    (found,) = site.out.glob(file)
    return found.relative_to(site.out).as_posix()


def test_a_clean_site_has_no_finding(site: Inspected) -> None:
    assert site.problems() == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.id)
def test_a_defect_is_found_at_its_place_and_nothing_else(defect: Defect, site: Inspected) -> None:
    file = in_place(site, defect.file)
    with site.changed(file, defect.change):
        problems = site.problems()
    found = told(problems)
    assert set(found) == {defect.id, *defect.also}
    assert found[defect.id] == (defect.place or Place(f"output/{file}"))
    for problem in problems:
        for lang in LANGUAGES:
            assert wording(problem, lang).message


# --- defects that are caused in a source ---------------------------------------------------------------------------------------


def words(body: str) -> dict[str, str | bytes]:
    """The site with other words in its first article, which begin in line 11."""
    article = FILES[ARTICLE_ID]
    assert isinstance(article, str)
    return {**FILES, ARTICLE_ID: article.partition("\n---\n")[0] + f"\n---\n\n{body}"}


CAUSED = (
    ("heading.level", "## Satu\n\nKata.\n\n#### Dua\n", 15),
    ("page-picture", "Kata.\n\n<img src='foto.svg' width='4' height='3'>\n", 13),
    ("page-picture.name", "Kata.\n\n<img src='foto.svg' alt='foto.svg' width='4' height='3'>\n", 13),
    ("page-structure.table", "<table><tr><td>Isi sel</td></tr></table>\n", 11),
    ("empty-link", "Kata.\n\nLihat [](/id/mitra/).\n", 13),
    ("detour.redirect", "Kata.\n\nLihat [tamu](/id/berita/2022/tamu/).\n", 13),
    ("detour.insecure", "Kata.\n\nLihat [mitra](http://kui.example.ac.id/id/mitra/).\n", 13),
    ("page-link", "Kata.\n\nLihat [mitra](https://kui.example.ac.id/id/tiada/).\n", 13),
    ("page-link.case", "Kata.\n\nLihat [mitra](https://kui.example.ac.id/id/Mitra/).\n", 13),
    ("page-link.fragment", "Kata.\n\nLihat [acara](../events/pelatihan.yaml#tiada).\n", 13),
    ("unsafe-address.local", "Kata.\n\nLihat [ini](http://127.0.0.1:8000/).\n", 13),
    ("contact-address.mail", "Kata.\n\n[Surat](mailto:kui@kampus)\n", 13),
    ("left-over", "Kata.\n\nHalo {{ nama }}.\n", 13),
    ("weight.article", NOISE, 1),
)


@pytest.mark.parametrize(("id_", "body", "line"), CAUSED, ids=[case[0] for case in CAUSED])
def test_a_defect_is_told_at_the_line_that_caused_it(id_: str, body: str, line: int, tmp_path: Path) -> None:
    found = told(inspected(tmp_path, words(body)).problems())
    assert id_ in found
    assert (found[id_].path, found[id_].line) == (ARTICLE_ID, line)
