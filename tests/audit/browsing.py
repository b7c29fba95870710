"""A real browser that looks at the site: Chromium, which may ask nobody but the site, and notes what it had to refuse or complain of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, sync_playwright
from playwright.sync_api import Page as Tab

from tests.audit.tools import CHROMIUM, FLAGS

HEIGHT = 800
"""Of every window, in CSS pixels."""


class Visitor:
    """Opens windows on a site. What happens in any of them is noted."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.base = base
        self.requests = 0
        self.elsewhere: list[str] = []
        """What a page asked of another origin."""
        self.complaints: list[str] = []
        """Of the browser: the site's policy was violated, a script failed, a file was missing."""

    @contextmanager
    def window(self, width: int, **options: Any) -> Iterator[Tab]:
        """A tab of a browser without a past; `options` as `Browser.new_context` takes them."""
        context = self.browser.new_context(viewport={"width": width, "height": HEIGHT}, base_url=self.base, **options)
        self._listen(context)
        yield context.new_page()
        context.close()

    def _listen(self, context: BrowserContext) -> None:
        context.on("request", self._note_request)
        context.on("console", self._note_message)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _note_request(self, request: Request) -> None:
        self.requests += 1
        asked, ours = urlsplit(request.url), urlsplit(self.base)
        if asked.scheme not in ("data", "blob") and (asked.scheme, asked.netloc) != (ours.scheme, ours.netloc):
            self.elsewhere.append(f"{request.frame.url}: {request.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")


@contextmanager
def visiting(base: str) -> Iterator[Visitor]:
    """A browser that is started once for all that is looked at."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield Visitor(browser, base)
        browser.close()
