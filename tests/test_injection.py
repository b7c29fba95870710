"""Every text that an author may write, with something hostile in it, in everything that the program puts out.

Each output is read by a parser of its own format: every text must come back as it was written, and nothing of it as markup.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from icalendar import Calendar
from selectolax.lexbor import LexborHTMLParser

from tests.build_site import Built, build_site
from tests.pictures import PNG

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "apostrophe": "' onmouseover='alert(1)' bad='",
    "end of script": "</script><script>alert(1)</script><!--",
    "end of title": "</title></textarea></style><svg onload=alert(1)>",
    "end of CDATA": "]]><x/>&lt;b&gt;&amp;amp;&#60;",
    "template": "{{ 7*7 }}{% raw %}{# {n} {0.__class__} %s ${1}",
    "calendar": r"\n\, ; : BEGIN:VEVENT \;",
    "address": "javascript:alert(1) data:text/html,<b>",
    "markdown": "**a** `b` [c](javascript:alert(1)) ![d](e) <f> _g_",
}
MARK = re.compile(r"zq(\d+)z")


class Texts:
    """Makes texts that are known by a number: `zq7z` and then what is hostile."""

    def __init__(self, hostile: str):
        self.hostile = hostile
        self.names: list[str] = []

    def __call__(self, name: str) -> str:
        self.names.append(name)
        return f"zq{len(self.names) - 1}z{self.hostile}"

    def both(self, name: str) -> dict[str, str]:
        return {lang: self(f"{name}.{lang}") for lang in ("id", "en")}


def files(t: Texts) -> dict[str, Any]:
    """A site with a text in every field that takes one."""
    picture = {"src": "foto.png", "alt": t.both("alt"), "caption": t.both("caption"), "credit": t.both("credit")}
    partner = {
        "name": {
            "official": t("official"),
            **t.both("partner"),
            "local": {"text": t("local"), "lang": "ar", "dir": "rtl"},
        },
        "short": t("short"),
        "aliases": [t("alias"), "/id/mitra/lama/"],
        "former_names": [{"name": t("former"), "until": "2030"}],
        "kind": "university",
        "country": "MY",
        "city": t.both("city"),
        "region": t.both("region"),
        "summary": t.both("partner summary"),
        "units": [t("unit")],
        "contact": {"office": t.both("partner office"), "person": t("person"), "consent": "true"},
        "logo": {"src": "../news/foto.png", "alt": t("logo")},
    }
    event = {
        "title": t.both("event"),
        "summary": t.both("event summary"),
        "start": "2026-12-01",
        "place": t.both("place"),
        "city": t.both("event city"),
        "organizers": [t("organizer")],
        "registration": {"fee": t.both("fee")},
        "sessions": [{"date": "2026-12-01", "time": "09.00–10.00", "title": t.both("session")}],
        "timeline": [{"label": t.both("milestone"), "date": "2026-11-30"}],
        "image": {**picture, "src": "../news/foto.png"},
        "topics": ["t"],
        "host": "p",
    }
    agreement = {
        "type": "mou",
        "title": t.both("agreement"),
        "number": {"ours": t("our number"), "theirs": t("their number")},
        "partners": ["p"],
        "level": "institution",
        "units": [t("agreement unit")],
        "stage": "signed",
        "signed": "2026",
        "expires": "open",
        "signed_by": {"ours": {"name": t("signatory"), "title": t.both("office of signatory")}},
        "signed_at": t.both("place of signing"),
        "scope_text": t.both("scope"),
        "funding": t.both("funding"),
        "mobility": [{"direction": "both", "months_or_days": t("duration")}],
    }
    news = {
        "dateline": {"place": t.both("dateline")},
        "authors": [t("author")],
        "people": [{"name": t("named"), "role": t.both("role"), "affiliation": t.both("affiliation")}],
        "image": picture,
        "events": ["e"],
        "partners": ["p"],
        "agreements": ["a"],
        "topics": ["t"],
        "category": "visit",
        "countries": ["MY"],
        "aliases": ["/id/lama/"],
    }
    words = {lang: {"title": t(f"title.{lang}"), "summary": t(f"summary.{lang}")} for lang in ("id", "en")}
    yaml_files = {
        "content/topics.yaml": {"t": {"label": t.both("topic"), "summary": t.both("topic summary")}},
        "content/partners/p.yaml": partner,
        "content/events/e.yaml": event,
        "content/agreements/a.yaml": agreement,
        "content/news/2026-11-01-n.yaml": news,
    }
    found: dict[str, Any] = {
        name: yaml.safe_dump(tree, allow_unicode=True, width=10_000) for name, tree in yaml_files.items()
    }
    for lang, front in words.items():
        found[f"content/news/2026-11-01-n.{lang}.md"] = f"---\n{yaml.safe_dump(front, width=10_000)}---\n\nIsi.\n"
        page = yaml.safe_dump({"title": t(f"page.{lang}"), "summary": t(f"page summary.{lang}")}, width=10_000)
        found[f"content/pages/about.{lang}.md"] = f"---\n{page}---\n\nIsi.\n"
    found["content/news/foto.png"] = PNG
    return found


def site_fields(t: Texts) -> dict[str, Any]:
    return {
        "title": t.both("site"),
        "description": t.both("description"),
        "home": {
            "name": t.both("campus"),
            "short": t("campus short"),
            "country": "ID",
            "website": "https://a.example/",
        },
        "contact": {"office": t.both("office"), "address": t.both("address"), "hours": t.both("hours")},
        "menu": ["news", "partners", {"target": "events", "label": t.both("menu")}],
        "country_names": {"MY": t.both("country")},
        "agreement_labels": {"active_open": t.both("label")},
        "social": {t("social"): "https://social.example/"},
    }


@pytest.fixture(scope="module", params=HOSTILE.values(), ids=list(HOSTILE))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Texts, Built]:
    texts = Texts(request.param)
    site = build_site(tmp_path_factory.mktemp("hostile"), files(texts), **site_fields(texts))
    assert [problem for problem in site.problems if problem.severity == "error"] == []
    return texts, site


def in_html(page: LexborHTMLParser) -> Iterator[str]:
    """Texts and values of attributes."""
    for node in page.root.traverse(include_text=True):  # type: ignore[union-attr]
        if node.tag == "-text":
            parent = node.parent
            if parent is not None and parent.tag == "script":
                yield from in_json(json.loads(node.text_content or ""))
            else:
                yield node.text_content or ""
        else:
            yield from filter(None, node.attributes.values())


def in_json(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from in_json(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from in_json(value)
    elif isinstance(tree, str):
        yield tree


def in_xml(data: bytes) -> Iterator[str]:
    for element in ElementTree.fromstring(data).iter():
        yield from filter(None, (element.text, element.tail, *element.attrib.values()))


def in_calendar(data: bytes) -> Iterator[str]:
    for component in Calendar.from_ical(data).walk():
        for _, value in component.property_items():
            categories = getattr(value, "cats", None)
            yield from map(str, categories or [value])


def in_csv(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        yield from row


def texts_of(name: str, data: bytes) -> Iterator[str]:
    kind = name.rpartition(".")[2]
    if kind == "html":
        return in_html(LexborHTMLParser(data))
    if kind == "json":
        return in_json(json.loads(data))
    if kind in ("atom", "xml"):
        return in_xml(data)
    return {"ics": in_calendar, "csv": in_csv}[kind](data)


FOR_HOSTS = ("robots.txt", "_headers", "_redirects", ".nojekyll")
"""They hold addresses, and nothing that an author wrote otherwise."""


def documents(site: Built) -> Iterator[tuple[str, bytes]]:
    for name, data in site.files.items():
        if not name.startswith(("assets/", "media/")) and name not in FOR_HOSTS:
            yield name, data


def test_every_text_comes_back_as_it_was_written(built: tuple[Texts, Built]) -> None:
    texts, site = built
    seen: set[int] = set()
    for name, data in documents(site):
        for text in texts_of(name, data):
            for mark in MARK.finditer(text):
                assert text.startswith(texts.hostile, mark.end()), (name, texts.names[int(mark[1])], text)
                seen.add(int(mark[1]))
    unseen = {texts.names[number] for number in range(len(texts.names)) if number not in seen}
    assert unseen == set()


def test_nothing_of_it_is_markup(built: tuple[Texts, Built]) -> None:
    _, site = built
    for name, data in documents(site):
        if not name.endswith(".html"):
            continue
        page = LexborHTMLParser(data)
        assert page.css("iframe, object, embed, base, form, x, f") == [], name
        for script in page.css("script:not([type='application/ld+json'])"):
            assert (script.attributes.get("src") or "").startswith("/assets/"), name
            assert not script.text(), name
        assert [node for node in page.css("img") if node.attributes["src"] == "x"] == [], name
        assert page.css_matches("main, meta[http-equiv=refresh]"), name
        for node in page.css("*"):
            assert not [key for key in node.attributes if key.startswith("on") or key == "bad"], (name, node.html)
            for key in ("href", "src"):
                assert not (node.attributes.get(key) or "").lower().startswith(("javascript:", "data:")), name


def test_a_calendar_has_no_more_entries_and_fields_than_ours(built: tuple[Texts, Built]) -> None:
    _, site = built
    for name in ("id/agenda.ics", "en/events.ics", "id/agenda/2026/e.ics"):
        lines = site.text(name).replace("\r\n ", "").split("\r\n")
        assert lines.count("BEGIN:VEVENT") == 1
        assert {re.split("[;:]", line)[0] for line in lines if line} <= {
            *("BEGIN", "END", "PRODID", "VERSION", "NAME", "X-WR-CALNAME", "DESCRIPTION", "SOURCE", "REFRESH-INTERVAL"),
            *("X-PUBLISHED-TTL", "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "CATEGORIES"),
            *("URL", "STATUS", "TRANSP"),
        }


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_body_has_no_program_in_it(tmp_path: Path, hostile: str) -> None:
    site = build_site(tmp_path, {"content/news/2026-11-01-n.id.md": f"---\ntitle: A\n---\n\nzq0z {hostile}\n"})
    sources = [site.text("id/berita/2026/n/index.html")]
    sources.append(json.loads(site.text("id/feed.json"))["items"][0]["content_html"])
    for source in sources:
        page = LexborHTMLParser(source)
        assert page.css("script:not([type='application/ld+json']), svg:not(.icon), iframe") == []
        for node in page.css("*"):
            assert not [key for key in node.attributes if key.startswith("on")]
            assert not (node.attributes.get("href") or "").startswith(("javascript:", "data:"))
