"""The months of events: which there are, what stands on which day, how a week runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.build_site import Built, build_site, demonstration


@pytest.fixture(scope="module")
def site() -> Built:
    return demonstration()


def months(site: Built, index: str) -> list[str]:
    """The pages of months below the index of events."""
    return sorted(
        path.removeprefix(index) for path, page in site.pages.items() if path.startswith(index) and page.css(".month")
    )


def table(page: LexborHTMLParser) -> dict[int, list[str]]:
    """Day of the month → titles of the events on it, of days that have some."""
    found = {}
    for cell in page.css(".month td"):
        titles = [link.text() for link in cell.css("a")]
        if titles:
            found[int(cell.css_first("time").text())] = titles  # type: ignore[union-attr]
    return found


def listed(page: LexborHTMLParser) -> list[str]:
    return [title.text() for title in page.css(".event-row h3")]


EVENTS: dict[str, str | bytes] = {
    "content/events/a.yaml": "title: A\nstart: 2026-11-30\nend: 2026-12-02\n",
    "content/events/b.yaml": "title: B\nstart: 2026-12-01\ntime: 09.00\n",
    "content/events/c.yaml": "title: C\nstart: 2026-12\nstatus: tentative\n",
    "content/events/d.yaml": "title: D\nstart: 2026-12-10\nend: 2027-02-01\n"
    "sessions: [{date: 2026-12-10, time: 09.00-10.00}, {date: 2027-02-01, time: 09.00-10.00}]\n",
    "content/events/e.yaml": "title: E\nstatus: tentative\n",
    "content/events/f.yaml": "title: F\nstart: 2028-02-29\nstatus: cancelled\n",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("months"), EVENTS)


def test_there_is_a_page_for_each_month_with_events(small: Built) -> None:
    expected = ["2026/11/", "2026/12/", "2027/01/", "2027/02/", "2028/02/"]
    assert months(small, "/id/agenda/") == months(small, "/en/events/") == expected


def test_an_event_stands_on_each_of_its_days_and_in_the_list_of_each_of_its_months(small: Built) -> None:
    november, december = small.pages["/en/events/2026/11/"], small.pages["/en/events/2026/12/"]
    assert table(november) == {30: ["A"]}
    assert table(december) == {1: ["A", "B"], 2: ["A"], 10: ["D"]}
    assert listed(november) == ["A"]


def test_the_list_of_a_month_is_in_the_order_of_the_days_and_has_what_has_no_day(small: Built) -> None:
    assert listed(small.pages["/en/events/2026/12/"]) == ["A", "C", "B", "D"]


def test_an_event_with_sessions_stands_on_their_days_only(small: Built) -> None:
    assert table(small.pages["/en/events/2027/01/"]) == {}
    assert table(small.pages["/en/events/2027/02/"]) == {1: ["D"]}


def test_a_cancelled_event_says_so_in_the_table(small: Built) -> None:
    page = small.pages["/en/events/2028/02/"]
    assert table(page) == {29: ["F"]}
    (entry,) = page.css(".month li")
    assert entry.attributes["class"] == "cancelled"
    assert entry.text(separator=" ").split() == ["F", "Cancelled"]


@pytest.mark.parametrize(
    ("path", "weekdays", "first_row"),
    [
        ("/id/agenda/2026/12/", ["Min", "Sen", "Sel", "Rab", "Kam", "Jum", "Sab"], ["", "", "1", "2", "3", "4", "5"]),
        ("/en/events/2026/12/", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ["", "1", "2", "3", "4", "5", "6"]),
    ],
)
def test_a_week_runs_as_the_language_says(small: Built, path: str, weekdays: list[str], first_row: list[str]) -> None:
    page = small.pages[path]
    assert [heading.text() for heading in page.css(".month th")] == weekdays
    cells = page.css(".month tbody tr:first-child td")
    assert [day.text() if (day := cell.css_first("time")) else "" for cell in cells] == first_row
    assert [len(row.css("td")) for row in page.css(".month tbody tr")] == [7] * 5
    assert [day.text() for day in page.css(".month time")] == [str(day) for day in range(1, 32)]


def test_a_month_leads_to_the_next_in_which_something_takes_place(small: Built) -> None:
    page = small.pages["/en/events/2027/02/"]
    around = {link.attributes.get("rel"): link.attributes["href"] for link in page.css(".month-nav a")}
    assert around == {"prev": "/en/events/2027/01/", None: "/en/events/", "next": "/en/events/2028/02/"}
    ends = [small.pages[path].css(".month-nav [rel]") for path in ("/en/events/2026/11/", "/en/events/2028/02/")]
    assert [[link.attributes["rel"] for link in links] for links in ends] == [["next"], ["prev"]]


def chips(page: LexborHTMLParser, label: str) -> list[str]:
    return [" ".join(chip.text(separator=" ").split()) for chip in page.css(f"nav[aria-label='{label}'] li")]


def test_the_index_leads_to_the_months_to_come_and_a_year_to_its_own(small: Built) -> None:
    expected = ["November 2026 1", "December 2026 4", "January 2027 1", "February 2027 1", "February 2028 1"]
    assert chips(small.pages["/en/events/"], "Events by month") == expected
    assert chips(small.pages["/en/events/2027/"], "Events by month") == expected[2:4]


def test_where_nothing_comes_the_index_leads_to_the_last_month(tmp_path: Path) -> None:
    past: dict[str, str | bytes] = {
        f"content/events/{year}.yaml": f"title: A\nstart: {year}-03-01\n" for year in (2020, 2021)
    }
    site = build_site(tmp_path, past)
    assert chips(site.pages["/en/events/"], "Events by month") == ["March 2021 1"]


def test_an_event_with_a_wrong_year_does_not_fill_the_site(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/a.yaml": "title: A\nstart: 2026-11-30\nend: 2126-12-02\n"})
    assert len(months(site, "/id/agenda/")) == 24


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "0001-01-31"), ("9999-12-01", "9999-12-31")])
def test_the_first_and_the_last_month_of_all_can_be_shown(tmp_path: Path, first: str, last: str) -> None:
    site = build_site(tmp_path, {"content/events/a.yaml": f"title: A\nstart: {first}\nend: {last}\n"})
    for path in months(site, "/id/agenda/"):
        assert sorted(table(site.pages["/id/agenda/" + path])) == list(range(1, 32))


def test_readers_can_subscribe_by_link_and_by_address(site: Built) -> None:
    page = site.pages["/en/events/"]
    hrefs = [link.attributes["href"] for link in page.css(".subscribe a")]
    assert hrefs == ["webcal://kui.politap.example/en/events.ics", "/en/events.ics"]
    assert page.css_first(".subscribe code").text() == "https://kui.politap.example/en/events.ics"  # type: ignore[union-attr]


def test_a_site_without_dated_events_offers_no_calendar(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/events/e.yaml": "title: E\nstatus: tentative\n"})
    assert not site.pages["/en/events/"].css(".subscribe")


def test_a_moved_event_says_when_it_was_planned_before(tmp_path: Path) -> None:
    event = "title: A\nstart: 2026-12-10\nstatus: rescheduled\nprevious_start: [2026-11-02, 2026-11-20]\n"
    site = build_site(tmp_path, {"content/events/a.yaml": event})
    assert "Rescheduled (Originally 20 November 2026)" in site.shown("/en/events/")
