"""The filters of the list of partners: what each partner counts under, and that the pages agree with the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.build_site import Built, build_site, demonstration

AGREEMENT = "type: mou\ntitle: Nota\npartners: [p]\nlevel: institution\nstage: signed\n"


def partner(tmp_path: Path, *agreements: str, more: str = "kind: university\ncountry: MY\n") -> LexborNode:
    """The row of a partner with these agreements, on the page of all partners."""
    files: dict[str, str | bytes] = {"content/partners/p.yaml": f"name: Mitra\n{more}"}
    for number, text in enumerate(agreements):
        files[f"content/agreements/a{number}.yaml"] = AGREEMENT + text
    site = build_site(tmp_path, files)
    assert not [problem for problem in site.problems if problem.severity == "error"]
    row = site.pages["/id/mitra/"].css_first(".partner-row")
    assert row is not None
    return row


IN_FORCE = "signed: 2026-01-01\nexpires: open\nscope: [internship]\n"
EXPIRING = "signed: 2022-01-01\nexpires: 2026-12-31\nscope: [teaching]\n"
TO_COME = "signed: 2026-01-01\neffective: 2027-01-01\nexpires: open\nscope: [training]\n"
OVER = "signed: 2012-01-01\nexpires: 2015-12-31\nscope: [publication, internship]\n"


@pytest.mark.parametrize(
    ("agreements", "status", "scope"),
    [
        ((), "none", None),
        ((IN_FORCE,), "in-force", "internship"),
        ((EXPIRING,), "in-force expiring", "teaching"),
        ((TO_COME,), "planned", "training"),
        ((OVER,), "ended", "internship publication"),
        ((IN_FORCE, EXPIRING), "in-force expiring", "internship teaching"),
        ((IN_FORCE, OVER), "in-force", "internship"),
        ((TO_COME, OVER), "planned", "internship training publication"),
    ],
)
def test_status_and_scope_of_a_partner(
    tmp_path: Path, agreements: tuple[str, ...], status: str, scope: str | None
) -> None:
    """The scope is that of what is in force; where nothing is, of everything."""
    row = partner(tmp_path, *agreements)
    assert row.attributes["data-status"] == status
    assert row.attributes.get("data-scope") == scope


def test_country_and_type_of_a_partner(tmp_path: Path) -> None:
    row = partner(tmp_path)
    assert (row.attributes["data-country"], row.attributes["data-type"]) == ("my", "university")


def test_a_network_without_a_country_counts_under_none(tmp_path: Path) -> None:
    row = partner(tmp_path, more="kind: network\n")
    assert row.attributes["data-type"] == "network"
    assert "data-country" not in row.attributes


@pytest.fixture(scope="module")
def site() -> Built:
    return demonstration()


def rows(page: LexborHTMLParser) -> list[str]:
    return [row.css_first("a").attributes["href"] or "" for row in page.css(".partner-row")]  # type: ignore[union-attr]


@pytest.mark.parametrize("path", ["/id/mitra/", "/en/partners/"])
def test_each_chip_leads_to_as_many_partners_as_it_says(site: Built, path: str) -> None:
    index = site.pages[path]
    assert [node.attributes["data-filter"] for node in index.css("[data-filter]")] == [
        "country",
        "type",
        "status",
        "scope",
    ]
    for chip in index.css("[data-filter] a"):
        number = chip.css_first("span")
        assert number is not None
        assert len(rows(site.pages[chip.attributes["href"] or ""])) == int(number.text())


@pytest.mark.parametrize("path", ["/id/mitra/", "/en/partners/"])
def test_the_attributes_of_the_rows_narrow_the_list_as_the_pages_do(site: Built, path: str) -> None:
    """The script goes by the attributes, readers without it by the pages: both see the same partners."""
    index = site.pages[path]
    for chip in index.css("[data-filter] [data-value]"):
        name = chip.parent.parent.attributes["data-filter"]  # type: ignore[union-attr]
        by_script = [
            row.css_first("a").attributes["href"]  # type: ignore[union-attr]
            for row in index.css(".partner-row")
            if chip.attributes["data-value"] in (row.attributes.get(f"data-{name}") or "").split()
        ]
        assert by_script == rows(site.pages[chip.attributes["href"] or ""])
        assert by_script


def test_the_script_stands_where_all_partners_do(site: Built) -> None:
    with_script = [path for path, page in site.pages.items() if page.css("script[src*='partners.js']")]
    assert with_script == ["/en/partners/", "/id/mitra/"]


def test_the_page_of_a_value_names_it(site: Built) -> None:
    heading = site.pages["/en/partners/country/my/"].css_first("h1")
    assert heading is not None
    assert heading.text() == "Partners in Malaysia"
    assert [
        chip.text(separator=" ").split()
        for chip in site.pages["/en/partners/status/planned/"].css(".chips [aria-current]")
    ] == [["Not", "yet", "in", "force", "2"]]


def test_a_country_with_an_ampersand_is_escaped_once(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"content/partners/p.yaml": "name: Mitra\nkind: university\ncountry: BA\n"}
    site = build_site(tmp_path, files)
    title = site.pages["/en/partners/country/ba/"].css_first("h1")
    assert title is not None
    assert title.text() == "Partners in Bosnia & Herzegovina"
