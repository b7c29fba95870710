from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

import sitegen.preview
from sitegen.base.messages import LANGUAGES
from sitegen.base.problems import Place, Problem, in_order, problem
from sitegen.build import look
from sitegen.plan.attention import Attention
from sitegen.plan.planning import Plan
from sitegen.preview import pages
from sitegen.preview.answers import Answer
from sitegen.preview.desk import MOST_PROBLEMS, Desk
from sitegen.report import Options
from tests.sites import write_site

PREVIEW = Path(sitegen.preview.__file__).parent
FILES = {
    "content/news/2026-11-20-tamu.id.md": "---\ntitle: Tamu\n---\n\nKata [kita](hilang.md).\n",
    "content/news/2026-12-24-natal.en.md": "---\ntitle: Christmas <b>\ndraft: true\n---\n\nWords.\n",
    "content/partners/hanoi.yaml": "name: {id: Universitas Hanoi, en: Hanoi University}\nkind: university\ncountry: VN\n",
    "content/agreements/hanoi-mou.yaml": "type: mou\ntitle: {id: Nota Kesepahaman, en: Memorandum of Understanding}\n"
    "partners: [hanoi]\nlevel: institution\nstage: signed\nsigned: 2022-01-01\nexpires: 2027-01-31\n",
}


@dataclass
class Known:
    """A site that does not change."""

    root: Path
    plan: Plan
    found: list[Problem] = field(default_factory=list)

    def problems(self) -> Sequence[Problem]:
        return self.found


def known(root: Path, files: Mapping[str, str] = FILES, **site: Any) -> Known:
    prepared, found = look(
        write_site(root, files, **site), Options(today=lambda zone: date(2026, 11, 24), drafts=True, future=True)
    )
    assert prepared
    return Known(root, prepared.plan, in_order(found))


def asked(desk: Desk, path: str, **query: str) -> Answer:
    answer = desk.answer(f"/.sitegen/{path}", query)
    assert answer
    return answer


def page(desk: Desk, path: str, **query: str) -> LexborHTMLParser:
    answer = asked(desk, path, **query)
    assert answer.type == "text/html; charset=utf-8"
    return LexborHTMLParser(answer.data)


def desk_of(known: Known, lang: str = "en", **more: str) -> Desk:
    return Desk(known, lang=lang, token="secret", **more)


def rows(shown: LexborHTMLParser, section: str) -> list[str]:
    return [" ".join(row.text(separator=" ").split()) for row in shown.css(f"#{section} .rows > li")]


def one(shown: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = shown.css_first(selector)
    assert found is not None
    return found


def links(shown: LexborHTMLParser, section: str) -> list[str | None]:
    return [link.attributes["href"] for link in shown.css(f"#{section} .rows a")]


# the dashboard


def test_it_tells_in_english_what_needs_attention(tmp_path: Path) -> None:
    shown = page(desk_of(known(tmp_path)), "")
    assert rows(shown, "findings")[0] == (
        "Error There is no file hilang.md. Check its name and folder. content/news/2026-11-20-tamu.id.md:5 Tamu"
    )
    assert rows(shown, "translations") == [
        "English is missing Tamu Write: content/news/2026-11-20-tamu.en.md Side by side",
        "Indonesian is missing Christmas <b> Write: content/news/2026-12-24-natal.id.md Side by side",
    ]
    assert rows(shown, "endings") == [
        "Ends soon: last day 31 January 2027 (in 2 months) Memorandum of Understanding · Hanoi University "
        "content/agreements/hanoi-mou.yaml"
    ]
    assert rows(shown, "drafts") == ["English Christmas <b> content/news/2026-12-24-natal.en.md Side by side"]
    assert rows(shown, "waiting") == [
        "appears on 24 December 2026 (in 4 weeks) Christmas <b> content/news/2026-12-24-natal.en.md Side by side"
    ]


def test_it_tells_the_same_in_indonesian(tmp_path: Path) -> None:
    shown = page(desk_of(known(tmp_path), "id"), "")
    assert one(shown, "html").attributes["lang"] == "id"
    assert rows(shown, "translations")[0].startswith("Bahasa Inggris belum ada Tamu Tulis:")
    assert rows(shown, "endings")[0].startswith(
        "Segera berakhir: hari terakhir 31 Januari 2027 (dalam 2 bulan) Nota Kesepahaman · Universitas Hanoi"
    )


def test_everything_leads_to_page_and_file(tmp_path: Path) -> None:
    shown = page(desk_of(known(tmp_path)), "")
    folder = f"vscode://file{tmp_path}/content"
    assert links(shown, "findings")[:2] == [f"{folder}/news/2026-11-20-tamu.id.md:5:13", "/id/berita/2026/tamu/"]
    assert links(shown, "endings") == ["/en/agreements/#agreement-hanoi-mou", f"{folder}/agreements/hanoi-mou.yaml:1:1"]
    assert links(shown, "drafts") == [
        "/en/news/2026/natal/",
        f"{folder}/news/2026-12-24-natal.en.md:1:1",
        "/.sitegen/side-by-side?item=news/2026-12-24-natal",
    ]


def test_every_page_that_it_leads_to_is_there(tmp_path: Path) -> None:
    site = known(tmp_path, base_url="https://example.ac.id/kui/")
    shown = page(desk_of(site), "")
    addresses = {link.attributes["href"] or "" for link in shown.css("a")}
    inside = {address for address in addresses if address.startswith("/") and not address.startswith("/.sitegen/")}
    assert len(inside) >= 4
    assert {address.removeprefix("/kui").partition("#")[0] for address in inside} <= site.plan.atlas.pages.keys()


def test_the_counts_lead_to_the_sections(tmp_path: Path) -> None:
    shown = page(desk_of(known(tmp_path)), "")
    counts = {
        link.attributes["href"]: number.text()
        for link in shown.css(".counts a")
        if (number := link.css_first("b")) is not None
    }
    assert counts == {
        f"#{name}": str(len(rows(shown, name))) for name in ("findings", "translations", "endings", "drafts", "waiting")
    }
    assert all(shown.css_first(href or "") is not None for href in counts)


def test_a_site_in_order_says_so_in_each_section(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        shown = page(desk_of(known(tmp_path, {}), lang), "")
        assert len([said for said in shown.css("section .empty") if said.text()]) == len(Attention.__struct_fields__)
        assert not shown.css(".rows")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hanoi", ["endings"]),
        ("NOI univers", ["endings"]),
        ("christmas", ["translations", "drafts", "waiting"]),
        ("tamu.id.md:5", []),
        ("20-tamu.en.md", ["translations"]),
        ("indonesian", ["translations"]),
        ("broken-link", ["findings"]),
        ("nowhere to be found", []),
    ],
)
def test_the_filter_keeps_what_has_all_its_words(tmp_path: Path, query: str, found: list[str]) -> None:
    shown = page(desk_of(known(tmp_path)), "", q=query)
    assert [name for name in Attention.__struct_fields__ if rows(shown, name)] == found
    assert one(shown, "input").attributes["value"] == query


def test_long_lists_are_cut_and_say_what_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST_ROWS", 1)
    shown = page(desk_of(known(tmp_path)), "")
    assert len(rows(shown, "translations")) == 1
    assert "1 more. Filter to find them." in one(shown, "#translations").text()


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "today"),
        (1, "in 1 day"),
        (13, "in 13 days"),
        (30, "in 4 weeks"),
        (89, "in 2 months"),
        (-1, "1 day ago"),
        (-1356, "3 years ago"),
    ],
)
def test_how_far_a_day_is(tmp_path: Path, days: int, told: str) -> None:
    assert pages.Pages("en", "", lambda place: "")._away(days) == told


def test_nothing_that_is_typed_becomes_a_tag(tmp_path: Path) -> None:
    hostile = '"><script>alert(1)</script>'
    assert hostile.encode() not in asked(desk_of(known(tmp_path)), "", q=hostile).data
    assert hostile.encode() not in asked(desk_of(known(tmp_path)), "side-by-side", item=hostile).data


# an item in its languages


def test_what_is_missing_beside_a_page_says_which_file_to_write(tmp_path: Path) -> None:
    shown = page(desk_of(known(tmp_path)), "side-by-side", item="news/2026-11-20-tamu")
    there, missing = shown.css("main > section")
    assert one(there, "iframe").attributes["src"] == "/id/berita/2026/tamu/"
    assert missing.css_first("iframe") is None
    assert "English is missing." in missing.text()
    assert one(missing, "code").text() == "content/news/2026-11-20-tamu.en.md"


def test_facts_have_a_page_in_every_language(tmp_path: Path) -> None:
    site = known(tmp_path, languages=["id", "en", "ms"])
    shown = page(desk_of(site), "side-by-side", item="partners/hanoi")
    addresses = [frame.attributes["src"] for frame in shown.css("iframe")]
    assert addresses == ["/id/mitra/hanoi/", "/en/partners/hanoi/", "/ms/partners/hanoi/"]


@pytest.mark.parametrize("item", ["", "news", "news/", "news/x", "nothing/x", "news/../news/2026-11-20-tamu"])
def test_an_item_that_is_not_there(tmp_path: Path, item: str) -> None:
    answer = asked(desk_of(known(tmp_path)), "side-by-side", item=item)
    assert answer.status == 404
    assert b"<iframe" not in answer.data


# what the script asks for


def test_the_errors_are_told_with_their_lines(tmp_path: Path) -> None:
    told = json.loads(asked(desk_of(known(tmp_path)), "problems").data)
    assert told["total"] == 1
    assert told["problems"] == [
        {
            "path": "content/news/2026-11-20-tamu.id.md",
            "line": 5,
            "column": 13,
            "severity": "error",
            "code": "broken-link",
            "message": "There is no file hilang.md.",
            "hint": "Check its name and folder.",
            "excerpt": ["Kata [kita](", "hilang.md", ")."],
            "link": f"vscode://file{tmp_path}/content/news/2026-11-20-tamu.id.md:5:13",
        }
    ]


@pytest.mark.parametrize(
    ("address", "files", "item"),
    [
        ("/kui/id/berita/2026/tamu/", ["content/news/2026-11-20-tamu.id.md"], "news/2026-11-20-tamu"),
        ("/kui/en/partners/hanoi/", ["content/partners/hanoi.yaml"], "partners/hanoi"),
        ("/kui/id/berita/", [], ""),
        ("/kui/nothing/", [], ""),
        ("", [], ""),
    ],
)
def test_a_page_tells_its_files(tmp_path: Path, address: str, files: list[str], item: str) -> None:
    desk = desk_of(known(tmp_path, base_url="https://example.ac.id/kui/"))
    told = json.loads(asked(desk, "page", page=address).data)
    assert [file["path"] for file in told["files"]] == files
    assert all(file["link"] for file in told["files"])
    assert told["item"] == item


def test_of_very_many_errors_the_first_are_told(tmp_path: Path) -> None:
    site = known(tmp_path, {})
    site.found = [problem(Place("site.yaml", line), "broken-link.file", target="x") for line in range(1, 1000)]
    told = json.loads(asked(desk_of(site), "problems").data)
    assert (told["total"], len(told["problems"])) == (999, MOST_PROBLEMS)


def test_absolute_paths_stand_in_editor_links_only(tmp_path: Path) -> None:
    site = known(tmp_path)
    for path in ("", "problems", "words", "side-by-side"):
        query = {"item": "news/2026-11-20-tamu"}
        assert str(tmp_path) not in asked(desk_of(site, editor=""), path, **query).data.decode()
    assert not page(desk_of(site, editor=""), "").css("a.place")
    with pytest.raises(ValueError, match="is not an address"):
        desk_of(site, editor="javascript:{path}")


def test_a_file_that_is_not_there_has_no_link(tmp_path: Path) -> None:
    site = known(tmp_path, {})
    site.found = [problem(Place(path), "broken-link.file", target="x") for path in ("gone.md", "../outside", "content")]
    assert [each["link"] for each in json.loads(asked(desk_of(site), "problems").data)["problems"]] == ["", "", ""]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("client.js", "text/javascript; charset=utf-8"),
        ("worker.js", "text/javascript; charset=utf-8"),
        ("desk.js", "text/javascript; charset=utf-8"),
        ("desk.css", "text/css; charset=utf-8"),
        ("fonts/sans-latin.woff2", "font/woff2"),
        ("band.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_files_come_as_what_they_are(tmp_path: Path, name: str, kind: str) -> None:
    answer = asked(desk_of(known(tmp_path, {})), name)
    assert (answer.status, answer.type) == (200, kind)
    assert answer.data


@pytest.mark.parametrize("path", ["x", "../desk.py", "fonts/", "events", "version", "client.js/", "words.toml"])
def test_there_is_nothing_else(tmp_path: Path, path: str) -> None:
    assert desk_of(known(tmp_path, {})).answer(f"/.sitegen/{path}", {}) is None


def test_the_pages_need_nothing_that_is_not_served(tmp_path: Path) -> None:
    desk = desk_of(known(tmp_path))
    texts = [
        asked(desk, "").data.decode(),
        *(f'"{name}"' for name in re.findall(r'url\("([^"]+)"\)', asked(desk, "desk.css").data.decode())),
    ]
    named = re.findall(r'(?:src|href)="/\.sitegen/([\w./-]+)"', texts[0]) + [text.strip('"') for text in texts[1:]]
    assert len(named) >= 6
    assert [name for name in named if name != "side-by-side" and desk.answer(f"/.sitegen/{name}", {}) is None] == []


# words


def test_both_languages_say_the_same_things_and_every_word_is_used() -> None:
    words = tomllib.loads((PREVIEW / "words.toml").read_text("utf-8"))
    assert words.keys() == set(LANGUAGES)
    assert words["id"].keys() == words["en"].keys()
    for name, text in words["id"].items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", words["en"][name]), name
    sources = "".join(
        path.read_text("utf-8")
        for path in PREVIEW.rglob("*")
        if path.suffix in (".html", ".js") or path.name == "pages.py"
    )
    used = set(re.findall(r'\bt\("(\w+)"[,)]|\bsaid\.(\w+)|words\["(\w+)"\]', sources))
    named = {name for found in used for name in found if name}
    made = {*Attention.__struct_fields__, *(f"{name}_empty" for name in Attention.__struct_fields__)}
    made |= {"lacks_version", "lacks_title", "lacks_words", "error", "warning", "expiring", "expired", "in_renewal"}
    made |= {"draft", "future"}
    assert words["en"].keys() == named | made
