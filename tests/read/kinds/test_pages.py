"""Plain pages."""

from __future__ import annotations

from sitegen.read.kinds.pages import PlainPage
from tests.read.kinds.items import found, read, record


def test_a_page_in_two_languages() -> None:
    made = record("pages", "about", id="title: Tentang kami\nslug: tentang\norder: 2", en="title: About us\norder: 2")
    assert isinstance(made, PlainPage)
    assert (made.title, made.order) == ({"id": "Tentang kami", "en": "About us"}, 2)
    assert made.slugs == {"id": "tentang", "en": "about"}
    assert made.summary == {}


def test_a_page_exists_in_the_languages_of_its_words() -> None:
    assert record("pages", "about", en="title: About us").languages == ("en",)


def test_a_page_needs_a_title_and_a_whole_order() -> None:
    outcome = read("pages", "about", id="slug: tentang\norder: pertama")
    assert found(outcome) == ["about.id.md:1:1 required", "about.id.md:3:8 value-type.number"]


def test_an_order_that_differs_is_told_once() -> None:
    outcome = read("pages", "about", id="title: A\norder: 1", en="title: B\norder: 2")
    assert found(outcome) == ["about.en.md:3:8 facts-differ"]
