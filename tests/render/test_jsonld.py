"""Structured data and Open Graph as search engines and social networks read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.render.jsonld_things import document, known
from tests.build_site import Built, build_site
from tests.pictures import PNG

FILES: dict[str, str | bytes] = {
    "content/topics.yaml": "mobility: {id: Mobilitas, en: Mobility}\n",
    "content/partners/its.yaml": """
name: {official: Institut Teknologi Sepuluh Nopember, en: Sepuluh Nopember Institute of Technology}
short: ITS
aliases: [Institut Sepuluh Nopember]
former_names: [{name: Institut Lama, until: 1990}]
kind: institute
country: ID
city: Surabaya
region: {id: Jawa Timur, en: East Java}
website: https://www.its.ac.id/
ids: {schac: its.ac.id, ror: https://ror.org/05kbmmt89, wikidata: Q1669936}
summary: {id: Kampus di Surabaya., en: A campus in Surabaya.}
""",
    "content/partners/jejaring.yaml": "name: Jejaring\nkind: network\n",
    "content/partners/pabrik.yaml": "name: Pabrik\nkind: company\ncountry: MY\n",
    "content/events/2026-12-01-seminar.yaml": """
title: {id: Seminar, en: Seminar of ASEAN}
summary: {id: Tentang mobilitas., en: About mobility.}
start: 2026-12-01
time: 09.00–12.00
type: seminar
place: {id: Aula, en: Hall}
city: Ketapang
country: ID
host: its
language: [id, en]
""",
    "content/news/2026-11-01-dua.id.md": """---
title: Dua bahasa
date: 2026-11-01 09.30
summary: Ringkasan.
dateline: Surabaya
updated: 2026-11-05
authors: [Rani]
partners: [its]
events: [2026-12-01-seminar]
topics: [mobility]
image: {src: foto.png, alt: Foto kampus}
category: mobility
---

Isi.
""",
    "content/news/2026-11-01-dua.en.md": "---\ntitle: Two languages\nimage: {alt: Photograph}\n---\n\nText.\n",
    "content/news/2026-11-02-hanya.id.md": "---\ntitle: Hanya Indonesia\n---\n\nIsi.\n",
    "content/news/foto.png": PNG,
}
SITE = "https://kui.example.ac.id"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("jsonld"), FILES)


def graph(site: Built, path: str) -> list[dict[str, Any]]:
    script = site.pages[path].css_first("script[type='application/ld+json']")
    assert script is not None
    data: dict[str, Any] = json.loads(script.text())
    assert data["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = data["@graph"]
    return found


def thing(site: Built, path: str, kind: str) -> dict[str, Any]:
    (found,) = [each for each in graph(site, path) if each["@type"] == kind]
    return found


def properties(site: Built, path: str) -> dict[str, list[str]]:
    """Open Graph property → contents."""
    found: dict[str, list[str]] = {}
    for node in site.pages[path].css("meta[property]"):
        found.setdefault(node.attributes["property"] or "", []).append(node.attributes["content"] or "")
    return found


def event(root: Path, **fields: Any) -> dict[str, Any]:
    """What the page of an event says of it."""
    facts = {"title": "Acara", "start": "2026-12-01", "type": "training", **fields}
    facts = {name: value for name, value in facts.items() if value is not None}
    site = build_site(root, {"content/events/e.yaml": yaml.safe_dump(facts, allow_unicode=True)})
    (found,) = [each for each in graph(site, "/en/events/2026/e/") if "startDate" in each]
    return found


def test_an_article_says_who_wrote_what_when_and_in_which_language(site: Built) -> None:
    article = thing(site, "/id/berita/2026/dua/", "NewsArticle")
    image = article.pop("image")
    assert image.startswith(f"{SITE}/media/foto.")
    campus = {"@type": "CollegeOrUniversity", "name": "Politeknik Negeri Ketapang"}
    assert article == {
        "@type": "NewsArticle",
        "@id": f"{SITE}/id/berita/2026/dua/",
        "url": f"{SITE}/id/berita/2026/dua/",
        "headline": "Dua bahasa",
        "description": "Ringkasan.",
        "datePublished": "2026-11-01T09:30:00+07:00",
        "dateModified": "2026-11-05",
        "inLanguage": "id",
        "dateline": "Surabaya",
        "author": [{"@type": "Person", "name": "Rani"}],
        "publisher": campus,
        "about": [{"@type": "Event", "name": "Seminar", "url": f"{SITE}/id/agenda/2026/seminar/"}],
        "mentions": [
            {
                "@type": "Organization",
                "name": "Institut Teknologi Sepuluh Nopember",
                "url": f"{SITE}/id/mitra/its/",
            }
        ],
        "keywords": ["Mobilitas"],
        "workTranslation": [
            {"@id": f"{SITE}/en/news/2026/dua/", "@type": "NewsArticle", "inLanguage": "en"},
        ],
    }


def test_an_article_without_authors_is_by_the_campus_and_without_translation_names_none(site: Built) -> None:
    article = thing(site, "/id/berita/2026/hanya/", "NewsArticle")
    assert article["author"] == article["publisher"]
    assert "workTranslation" not in article
    assert article["datePublished"] == article["dateModified"] == "2026-11-02"


def test_an_event_says_when_where_and_how(site: Built) -> None:
    assert thing(site, "/en/events/2026/seminar/", "EducationEvent") == {
        "@type": "EducationEvent",
        "@id": f"{SITE}/en/events/2026/seminar/",
        "url": f"{SITE}/en/events/2026/seminar/",
        "name": "Seminar of ASEAN",
        "description": "About mobility.",
        "startDate": "2026-12-01T09:00:00+07:00",
        "endDate": "2026-12-01T12:00:00+07:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Hall",
                "address": {"@type": "PostalAddress", "addressLocality": "Ketapang", "addressCountry": "ID"},
            }
        ],
        "inLanguage": ["id", "en"],
        "organizer": [
            {
                "@type": "Organization",
                "name": "Sepuluh Nopember Institute of Technology",
                "url": f"{SITE}/en/partners/its/",
            }
        ],
    }


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({"end": "2026-12-05"}, "2026-12-01", "2026-12-05"),
        ({"end": "2026-12-05", "time": "09.00–12.00"}, "2026-12-01", "2026-12-05"),
        ({}, "2026-12-01", "2026-12-01"),
        ({"start": "2026-12"}, "2026-12", "2026-12"),
        ({"time": "09.00–selesai"}, "2026-12-01T09:00:00+07:00", None),
        ({"time": "22.00–02.00"}, "2026-12-01T22:00:00+07:00", "2026-12-02T02:00:00+07:00"),
        (
            {"time": "09.00–10.00", "country": "MY", "timezone": "Asia/Kuala_Lumpur"},
            "2026-12-01T09:00:00+08:00",
            "2026-12-01T10:00:00+08:00",
        ),
        (
            {
                "sessions": [
                    {"date": "2026-12-01", "time": "09.00–10.00"},
                    {"date": "2026-12-02", "time": "10.00–11.30"},
                ],
                "end": "2026-12-02",
            },
            "2026-12-01T09:00:00+07:00",
            "2026-12-02T11:30:00+07:00",
        ),
    ],
)
def test_dates_are_bare_where_the_calendar_entry_is_a_whole_day_and_the_last_day_is_included(
    tmp_path: Path, fields: dict[str, Any], start: str, end: str | None
) -> None:
    found = event(tmp_path, **fields)
    assert (found["startDate"], found.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("fields", "status", "previous"),
    [
        ({"status": "cancelled"}, "EventCancelled", None),
        ({"status": "postponed"}, "EventPostponed", ["2026-12-01"]),
        ({"status": "rescheduled", "previous_start": ["2026-11-02"]}, "EventRescheduled", ["2026-11-02"]),
        ({"status": "moved_online"}, "EventMovedOnline", None),
        ({"status": "tentative"}, "EventScheduled", None),
    ],
)
def test_the_status_of_an_event_is_one_of_schema_org(
    tmp_path: Path, fields: dict[str, Any], status: str, previous: list[str] | None
) -> None:
    found = event(tmp_path, **fields)
    before = found.get("previousStartDate")
    assert found["eventStatus"] == f"https://schema.org/{status}"
    assert (before if isinstance(before, list | None) else [before]) == previous


@pytest.mark.parametrize(
    ("fields", "mode", "locations"),
    [
        ({"mode": "onsite", "city": "Ketapang"}, "Offline", ["Place"]),
        ({"mode": "online", "url_online": "https://zoom.example/j/1"}, "Online", ["VirtualLocation"]),
        ({"mode": "hybrid", "city": "Ketapang"}, "Mixed", ["Place", "VirtualLocation"]),
        ({"status": "moved_online", "city": "Ketapang"}, "Online", ["VirtualLocation"]),
    ],
)
def test_where_an_event_takes_place_fits_how_it_is_attended(
    tmp_path: Path, fields: dict[str, Any], mode: str, locations: list[str]
) -> None:
    found = event(tmp_path, **fields)
    assert found["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [place["@type"] for place in found["location"]] == locations


def test_an_event_without_a_date_is_no_event_for_search_engines_yet(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/e.yaml": "title: Acara\nstatus: tentative\n"})
    assert [each["@type"] for each in graph(site, "/en/events/e/")] == ["BreadcrumbList"]


def test_a_partner_says_its_names_place_and_identifiers(site: Built) -> None:
    partner = thing(site, "/en/partners/its/", "CollegeOrUniversity")
    assert partner["name"] == "Sepuluh Nopember Institute of Technology"
    assert partner["legalName"] == "Institut Teknologi Sepuluh Nopember"
    assert partner["alternateName"] == ["ITS", "Institut Sepuluh Nopember", "Institut Lama"]
    assert partner["url"] == "https://www.its.ac.id/"
    assert "https://ror.org/05kbmmt89" in partner["sameAs"]
    assert all(each.startswith("https://") for each in partner["sameAs"])
    assert {each["propertyID"]: each["value"] for each in partner["identifier"]}["schac"] == "its.ac.id"
    assert partner["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Surabaya",
        "addressRegion": "East Java",
        "addressCountry": "ID",
    }


@pytest.mark.parametrize(("key", "kind"), [("jejaring", "Organization"), ("pabrik", "Corporation")])
def test_partners_that_are_no_campus_are_of_their_own_type(site: Built, key: str, kind: str) -> None:
    thing(site, f"/id/mitra/{key}/", kind)


def test_an_address_of_which_nothing_is_known_is_left_out(site: Built) -> None:
    assert "address" not in thing(site, "/id/mitra/jejaring/", "Organization")


def test_breadcrumbs_stay_in_the_language_and_count_from_one(site: Built) -> None:
    assert thing(site, "/id/berita/2026/dua/", "BreadcrumbList")["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Beranda", "item": f"{SITE}/id/"},
        {"@type": "ListItem", "position": 2, "name": "Berita", "item": f"{SITE}/id/berita/"},
        {"@type": "ListItem", "position": 3, "name": "Dua bahasa"},
    ]


def test_lists_say_how_long_they_are_and_where_their_entries_lead(site: Built) -> None:
    listing = thing(site, "/en/news/", "ItemList")
    assert listing["numberOfItems"] == 2
    assert [(entry["position"], entry["url"]) for entry in listing["itemListElement"]] == [
        (1, f"{SITE}/id/berita/2026/hanya/"),
        (2, f"{SITE}/en/news/2026/dua/"),
    ]


def test_the_list_of_a_country_is_as_long_as_what_it_shows(site: Built) -> None:
    listing = thing(site, "/en/partners/country/my/", "ItemList")
    assert listing["numberOfItems"] == len(listing["itemListElement"]) == 1
    assert thing(site, "/en/partners/", "ItemList")["numberOfItems"] == 3


def test_the_front_page_names_the_site_and_the_campus(site: Built) -> None:
    found = thing(site, "/id/", "WebSite")
    assert (found["name"], found["url"], found["inLanguage"]) == ("Kantor Urusan Internasional", f"{SITE}/id/", "id")
    assert found["publisher"]["name"] == "Politeknik Negeri Ketapang"


NASTY = "</script><script>alert(1)</script><!-- <script> & \u2028 \" ' ]]> \\ é"


def test_a_title_can_neither_leave_the_script_nor_change(tmp_path: Path) -> None:
    title = NASTY.replace("'", "''")
    site = build_site(
        tmp_path,
        {
            "content/news/2026-11-01-a.id.md": f"---\ntitle: '{title}'\n---\n\nIsi.\n",
            "content/topics.yaml": f"t: {{id: '{title}', en: '{title}'}}\n",
        },
    )
    page = site.pages["/id/berita/2026/a/"]
    assert len(page.css("script")) == 1
    written = page.css_first("script").text()  # type: ignore[union-attr]
    assert not any(character in written for character in "<>&\u2028\u2029")
    headline = thing(site, "/id/berita/2026/a/", "NewsArticle")["headline"]
    assert headline.split() == NASTY.split()


def test_nothing_is_said_of_what_is_not_known(site: Built) -> None:
    def values(tree: Any) -> list[Any]:
        if isinstance(tree, dict):
            return [each for value in tree.values() for each in values(value)]
        if isinstance(tree, list):
            return [tree] if not tree else [each for value in tree for each in values(value)]
        return [tree]

    for path, page in site.pages.items():
        if page.css("script"):
            assert not [value for thing in graph(site, path) for value in values(thing) if value in (None, "", [])], (
                path
            )


def test_open_graph_of_an_article(site: Built) -> None:
    found = properties(site, "/id/berita/2026/dua/")
    image = found.pop("og:image")
    assert image[0].startswith(f"{SITE}/media/foto.")
    assert found == {
        "og:title": ["Dua bahasa"],
        "og:type": ["article"],
        "og:url": [f"{SITE}/id/berita/2026/dua/"],
        "og:site_name": ["Kantor Urusan Internasional"],
        "og:locale": ["id_ID"],
        "og:locale:alternate": ["en_GB"],
        "og:description": ["Ringkasan."],
        "og:image:width": ["3"],
        "og:image:height": ["2"],
        "og:image:alt": ["Foto kampus"],
        "article:published_time": ["2026-11-01"],
        "article:modified_time": ["2026-11-05"],
        "article:section": ["Mobilitas"],
        "article:tag": ["Mobilitas"],
    }


def test_open_graph_names_only_versions_that_exist(site: Built) -> None:
    assert "og:locale:alternate" not in properties(site, "/id/berita/2026/hanya/")
    assert properties(site, "/en/")["og:locale"] == ["en_GB"]
    assert properties(site, "/en/")["og:locale:alternate"] == ["id_ID"]


def test_every_page_has_what_open_graph_requires(site: Built) -> None:
    for path, page in site.pages.items():
        if page.css("meta[http-equiv=refresh]"):
            continue
        found = properties(site, path)
        assert all(found[f"og:{name}"][0] for name in ("title", "type", "url", "locale")), path
        assert ("og:image" in found) == ("og:image:alt" in found), path


_VALUES = st.recursive(
    st.one_of(st.text(), st.integers(-(2**53), 2**53), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.text(), _VALUES, max_size=4), max_size=4))
def test_a_document_is_written_as_json_writes_it(things: list[dict[str, Any]]) -> None:
    whole = {"@context": "https://schema.org", "@graph": things}
    assert document(things) == json.dumps(whole, ensure_ascii=False)


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        ({"@type": "Place", "name": "", "url": None, "image": []}, None),
        ({"@type": "Place", "name": "A", "url": None}, {"@type": "Place", "name": "A"}),
        ({"@type": "ItemList", "numberOfItems": 0}, {"@type": "ItemList", "numberOfItems": 0}),
        ({"name": "A"}, {"name": "A"}),
        ({"name": ""}, None),
    ],
)
def test_a_thing_is_without_what_has_no_value(thing: dict[str, Any], said: dict[str, Any] | None) -> None:
    assert known(thing) == said
