"""Tabs of a browser, for the tests of what is shown in them."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page


def opened(context: BrowserContext, url: str) -> Page:
    """A tab that listens: it has asked whether it is up to date, which it does when the stream is there."""
    page = context.new_page()
    with page.expect_response("**/.sitegen/version?*"):
        page.goto(url)
    page.evaluate("() => { window.stays = true }")
    return page


def is_same(page: Page) -> bool:
    """Whether the tab has not loaded its page again."""
    return bool(page.evaluate("() => window.stays === true"))
