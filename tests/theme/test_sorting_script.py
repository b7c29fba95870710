"""The tables of agreements, sorted by the script of the theme as a reader does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Opened = Callable[[str], Page]


def column(page: Page, number: int) -> list[str]:
    """The cells of a column of the agreements that are active, of each chain's first document."""
    cells = page.locator(f"#active tbody tr:first-child > :nth-child({number})")
    return [text.split("\n")[0] for text in cells.all_inner_texts()]


@pytest.mark.parametrize(
    ("heading", "number", "upwards"),
    [
        ("Ends", 4, ["14 September 2028", "February 2029", "4 March 2030", "5 May 2031 (computed from its term)"]),
        ("Signed", 5, ["28 February 2024", "5 March 2025", "15 September 2025", "6 May 2026"]),
    ],
)
def test_dates_are_sorted_as_dates_up_and_down(opened: Opened, heading: str, number: int, upwards: list[str]) -> None:
    page = opened("/en/agreements/")
    button = page.locator("#active").get_by_role("button", name=heading)
    button.click()
    assert column(page, number) == upwards
    expect(page.locator("#active [aria-sort]")).to_have_attribute("aria-sort", "ascending")
    button.click()
    assert column(page, number) == upwards[::-1]
    expect(page.locator("#active [aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_names_are_sorted_as_words(opened: Opened) -> None:
    page = opened("/en/agreements/")
    page.locator("#active").get_by_role("button", name="Partners").press("Enter")
    names = column(page, 2)
    assert names == sorted(names)


def test_the_documents_of_a_chain_stay_together(opened: Opened) -> None:
    page = opened("/en/agreements/")
    page.locator("#active").get_by_role("button", name="Ends").click()
    rows = page.locator("#active tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    assert rows[-3:] == ["agreement-ucp-mou-2026", "agreement-ucp-mou-2021", "agreement-ucp-mou-2016"]


def test_only_what_can_be_sorted_offers_it(opened: Opened) -> None:
    page = opened("/en/agreements/")
    expect(page.locator("#active th button")).to_have_count(4)
    expect(page.locator("#expired th button")).to_have_count(0)
