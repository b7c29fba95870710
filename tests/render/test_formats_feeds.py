"""Feeds as feed readers see them: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from sitegen.render.formats.xml import clean
from tests.build_site import Built, build, build_site
from tests.pictures import PNG
from tests.sites import write_site

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

BODY = "Isi [tautan](/id/berita/) dan ![gambar](foto.png) serta [catatan](#atas).\n\n<script>alert(1)</script> & 1 < 2"

FILES: dict[str, str | bytes] = {
    "content/news/2026-11-01-dua.id.md": f"---\ntitle: Dua bahasa\nauthors: [Rani, Budi]\n---\n\n{BODY}\n",
    "content/news/2026-11-01-dua.en.md": "---\ntitle: Two languages\nslug: both\nupdated: 2026-11-05\n---\n\nText.\n",
    "content/news/2026-11-02-hanya.id.md": "---\ntitle: Hanya Indonesia\ndate: 2026-11-02 20.30\n---\n\nSatu.\n",
    "content/news/2026-11-03-only.en.md": "---\ntitle: Only English\n---\n\nOne.\n",
    "content/news/foto.png": PNG,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("feeds"), FILES)


def atom(site: Built, lang: str = "id") -> ElementTree.Element:
    return ElementTree.fromstring(site.files[f"{lang}/feed.atom"])


def entries(site: Built, lang: str = "id") -> dict[str, ElementTree.Element]:
    """Title → entry."""
    return {entry.findtext(f"{ATOM}title") or "": entry for entry in atom(site, lang).iter(f"{ATOM}entry")}


def items(site: Built, lang: str = "id") -> dict[str, dict[str, Any]]:
    """Title → item."""
    feed: dict[str, Any] = json.loads(site.files[f"{lang}/feed.json"])
    return {item["title"]: item for item in feed["items"]}


def links(element: ElementTree.Element) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in element.findall(f"{ATOM}link")]


def test_a_feed_reader_finds_nothing_to_complain_about(site: Built) -> None:
    for lang in ("id", "en"):
        parsed = feedparser.parse(site.files[f"{lang}/feed.atom"])
        assert not parsed.bozo
        assert parsed.version == "atom10"
        assert parsed.feed.language == lang
        assert len(parsed.entries) == 3


def test_each_feed_and_entry_has_exactly_one_id_title_and_update(site: Built) -> None:
    for element in (atom(site), *entries(site).values()):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id") or "")


def test_the_feed_names_itself_its_page_and_an_author_for_all(site: Built) -> None:
    feed = atom(site, "en")
    assert links(feed) == [
        {"rel": "self", "type": "application/atom+xml", "href": "https://kui.example.ac.id/en/feed.atom"},
        {"rel": "alternate", "type": "text/html", "hreflang": "en", "href": "https://kui.example.ac.id/en/"},
    ]
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Politeknik Negeri Ketapang"


def test_dates_are_local_with_the_offset_of_the_zone(site: Built) -> None:
    entry = entries(site)["Hanya Indonesia"]
    assert entry.findtext(f"{ATOM}published") == "2026-11-02T20:30:00+07:00"
    assert entry.findtext(f"{ATOM}updated") == "2026-11-02T20:30:00+07:00"


def test_an_update_counts_for_its_own_language_alone(site: Built) -> None:
    assert entries(site, "id")["Dua bahasa"].findtext(f"{ATOM}updated") == "2026-11-01T00:00:00+07:00"
    assert entries(site, "en")["Two languages"].findtext(f"{ATOM}updated") == "2026-11-05T00:00:00+07:00"
    assert atom(site, "en").findtext(f"{ATOM}updated") == "2026-11-05T00:00:00+07:00"


def test_an_entry_leads_to_its_page_and_to_its_translation(site: Built) -> None:
    assert links(entries(site)["Dua bahasa"]) == [
        {"rel": "alternate", "type": "text/html", "hreflang": "id", "href": "https://kui.example.ac.id/id/berita/2026/dua/"},
        {"rel": "alternate", "type": "text/html", "hreflang": "en", "href": "https://kui.example.ac.id/en/news/2026/both/"},
    ]  # fmt: skip


def test_an_article_in_another_language_is_in_the_feed_and_says_so(site: Built) -> None:
    entry = entries(site, "en")["Hanya Indonesia"]
    assert entry.attrib == {LANG: "id"}
    assert [link["hreflang"] for link in links(entry)] == ["id"]
    assert entries(site, "en")["Two languages"].attrib == {}
    assert items(site, "en")["Hanya Indonesia"]["language"] == "id"
    assert items(site, "en")["Hanya Indonesia"]["url"].startswith("https://kui.example.ac.id/id/berita/")


def test_an_article_has_the_same_id_in_the_feeds_of_both_languages_where_it_is_the_same_page(site: Built) -> None:
    assert items(site, "en")["Hanya Indonesia"]["id"] == items(site, "id")["Hanya Indonesia"]["id"]
    assert items(site, "en")["Two languages"]["id"] != items(site, "id")["Dua bahasa"]["id"]


def test_addresses_in_content_are_whole(site: Built) -> None:
    for content in (
        entries(site)["Dua bahasa"].findtext(f"{ATOM}content") or "",
        items(site)["Dua bahasa"]["content_html"],
    ):
        addresses = re.findall(r'(?:href|src)="([^"]*)"', content)
        assert len(addresses) == 3
        assert addresses[0] == "https://kui.example.ac.id/id/berita/"
        assert addresses[1].startswith("https://kui.example.ac.id/media/foto.")
        assert addresses[2] == "https://kui.example.ac.id/id/berita/2026/dua/#atas"
        assert "<script" not in content
        assert "&amp; 1 &lt; 2" in content


def test_content_is_escaped_html(site: Built) -> None:
    content = entries(site)["Dua bahasa"].find(f"{ATOM}content")
    assert content is not None
    assert (content.attrib, list(content)) == ({"type": "html"}, [])


def test_whoever_wrote_an_article_is_its_author(site: Built) -> None:
    entry = entries(site)["Dua bahasa"]
    assert [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")] == ["Rani", "Budi"]
    assert items(site)["Dua bahasa"]["authors"] == [{"name": "Rani"}, {"name": "Budi"}]
    assert "authors" not in items(site)["Hanya Indonesia"]


def test_the_json_feed_says_what_atom_says(site: Built) -> None:
    for lang in ("id", "en"):
        feed = json.loads(site.files[f"{lang}/feed.json"])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["language"] == lang
        assert feed["feed_url"] == f"https://kui.example.ac.id/{lang}/feed.json"
        assert feed["home_page_url"] == f"https://kui.example.ac.id/{lang}/"
        for title, entry in entries(site, lang).items():
            item = items(site, lang)[title]
            assert item["id"] == entry.findtext(f"{ATOM}id")
            assert item["url"] == links(entry)[0]["href"]
            assert item["date_published"] == entry.findtext(f"{ATOM}published")
            assert item["date_modified"] == entry.findtext(f"{ATOM}updated")
            assert item["content_html"] == entry.findtext(f"{ATOM}content")


def ids(site: Built) -> set[str | None]:
    feeds = [atom(site, lang) for lang in ("id", "en")]
    return {element.text for feed in feeds for element in feed.iter(f"{ATOM}id")}


def test_ids_outlive_a_new_domain_and_a_new_slug(tmp_path: Path, site: Built) -> None:
    renamed = FILES | {"content/news/2026-11-01-dua.id.md": f"---\ntitle: Baru\nslug: baru\n---\n\n{BODY}\n"}
    moved = build_site(tmp_path, renamed, base_url="https://baru.example.org/kui/")
    assert "id/berita/2026/baru/index.html" in moved.files
    assert ids(moved) == ids(site)
    assert b"kui.example.ac.id" not in moved.files["id/feed.atom"] + moved.files["id/feed.json"]


def test_a_feed_does_not_change_with_the_day_of_the_build(tmp_path: Path) -> None:
    root = write_site(tmp_path, FILES)
    first, second = build(root), build(root, at=date(2027, 5, 5))
    assert first.files["id/feed.atom"] == second.files["id/feed.atom"]


@pytest.mark.parametrize(
    "title",
    ["a & b < c > d", "]]> <![CDATA[ x ]]>", "“kutip” 'x' \"y\"", "🎓 ភ្នំពេញ Đại học", "&amp; &#x41; &nbsp;"],
)
def test_titles_come_back_as_they_were_written(tmp_path: Path, title: str) -> None:
    quoted = title.replace("'", "''")
    site = build_site(
        tmp_path, {"content/news/2026-11-01-a.id.md": f"---\ntitle: '{quoted}'\nsummary: '{quoted}'\n---\n\nIsi.\n"}
    )
    assert [*entries(site)] == [*items(site)] == [title]
    assert entries(site)[title].findtext(f"{ATOM}summary") == items(site)[title]["summary"] == title


@pytest.mark.parametrize(
    "written", ["&#1;", "&#x1b;", "&#xfffe;", "&#xd800;", "&#0;", "\x0c", "\x85", "\u2028", "&copy;"]
)
def test_what_xml_forbids_never_makes_a_feed_ill_formed(tmp_path: Path, written: str) -> None:
    text = f"---\ntitle: Judul\n---\n\nSatu{written}dua ]]> 🎓\n"
    site = build_site(tmp_path, {"content/news/2026-11-01-a.id.md": text})
    content = entries(site)["Judul"].findtext(f"{ATOM}content") or ""
    assert re.fullmatch("<p>Satu.*dua ]]&gt; 🎓</p>", content.strip(), re.DOTALL)
    assert items(site)["Judul"]["content_html"] == content


def test_text_without_what_xml_forbids_keeps_all_else() -> None:
    assert clean("a\0b\x08c\x1fd\ufffee\uffff\ud800") == "abcde"
    kept = "\t\n\r é ភ 🎓 \x7f\x85\u2028\ue000"
    assert clean(kept) == kept


def test_a_site_without_news_has_a_valid_feed(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    parsed = feedparser.parse(site.files["id/feed.atom"])
    assert (bool(parsed.bozo), parsed.entries) == (False, [])
    assert json.loads(site.files["id/feed.json"])["items"] == []


def test_a_feed_holds_the_twenty_newest_articles(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"content/news/2026-10-{day:02}-a{day}.id.md": f"---\ntitle: Hari {day}\n---\n\nIsi.\n" for day in range(1, 26)
    }
    site = build_site(tmp_path, files)
    assert [*entries(site)] == [f"Hari {day}" for day in range(25, 5, -1)]


def test_no_two_links_of_an_entry_have_the_same_relation_type_and_language(site: Built) -> None:
    for element in (*entries(site).values(), atom(site)):
        found = [(link["rel"], link.get("type"), link.get("hreflang")) for link in links(element)]
        assert len(found) == len(set(found))


def test_pictures_of_articles_go_with_the_json_feed(tmp_path: Path) -> None:
    text = "---\ntitle: A\nimage: {src: foto.png, alt: Foto}\n---\n\nIsi.\n"
    files: dict[str, str | bytes] = {"content/news/2026-11-01-a.id.md": text, "content/news/foto.png": PNG}
    site = build_site(tmp_path, files, base_url="https://example.ac.id/kui/")
    image = items(site)["A"]["image"]
    assert re.fullmatch(r"https://example\.ac\.id/kui/media/foto\.[0-9a-f]+-3\.png", image)
    assert image.removeprefix("https://example.ac.id/kui/") in site.files
