"""How much of HTML, styles and scripts a browser fetches for a page, packed as it is sent."""

from __future__ import annotations

from playwright.sync_api import Page as Tab

_FETCHED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(each => ["navigation", "script", "css", "link", "other"].includes(each.initiatorType))
    .filter(each => !/\\.(woff2|svg|png|jpe?g|webp|avif|gif)$/.test(new URL(each.name).pathname))
    .map(each => [new URL(each.name).pathname, each.encodedBodySize])"""


def fetched(tab: Tab) -> dict[str, int]:
    """Path → bytes, of the page that a tab shows and has loaded. Pictures and fonts are not counted."""
    return dict(tab.evaluate(_FETCHED))
