"""The list of partners, narrowed by the script of the theme as a reader does it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.theme.conftest import HOST

Opened = Callable[[str], Page]


def shown(page: Page) -> list[str]:
    """The names of the partners in the list."""
    return page.locator(".partner-row:visible > a").all_inner_texts()


def chip(page: Page, words: str) -> Locator:
    """A chip, whose filter is unfolded for it."""
    found = page.locator("[data-filter] a").filter(has_text=re.compile(rf"^\s*{words} \d+\s*$")).first
    if not found.is_visible():
        page.locator("details", has=found).locator("summary").click()
    return found


def number(page: Page, words: str) -> str:
    """The number on a chip."""
    return chip(page, words).locator("span").inner_text()


def choose(page: Page, words: str) -> None:
    chip(page, words).click()


def test_filters_go_together_and_stand_in_the_address(opened: Opened) -> None:
    page = opened("/en/partners/")
    assert len(shown(page)) == 11
    choose(page, "Malaysia")
    assert shown(page) == ["Example Polytechnic of Borneo", "Example University of Pahang"]
    choose(page, "internship")
    assert shown(page) == ["Example University of Pahang"]
    assert page.url == f"{HOST}/en/partners/?country=my&scope=internship"
    expect(page.get_by_role("status")).to_have_text("Showing 1 of 11 partners")
    expect(page.locator("[data-filter] [data-value][aria-current]")).to_have_count(2)


def test_each_chip_says_what_it_would_show(opened: Opened) -> None:
    page = opened("/en/partners/")
    choose(page, "Malaysia")
    assert (number(page, "Polytechnic"), number(page, "Network"), number(page, "Indonesia")) == ("1", "0", "3")
    choose(page, "Polytechnic")
    assert shown(page) == ["Example Polytechnic of Borneo"]


def test_nothing_that_fits_is_said(opened: Opened) -> None:
    page = opened("/en/partners/?country=my&type=network")
    assert shown(page) == []
    expect(page.get_by_role("status")).to_have_text("Showing 0 of 11 partners. No partner has all of these.")
    expect(page.locator(".partner-group:visible")).to_have_count(0)


def test_an_address_that_was_kept_shows_the_same_again(opened: Opened) -> None:
    page = opened("/id/mitra/?country=my&scope=internship")
    assert shown(page) == ["Universiti Contoh Pahang"]


def test_a_value_that_there_is_not_is_passed_over(opened: Opened) -> None:
    assert len(shown(opened("/id/mitra/?country=zz&type=network&other=x"))) == 1


def test_back_undoes_and_a_second_click_lets_go(opened: Opened) -> None:
    page = opened("/en/partners/")
    choose(page, "Malaysia")
    choose(page, "Network")
    page.go_back()
    assert page.url == f"{HOST}/en/partners/?country=my"
    assert len(shown(page)) == 2
    choose(page, "Malaysia")
    assert page.url == f"{HOST}/en/partners/"
    assert len(shown(page)) == 11


def test_it_works_by_keyboard(opened: Opened) -> None:
    page = opened("/en/partners/")
    page.get_by_role("link", name=re.compile(r"^Norway \d")).focus()
    page.keyboard.press("Enter")
    assert shown(page) == ["Example University of Tromsø"]
    expect(page.get_by_role("link", name=re.compile(r"^Norway \d"))).to_be_focused()


def test_the_other_language_shows_the_same_choice(opened: Opened) -> None:
    page = opened("/en/partners/")
    choose(page, "Malaysia")
    page.get_by_role("link", name="Bahasa Indonesia").click()
    expect(page).to_have_url(f"{HOST}/id/mitra/?country=my")
    expect(page.locator(".partner-row:visible")).to_have_count(2)


def test_a_chip_can_be_opened_in_a_tab_of_its_own(opened: Opened) -> None:
    page = opened("/en/partners/")
    norway = page.get_by_role("link", name=re.compile(r"^Norway \d"))
    assert norway.get_attribute("href") == "/en/partners/?country=no"
    with page.context.expect_page():
        norway.click(modifiers=["ControlOrMeta"])
    assert page.url == f"{HOST}/en/partners/"
    assert len(shown(page)) == 11
