"""A real browser: the system's Chromium where there is one, else Playwright's own (`install-browser`)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

expect.set_options(
    timeout=30_000
)  # milliseconds: a machine that is busy with other tests is slow, and that is no mistake


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a module: while it runs, its thread has an event loop that no other test could stand."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if root else []
        )


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window without a past. A mistake in a script of ours fails the test."""
    context = browser.new_context(viewport={"width": 1000, "height": 600}, reduced_motion="reduce")
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert errors == []
