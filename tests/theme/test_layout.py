"""Where things stand on the pages of the default theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from tests.theme.conftest import HOST

Opened = Callable[[str], Page]


def box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found
    return found


@pytest.mark.parametrize("width", [360, 1280])
def test_a_picture_stands_beside_its_words(opened: Opened, width: int) -> None:
    page = opened("/id/berita/")
    page.set_viewport_size({"width": width, "height": 800})
    stories = page.locator(".story.with-picture")
    assert stories.count() > 1
    for story in stories.all():
        words, picture = box(story.locator("> div")), box(story.locator("img"))
        assert picture["y"] == pytest.approx(words["y"], abs=1)
        assert picture["x"] >= words["x"] + words["width"]


def test_facts_follow_the_head_on_a_phone_and_stand_beside_the_words_on_a_desk(opened: Opened) -> None:
    page = opened("/id/agenda/2026/pekan-budaya/")
    page.set_viewport_size({"width": 360, "height": 800})
    head, facts, words = (page.locator(place) for place in (".byline", ".facts", ".prose"))
    assert box(head)["y"] < box(facts)["y"] < box(words)["y"]
    page.set_viewport_size({"width": 1280, "height": 800})
    assert box(facts)["x"] >= box(words)["x"] + box(words)["width"]
    assert box(facts)["y"] < box(head)["y"]


def test_on_paper_the_address_follows_each_link_that_leads_away(opened: Opened) -> None:
    page = opened("/id/mitra/ucp/")
    page.emulate_media(media="print")
    away = page.locator('a[href^="http"]').all()
    assert away
    for link in away:
        shown = link.evaluate("link => getComputedStyle(link, '::after').content")
        assert shown == f'" ({link.get_attribute("href")})"'
    assert page.locator("nav:visible").count() == 0


PATHS = (
    "/",
    "/id/",
    "/id/berita/",
    "/id/berita/2022/pelatihan-kui/",
    "/id/agenda/2026/pekan-budaya/",
    "/id/mitra/",
    "/id/mitra/ucp/",
    "/id/mitra/peta/",
    "/id/kerja-sama/",
    "/id/statistik/",
    "/id/topik/mobility/",
    "/id/peta-situs/",
)
LONG_WORDS = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;  // but no date, which is short
        if (text.data.trim() && !text.parentElement.closest(".day-block")) text.data = "kesinambungan".repeat(6);
    }
    return document.scrollingElement.scrollWidth;
}"""


def test_a_word_that_is_longer_than_the_line_breaks(opened: Opened) -> None:
    page = opened(PATHS[0])
    page.set_viewport_size({"width": 320, "height": 800})
    for path in PATHS:
        page.goto(HOST + path)
        assert page.evaluate(LONG_WORDS) == 320, path
