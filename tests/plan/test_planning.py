"""Planning: the list of pages is made without their views, views are values, rendering depends on them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs

from sitegen.base.dates import PartialDate
from sitegen.build import Prepared, look
from sitegen.plan import front
from sitegen.plan.body import Body
from sitegen.plan.edition import Edition
from sitegen.plan.kinds import agreements, events, news, pages, partners, topics
from sitegen.plan.parts import View
from sitegen.plan.planning import plan
from sitegen.read.record import Record
from sitegen.relate.site import Site
from sitegen.render.rendering import Renderer
from sitegen.report import Options
from tests.build_site import TODAY

ROOT = Path(__file__).parents[2]


def demonstration(at: date = TODAY) -> Prepared:
    prepared, _ = look(ROOT, Options(today=lambda zone: at))
    assert prepared is not None
    return prepared


@pytest.fixture(scope="module")
def site() -> Prepared:
    return demonstration()


def test_planning_makes_no_view(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    for module in (agreements, events, front, news, pages, partners, topics):
        for name, kind in list(vars(module).items()):
            if isinstance(kind, type) and issubclass(kind, View):

                def counting(kind: type[View] = kind, **fields: Any) -> View:
                    made.append(kind.__name__)
                    return kind(**fields)

                monkeypatch.setattr(module, name, counting)
    site = demonstration()
    assert made == []
    site.plan.atlas.page("/id/berita/")
    assert made == ["NewsIndexView"]


def test_a_plan_that_knows_an_earlier_one_is_the_plan_of_the_new_site(site: Prepared) -> None:
    old = site.plan.site
    articles = old.content.records["news"]
    key = "2022-11-21-pelatihan-kui"
    edited = structs.replace(articles[key], title={"id": "Lain", "en": "Other"}, slugs={"id": "lain", "en": "other"})
    others = dict(old.content.records)
    others["news"] = {**articles, key: edited}
    others["partners"] = {each: partner for each, partner in others["partners"].items() if each != "its"}
    content = replace(old.content, records=others)
    fresh, quick = plan(Site(content, old.today)), plan(old.followed_by(content, old.today), site.plan)
    assert list(quick.atlas.pages) == list(fresh.atlas.pages) != list(site.plan.atlas.pages)
    assert "/id/berita/2022/lain/" in quick.atlas.pages
    for path in fresh.atlas.pages:
        assert quick.atlas.page(path) == fresh.atlas.page(path), path
    assert (quick.media, quick.check()) == (fresh.media, fresh.check())
    kept = [path for path, page in quick.atlas.pages.items() if page is site.plan.atlas.pages.get(path)]
    assert len(kept) > len(fresh.atlas.pages) / 3


def test_a_plan_of_other_words_is_the_plan_of_the_new_site(site: Prepared) -> None:
    old = site.plan.site
    records = {kind: dict(of_kind) for kind, of_kind in old.content.records.items()}
    records["partners"] = old.content.records["partners"]  # type: ignore[assignment]
    edited = {("news", "2022-11-21-pelatihan-kui"), ("events", "2022-11-14-pelatihan-kui"), ("pages", "about")}
    for kind, key in edited:
        record = records[kind][key]
        prose = {lang: structs.replace(each, text=each.text + "\n\nLagi.\n") for lang, each in record.prose.items()}
        records[kind][key] = structs.replace(record, prose=prose)
    content = replace(old.content, records=records)
    quick, fresh = plan(old.followed_by(content, old.today), site.plan), plan(Site(content, old.today))
    assert list(quick.atlas.pages) == list(fresh.atlas.pages)
    other = set()
    for path in fresh.atlas.pages:
        assert quick.atlas.page(path) == fresh.atlas.page(path), path
        other |= {path} if site.plan.atlas.page(path) != fresh.atlas.page(path) else set()
    assert {"/id/berita/2022/pelatihan-kui/", "/id/feed.atom"} <= other
    assert (quick.media, quick.check()) == (fresh.media, fresh.check())
    assert sum(page is site.plan.atlas.pages[path] for path, page in quick.atlas.pages.items()) > len(other)
    again = plan(Site(replace(old.content), old.today), quick)
    assert all(again.atlas.page(path) == site.plan.atlas.page(path) for path in fresh.atlas.pages)


def test_another_site_yaml_makes_every_page_anew(site: Prepared) -> None:
    old = site.plan.site
    config = structs.replace(old.config, base_url="https://lain.example/kui/")
    new = Site(replace(old.content, config=config), old.today)
    quick, fresh = plan(new, site.plan), plan(new)
    for path in fresh.atlas.pages:
        assert quick.atlas.page(path) == fresh.atlas.page(path), path


def test_one_page_asks_for_no_body_but_its_own(monkeypatch: pytest.MonkeyPatch, site: Prepared) -> None:
    asked: list[str] = []
    body = Edition.body

    def asking(self: Edition, record: Record) -> Body | None:
        asked.append(record.key)
        return body(self, record)

    monkeypatch.setattr(Edition, "body", asking)
    site.plan.atlas.page("/id/berita/2022/pelatihan-kui/")
    assert asked == ["2022-11-21-pelatihan-kui"]


PLAIN = (str, int, float, bool, date, type(None), Enum, PartialDate)


def unlike_a_value(found: Any, where: str) -> list[str]:
    """What in a view could change after it was made, or is no plain data."""
    if isinstance(found, PLAIN) or type(found).__module__ == "datetime":
        return []
    if isinstance(found, tuple):
        return [each for value in found for each in unlike_a_value(value, where + "[]")]
    if isinstance(found, Struct):
        inner = [
            each for name in found.__struct_fields__ for each in unlike_a_value(getattr(found, name), f"{where}.{name}")
        ]
        return inner if found.__struct_config__.frozen else [f"{where}: not frozen", *inner]
    return [f"{where}: {type(found).__name__}"]


def test_every_view_is_a_value(site: Prepared) -> None:
    made = map(site.plan.atlas.page, site.plan.atlas.pages)
    assert {each for page in made for each in unlike_a_value(page.view, page.template)} == set()


def test_a_page_made_twice_is_the_same_and_has_the_same_hash(site: Prepared) -> None:
    again = demonstration()
    for path in site.plan.atlas.pages:
        one, other = site.plan.atlas.page(path), again.plan.atlas.page(path)
        assert one == other
        assert hash(one) == hash(other)


def test_rendering_is_pure(site: Prepared) -> None:
    """The same page gives the same bytes in any order, from a fresh renderer, and away from the site's folder."""
    atlas = site.plan.atlas
    first = Renderer(site.theme)
    everything = {path: first.render(atlas.page(path)) for path in atlas.pages}
    second = Renderer(site.theme)
    assert {path: second.render(atlas.page(path)) for path in reversed(list(atlas.pages))} == everything
    assert {path: first.render(atlas.page(path)) for path in atlas.pages} == everything


def test_rendering_reads_no_file_and_no_clock(site: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    page, renderer = site.plan.atlas.page("/id/berita/2022/pelatihan-kui/"), Renderer(site.theme)
    before = renderer.render(page)

    def refused(*arguments: Any, **named: Any) -> Any:
        raise AssertionError(arguments)

    for module, name in (("os", "stat"), ("os", "scandir"), ("builtins", "open"), ("time", "time")):
        monkeypatch.setattr(f"{module}.{name}", refused)
    after = renderer.render(page)
    monkeypatch.undo()
    assert before == after


def test_each_page_stands_under_its_own_file(site: Prepared) -> None:
    atlas = site.plan.atlas
    files = {page.file.casefold() for page in atlas.pages.values()}
    assert len(files) == len(atlas.pages)
    assert atlas.pages["/id/berita/"].file == "id/berita/index.html"
    assert atlas.pages["/"].file == "index.html"
    assert atlas.pages["/id/feed.atom"].file == "id/feed.atom"
    assert all(path.isascii() and path == path.lower() for path in atlas.pages)
