"""The pages of the demonstration site in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.build_site import demonstration

# pytest finds these here, too.
from tests.preview.conftest import browser, context  # noqa: F401

HOST = "https://kui.politap.example"

TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """What a build publishes."""
    return demonstration().files


@pytest.fixture
def opened(context: BrowserContext, files: dict[str, bytes]) -> Callable[[str], Page]:  # noqa: F811
    """Opens a page of the site at its own address; nothing else can be reached."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/")
        name = path + "index.html" if path.endswith("/") or not path else path
        if route.request.url.startswith(HOST) and name in files:
            route.fulfill(body=files[name], content_type=TYPES.get(Path(name).suffix, "application/octet-stream"))
        else:
            route.abort()

    context.route("**/*", answer)

    def open_(path: str) -> Page:
        page = context.new_page()
        page.goto(HOST + path)
        return page

    return open_
