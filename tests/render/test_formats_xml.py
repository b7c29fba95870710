"""What we write as text is what the libraries of Python write: elements and documents as `xml.etree`, trees as `json`."""

from __future__ import annotations

import json as json_of_python
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from sitegen.build import look
from sitegen.plan.body import Body
from sitegen.plan.machines import FeedEntry, FeedView, SitemapEntry, SitemapIndexView, SitemapView
from sitegen.plan.parts import Alternate, Said
from sitegen.render.formats import feeds, json, sitemap, xml
from sitegen.render.rendering import Renderer
from sitegen.report import Options
from tests.sites import write_site

TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    "<>&\"'\n\t\r ]\x00\x0b\x7f\x85\u2028\ufffe🎓a", max_size=30
)
NO_RETURN = TEXTS.map(lambda text: text.replace("\r", ""))
"""Who reads XML takes a carriage return for a line break (2.11), so one does not come back."""

FORBIDDEN = "\x00\x08\x0b\x0c\x0e\x1f\ufffe\uffff"


# elements


@given(TEXTS, st.none() | TEXTS, st.none() | TEXTS)
def test_an_element_is_written_as_the_library_writes_it(content: str, first: str | None, second: str | None) -> None:
    attributes = {"first": first, "second": second}
    made = Element("a", {name: xml.clean(value) for name, value in attributes.items() if value is not None})
    made.text = xml.clean(content)
    assert xml.element("a", content, first=first, second=second) == ElementTree.tostring(made, "unicode")


def test_an_element_without_content_is_empty() -> None:
    assert xml.element("link", href="/") == '<link href="/" />'
    assert xml.element("title", "") == xml.element("title", FORBIDDEN) == "<title />"


@given(TEXTS)
@example("a\nb" + FORBIDDEN + "\U000e0001")
def test_clean_text_is_the_text_without_what_xml_forbids(text: str) -> None:
    cleaned = xml.clean(text)
    allowed = [c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"]
    assert cleaned == "".join(allowed)
    assert cleaned.replace("\r", "") == (
        ElementTree.fromstring(f"<a>{xml.text(text.replace(chr(13), ''))}</a>").text or ""
    )


# documents


def rewritten(data: bytes) -> bytes:
    """The document read by the library and written by it again. It would choose prefixes of its own, so namespaces are names to it."""
    root = ElementTree.fromstring(
        data.replace(b" xmlns", b" _xmlns").replace(b":xhtml=", b"_xhtml=").replace(b"xhtml:", b"xhtml_")
    )
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n"
    return (
        written.replace(b" _xmlns", b" xmlns").replace(b"xmlns_xhtml=", b"xmlns:xhtml=").replace(b"xhtml_", b"xhtml:")
    )


LANGUAGES = st.sampled_from(["id", "en", "zh-Hant", "x-default"])
ADDRESSES = NO_RETURN.map("https://a.example/{}".format)
ALTERNATES = st.lists(st.builds(Alternate, LANGUAGES, ADDRESSES), max_size=3).map(tuple)


@given(
    st.lists(
        st.builds(SitemapEntry, url=ADDRESSES, modified=st.none() | st.dates(), alternates=ALTERNATES),
        min_size=1,
        max_size=4,
    )
)
def test_a_sitemap_is_written_as_the_library_writes_it(entries: list[SitemapEntry]) -> None:
    data = sitemap.sitemap(SitemapView(entries=tuple(entries)))
    assert data == rewritten(data)
    root = ElementTree.fromstring(data)
    assert [loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")] == [
        xml.clean(entry.url) for entry in entries
    ]
    assert [dict(link.attrib) for link in root.iter("{http://www.w3.org/1999/xhtml}link")] == [
        {"rel": "alternate", "hreflang": version.hreflang, "href": xml.clean(version.url)}
        for entry in entries
        for version in entry.alternates
    ]


@given(st.lists(ADDRESSES, min_size=1, max_size=3))
def test_an_index_of_sitemaps_is_written_as_the_library_writes_it(urls: list[str]) -> None:
    root = Element("sitemapindex", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for url in urls:
        SubElement(SubElement(root, "sitemap"), "loc").text = xml.clean(url)
    ElementTree.indent(root)
    library = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    assert sitemap.index(SitemapIndexView(urls=tuple(urls))) == library + b"\n"


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> tuple[FeedView, Renderer]:
    """The feed of a site with one article, and what renders it."""
    article: dict[str, str | bytes] = {"content/news/2026-11-01-a.id.md": "---\ntitle: A\n---\n\nIsi & *kata*.\n"}
    root: Path = write_site(tmp_path_factory.mktemp("feed"), article)
    prepared, _ = look(root, Options(today=lambda zone: datetime(2026, 11, 24, tzinfo=UTC).date()))
    assert prepared
    view = prepared.plan.atlas.page("/id/feed.atom").view
    assert isinstance(view, FeedView)
    return view, Renderer(prepared.theme)


MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]))
ENTRIES = st.builds(
    FeedEntry,
    id=st.uuids().map("urn:uuid:{}".format),
    url=ADDRESSES,
    lang=st.sampled_from(["id", "en", "zh-Hant"]),
    title=NO_RETURN,
    summary=NO_RETURN,
    body=st.booleans(),
    published=MOMENTS,
    updated=MOMENTS,
    authors=st.lists(NO_RETURN, max_size=2).map(tuple),
    topics=st.lists(st.tuples(st.text("a-z", max_size=3), st.builds(Said, NO_RETURN)), max_size=2).map(tuple),
    alternates=ALTERNATES,
    image=st.none(),
)


@given(st.lists(ENTRIES, max_size=3), st.none() | st.builds(Said, NO_RETURN), NO_RETURN)
def test_a_feed_is_written_as_the_library_writes_it(
    feed: tuple[FeedView, Renderer], entries: list[FeedEntry], description: Said | None, campus: str
) -> None:
    view, renderer = feed
    body: Body | None = view.entries[0].body
    shown = [structs.replace(entry, body=body if entry.body else None) for entry in entries]
    frame = structs.replace(view.frame, description=description, campus=Said(campus))
    view = structs.replace(view, frame=frame, entries=tuple(shown))
    data = feeds.atom(view, renderer.voice, renderer.prose)
    assert data == rewritten(data)
    assert [entry.findtext("{*}title") for entry in ElementTree.fromstring(data).iterfind("{*}entry")] == [
        xml.clean(entry.title) for entry in shown
    ]


# trees

LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.decimals(-180, 180, places=6).map(float) | TEXTS
TREES: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    TEXTS, st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20)
)


@given(TREES.filter(lambda tree: "e-" not in json_of_python.dumps(tree)))
def test_a_tree_is_written_as_the_library_writes_it(tree: dict[str, Any]) -> None:
    library = json_of_python.dumps(tree, ensure_ascii=False, indent=1) + "\n"
    assert json.document(tree) == library.encode()


def test_a_number_near_zero_is_written_without_an_exponent() -> None:
    assert json.document({"lat": 0.00001}) == b'{\n "lat": 0.00001\n}\n'
