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


LEAST_CONTRAST = """root => {
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => {
        const [r, g, b] = parts(colour).map((part) => part / 255).map((part) =>
            part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = (node) => {
        const colour = getComputedStyle(node).backgroundColor;
        return (parts(colour)[3] ?? 1) === 1 ? colour : paper(node.parentElement);
    };
    const says = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    const shown = [...root.querySelectorAll("*")].filter((node) => says(node) && node.checkVisibility());
    return Math.min(...shown.map((node) => {
        const both = [light(getComputedStyle(node).color), light(paper(node))];
        return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
    }));
}"""
"""The least contrast of a text with what it stands on (WCAG 2.2, 1.4.3)."""
