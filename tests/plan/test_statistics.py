"""The figures of the cooperation: they agree with the pages that they lead to, and the charts with the tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.build_site import Built, build_site, demonstration


@pytest.fixture(scope="module")
def site() -> Built:
    return demonstration()


@pytest.fixture(scope="module", params=["/id/statistik/", "/en/statistics/"])
def page(site: Built, request: pytest.FixtureRequest) -> LexborHTMLParser:
    return site.pages[request.param]


def rows(page: LexborHTMLParser, chart: str) -> list[tuple[str, list[int], LexborNode]]:
    """Label, numbers and bars of each row of a chart."""
    found = []
    for row in page.css(f"[aria-labelledby={chart}] tbody tr"):
        label, svg = row.css_first("th"), row.css_first("svg")
        assert label is not None
        assert svg is not None
        found.append((label.text(strip=True), [int(cell.text()) for cell in row.css(".number")], svg))
    return found


CHARTS = ("countries", "types", "validities", "years")


@pytest.mark.parametrize("chart", CHARTS)
def test_the_bars_are_as_long_as_the_numbers_say(page: LexborHTMLParser, chart: str) -> None:
    most = max(numbers[0] for _, numbers, _ in rows(page, chart))
    for _, numbers, svg in rows(page, chart):
        widths = [float(bar.attributes["width"] or "") for bar in svg.css("rect")]
        assert widths == [pytest.approx(100 * number / most, abs=0.01) for number in numbers]
        assert svg.attributes["aria-hidden"] == "true"


@pytest.mark.parametrize("chart", ["countries", "types"])
def test_each_row_leads_to_as_many_partners_as_it_counts(site: Built, page: LexborHTMLParser, chart: str) -> None:
    for row in page.css(f"[aria-labelledby={chart}] tbody tr"):
        link, number = row.css_first("a"), row.css_first(".number")
        assert link is not None
        assert number is not None
        assert len(site.pages[link.attributes["href"] or ""].css(".partner-row")) == int(number.text())


def test_each_status_leads_to_as_many_agreements_as_it_counts(site: Built, page: LexborHTMLParser) -> None:
    for row in page.css("[aria-labelledby=validities] tbody tr"):
        link, number = row.css_first("a"), row.css_first(".number")
        assert link is not None
        assert number is not None
        path, _, section = (link.attributes["href"] or "").partition("#")
        assert len(site.pages[path].css(f"[id={section}] tbody")) == int(number.text())


def test_the_sums_are_those_of_the_other_pages(page: LexborHTMLParser) -> None:
    assert sum(numbers[0] for _, numbers, _ in rows(page, "types")) == 11
    assert sum(numbers[0] for _, numbers, _ in rows(page, "countries")) == 10  # a network has no country
    assert sum(numbers[0] for _, numbers, _ in rows(page, "validities")) == 11
    assert sum(numbers[1] for _, numbers, _ in rows(page, "years")) == 7


def test_the_most_come_first(page: LexborHTMLParser) -> None:
    for chart in ("countries", "types"):
        numbers = [each[0] for _, each, _ in rows(page, chart)]
        assert numbers == sorted(numbers, reverse=True)


def test_years_without_a_signing_are_shown(page: LexborHTMLParser) -> None:
    assert [label for label, _, _ in rows(page, "years")] == [str(year) for year in range(2016, 2027)]
    assert {label: numbers for label, numbers, _ in rows(page, "years")}["2017"] == [0, 0]


def test_a_renewal_counts_in_its_year_and_its_chain_once(tmp_path: Path) -> None:
    agreement = "type: mou\ntitle: Nota\npartners: [p]\nlevel: unit\n"
    files: dict[str, str | bytes] = {
        "content/partners/p.yaml": "name: P\nkind: university\ncountry: MY\n",
        "content/agreements/a.yaml": f"{agreement}stage: signed\nsigned: 2020-01-01\nexpires: 2022-12-31\n",
        "content/agreements/b.yaml": f"{agreement}stage: signed\nsigned: 2023-01\nexpires: open\nrenews: a\n",
        "content/agreements/c.yaml": f"{agreement}stage: in_process\nvisibility: public\n",
    }
    page = build_site(tmp_path, files).pages["/en/statistics/"]
    assert [(label, numbers) for label, numbers, _ in rows(page, "years")] == [
        ("2020", [1, 0]),
        ("2021", [0, 0]),
        ("2022", [0, 0]),
        ("2023", [1, 1]),
    ]
    assert [(label, numbers) for label, numbers, _ in rows(page, "validities")] == [
        ("Active (no end date)", [1]),
        ("In process", [1]),
    ]
    assert "1 agreement has no date yet." in page.css_first("[aria-labelledby=years] caption").text()  # type: ignore[union-attr]
