"""Pages in the middle of being used: what scripts show only then."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page as Tab

from tests.audit.axe import UNFOLD


def _search(tab: Tab) -> None:
    tab.locator("[name=q]").fill("politeknik")
    tab.locator("#results a").first.wait_for()


def _sort(tab: Tab) -> None:
    tab.locator("th button").first.click()
    tab.locator("[aria-sort=ascending]").first.wait_for()


def _narrow(tab: Tab) -> None:
    tab.evaluate(UNFOLD)
    tab.locator("[data-filter=country] [data-value]").first.click()
    tab.locator("[data-filter=country] [data-value][aria-current]").wait_for()


USES: dict[str, Callable[[Tab], None]] = {"search": _search, "agreements": _sort, "partners-index": _narrow}
"""Kind of page → what a reader does there."""
