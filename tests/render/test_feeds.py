"""The feeds as feed readers read them: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from tests.build_site import Built, build_site

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

SITE: dict[str, str | bytes] = {
    "content/topics.yaml": "mobility: {id: Mobilitas, en: Mobility}\n",
    "content/news/2022-11-21-pelatihan.yaml": "topics: [mobility]\nauthors: [Ayu & Budi]\n",
    "content/news/2022-11-21-pelatihan.id.md": "---\ntitle: 'Pelatihan <KUI> & \"kawan\" ]]>'\nupdated: 2022-11-25\n---\n\n"
    "Isi [berita](/id/berita/) 😀 dan [kegiatan](../events/2022-11-14-kui.yaml).\n",
    "content/news/2022-11-21-pelatihan.en.md": "---\ntitle: Training\nslug: kui-training\n---\n\nWords [here](#s-top).\n\n## Top\n",
    "content/news/2023-01-02-hanya.id.md": "---\ntitle: Hanya Indonesia\ndate: 2023-01-02 09.30\n---\n\nSatu paragraf.\n",
    "content/events/2022-11-14-kui.yaml": "title: {id: Pelatihan, en: Training}\nstart: 2022-11-14\ncountry: ID\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), SITE)


def atom(site: Built, lang: str) -> ElementTree.Element:
    return ElementTree.fromstring(site.files[f"{lang}/feed.atom"])


def entry(feed: ElementTree.Element, title: str) -> ElementTree.Element:
    return next(each for each in feed.iter(f"{ATOM}entry") if title in (each.findtext(f"{ATOM}title") or ""))


def json_feed(site: Built, lang: str) -> dict[str, Any]:
    feed: dict[str, Any] = json.loads(site.files[f"{lang}/feed.json"])
    return feed


def test_a_feed_reader_finds_nothing_wrong(site: Built) -> None:
    for lang in ("id", "en"):
        feed = feedparser.parse(site.files[f"{lang}/feed.atom"])
        assert not feed.bozo
        assert feed.version == "atom10"
        assert feed.entries[0].title == "Hanya Indonesia"


def test_the_feed_has_what_rfc_4287_demands(site: Built) -> None:
    feed = atom(site, "id")
    assert feed.attrib[XML_LANG] == "id"
    assert (
        len(feed.findall(f"{ATOM}id")) == len(feed.findall(f"{ATOM}updated")) == len(feed.findall(f"{ATOM}title")) == 1
    )
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": "https://kui.example.ac.id/id/feed.atom", "alternate": "https://kui.example.ac.id/id/"}
    for each in feed.iter(f"{ATOM}entry"):
        assert len(each.findall(f"{ATOM}id")) == len(each.findall(f"{ATOM}updated")) == 1


def test_titles_come_through_whatever_they_hold(site: Built) -> None:
    assert entry(atom(site, "id"), "Pelatihan").findtext(f"{ATOM}title") == 'Pelatihan <KUI> & "kawan" ]]>'
    assert [item["title"] for item in json_feed(site, "id")["items"]][1] == 'Pelatihan <KUI> & "kawan" ]]>'


def test_dates_carry_the_offset_of_the_site(site: Built) -> None:
    article = entry(atom(site, "id"), "Pelatihan")
    assert article.findtext(f"{ATOM}published") == "2022-11-21T00:00:00+07:00"
    assert article.findtext(f"{ATOM}updated") == "2022-11-25T00:00:00+07:00"
    assert entry(atom(site, "id"), "Hanya").findtext(f"{ATOM}published") == "2023-01-02T09:30:00+07:00"
    assert atom(site, "id").findtext(f"{ATOM}updated") == "2023-01-02T09:30:00+07:00"


def test_an_entry_names_its_other_version_as_a_translation(site: Built) -> None:
    links = entry(atom(site, "id"), "Pelatihan").findall(f"{ATOM}link")
    assert {(link.attrib["hreflang"], link.attrib["href"]) for link in links} == {
        ("id", "https://kui.example.ac.id/id/berita/2022/pelatihan/"),
        ("en", "https://kui.example.ac.id/en/news/2022/kui-training/"),
    }


def test_an_entry_in_another_language_says_so(site: Built) -> None:
    article = entry(atom(site, "en"), "Hanya")
    assert article.attrib[XML_LANG] == "id"
    assert [link.attrib["href"] for link in article.findall(f"{ATOM}link")] == [
        "https://kui.example.ac.id/id/berita/2023/hanya/"
    ]
    item = json_feed(site, "en")["items"][0]
    assert (item["language"], json_feed(site, "en")["language"]) == ("id", "en")


def test_addresses_in_the_content_are_whole(site: Built) -> None:
    content = entry(atom(site, "id"), "Pelatihan").findtext(f"{ATOM}content") or ""
    assert 'href="https://kui.example.ac.id/id/berita/"' in content
    assert 'href="https://kui.example.ac.id/id/agenda/2022/kui/"' in content
    other = entry(atom(site, "en"), "Training").findtext(f"{ATOM}content") or ""
    assert 'href="https://kui.example.ac.id/en/news/2022/kui-training/#s-top"' in other


def test_topics_are_categories_and_authors_are_named(site: Built) -> None:
    article = entry(atom(site, "en"), "Training")
    category = article.find(f"{ATOM}category")
    assert category is not None
    assert category.attrib == {"term": "mobility", "label": "Mobility"}
    assert article.findtext(f"{ATOM}author/{ATOM}name") == "Ayu & Budi"


def test_json_feed_has_the_ids_of_the_atom_feed(site: Built) -> None:
    for lang in ("id", "en"):
        feed = json_feed(site, lang)
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        ids = [each.findtext(f"{ATOM}id") for each in atom(site, lang).iter(f"{ATOM}entry")]
        assert [item["id"] for item in feed["items"]] == ids
        assert all("content_html" in item or "content_text" in item for item in feed["items"])


def test_a_new_domain_or_slug_makes_no_entry_new(site: Built, tmp_path: Path) -> None:
    """RFC 4287 4.2.6: an id must not change when the feed is relocated, migrated or republished."""
    moved = dict(SITE)
    words = str(moved["content/news/2022-11-21-pelatihan.en.md"])
    moved["content/news/2022-11-21-pelatihan.en.md"] = words.replace("kui-training", "training-2022")
    other = build_site(tmp_path, moved, base_url="https://international.example.org/office/")
    for lang in ("id", "en"):
        before, after = json_feed(site, lang)["items"], json_feed(other, lang)["items"]
        assert [item["id"] for item in before] == [item["id"] for item in after]
        assert {item["url"] for item in before}.isdisjoint(item["url"] for item in after)
        assert atom(site, lang).findtext(f"{ATOM}id") == atom(other, lang).findtext(f"{ATOM}id")


def test_versions_of_an_article_are_different_entries(site: Built) -> None:
    ids = {item["id"] for lang in ("id", "en") for item in json_feed(site, lang)["items"]}
    assert len(ids) == 3  # two versions of one article, and one that stands in both feeds


def test_a_site_without_news_has_a_valid_feed(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert not feedparser.parse(site.files["id/feed.atom"]).bozo
    assert json_feed(site, "en")["items"] == []
