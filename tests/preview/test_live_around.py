"""What the preview tells, and what stands around its pages: generations, the day, drafts, addresses, pictures, many threads, memory."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from sitegen.base.problems import Problem, SitegenError
from sitegen.preview.live import Live, Told
from sitegen.read import sources
from sitegen.read.config import Config
from sitegen.render import rendering
from sitegen.render.codes import Codes
from sitegen.render.theme import Theme
from tests.build_site import TODAY
from tests.edits import Edit, change, delete, folder, link, put, remove, touch, write
from tests.incremental_sites import FILES, NEWS
from tests.pictures import SVG, png
from tests.preview.previewed import Previewed
from tests.sites import write_site

CODE = Codes()
ARTICLE = "id/berita/2026/n/index.html"
ABOUT = "content/pages/about.id.md"
PICTURE = "content/news/foto.png"


@pytest.fixture(autouse=True)
def compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "Codes", lambda: CODE)


@pytest.fixture
def previewed(tmp_path: Path) -> Previewed:
    return Previewed(write_site(tmp_path / "site", FILES))


# --- generations ------------------------------------------------------------------------------------------------------------------


def test_a_burst_of_saves_is_one_generation(previewed: Previewed) -> None:
    for number in range(3):
        told = previewed.do(put(ABOUT, f"---\ntitle: Tentang\n---\n\nKami {number}.\n"), settled=False)
        assert told == Told(1)
        assert f"Kami {number}." in previewed.text("id/about/index.html")
    assert previewed.do() == Told()
    assert previewed.do(change(ABOUT, "Kami", "Kita")) == Told(2)


def test_mistakes_are_told_when_the_burst_is_over(previewed: Previewed) -> None:
    assert previewed.do(put(ABOUT, "---\ntitle: Ten"), settled=False) == Told(1)
    assert previewed.do() == Told(problems=True)
    assert previewed.do(put(ABOUT, "---\ntitle: Tentang\n---\n\nKami.\n"), settled=False) == Told(2)
    assert previewed.do() == Told(problems=True)
    assert previewed.compare()


def test_half_a_file_is_no_mistake_when_the_rest_has_come(previewed: Previewed) -> None:
    whole = (previewed.root / ABOUT).read_text()
    assert previewed.do(put(ABOUT, whole[:10]), settled=False) == Told(1)
    assert previewed.do(put(ABOUT, whole), settled=False) == Told(1)
    assert previewed.do() == Told()


@pytest.mark.parametrize(
    "path",
    [ABOUT, "content/topics.yaml", "site.yaml", PICTURE, "themes/default/strings/id.yaml", "content/tiada.id.md"],
)
def test_a_file_that_is_touched_and_not_changed_makes_no_generation(previewed: Previewed, path: str) -> None:
    if (previewed.root / path).exists():
        touch(path)(previewed.root)
    assert previewed.live.take([path], settled=False) == Told()
    assert previewed.live.take([path]) == Told()
    assert previewed.live.generation == 0


def test_what_a_page_of_an_edited_item_says_is_told_with_the_edit(previewed: Previewed) -> None:
    told = previewed.do(change(ABOUT, "Kami.", "![](../news/foto.png)"))
    assert told == Told(1, problems=True)
    assert ("alt-missing", ABOUT) in {(problem.code, problem.place.path) for problem in previewed.live.problems()}
    assert previewed.told == []


def test_what_is_found_when_somebody_looks_at_a_page_is_told_once(previewed: Previewed) -> None:
    file = "id/berita/2025/m/index.html"
    assert previewed.live.data(file) == previewed.live.data(file)
    assert previewed.told == [Told(problems=True)]
    assert "alt-missing" in {problem.code for problem in previewed.live.problems()}
    previewed.do(change(ABOUT, "Kami", "Kita"))
    previewed.live.data(file)
    assert previewed.told == [Told(problems=True)]


def test_pages_in_which_a_build_found_something_are_looked_at_from_the_start(previewed: Previewed) -> None:
    again = Live(
        previewed.root,
        previewed.material,
        lambda zone: TODAY,
        "id",
        suspects=["id/berita/2025/m/index.html", "id/tiada"],
    )
    assert "alt-missing" in {problem.code for problem in again.problems()}


def test_pages_can_be_had_before_everything_is_checked(previewed: Previewed) -> None:
    told: list[Told] = []
    put(ABOUT, "---\ntitle: Tentang\n---\n\n[Rusak](tiada.id.md)\n")(previewed.root)
    previewed.material.take([ABOUT])
    later = Live(previewed.root, previewed.material, lambda zone: TODAY, "id", checked=False, say=told.append)
    assert b"Rusak" in (later.data("id/about/index.html") or b"")
    later.data("id/berita/2025/m/index.html")
    assert told == []
    put(ABOUT, "---\ntitle: Tentang\n---\n\n[Rusak lagi](tiada.id.md)\n")(previewed.root)
    assert later.take([ABOUT], settled=False) == Told(1)
    assert later.take([]).problems
    assert {"broken-link", "alt-missing"} <= {problem.code for problem in later.problems()}
    assert later.take([]) == Told()


# --- the day ----------------------------------------------------------------------------------------------------------------------


def test_the_site_of_the_next_day_is_shown_when_it_comes(previewed: Previewed) -> None:
    before = previewed.text("id/kerja-sama/index.html")
    previewed.today = date(2026, 12, 1)
    assert previewed.text("id/kerja-sama/index.html") != before
    assert previewed.told[0].generation == 1
    assert previewed.live.plan.site.today == previewed.today
    assert previewed.compare()
    assert [told.generation for told in previewed.told if told.generation] == [1]


def test_drafts_and_what_is_to_come_are_shown_and_marked(previewed: Previewed) -> None:
    to_come = TODAY + timedelta(days=3)
    previewed.do(
        put("content/news/konsep.id.md", f"---\ntitle: Konsep\ndate: {to_come}\ndraft: true\n---\n\nIsi.\n"),
        put("content/pages/baru.id.md", "---\ntitle: Baru\ndraft: true\n---\n\nIsi.\n"),
        put("content/pages/baru.en.md", "---\ntitle: New\n---\n\nWords.\n"),
    )
    marks = {file: previewed.live.marks(file) for file in previewed.pages()}
    year = f"id/berita/{to_come.year}"
    assert {file: found for file, found in marks.items() if found} == {
        f"{year}/konsep/index.html": ("draft", "future"),
        "id/baru/index.html": ("draft",),
    }
    assert previewed.live.marks("id/tiada/index.html") == ()
    assert previewed.compare()
    previewed.today = to_come
    previewed.live.data("index.html")
    assert previewed.live.marks(f"{year}/konsep/index.html") == ("draft",)


# --- addresses and files ----------------------------------------------------------------------------------------------------------


def test_a_site_below_a_path_has_that_path_in_its_links(tmp_path: Path) -> None:
    previewed = Previewed(write_site(tmp_path / "site", FILES, base_url="https://example.ac.id/kui/"))
    assert previewed.live.prefix == "/kui/"
    assert 'href="/kui/id/berita/"' in previewed.text("id/index.html")
    assert previewed.compare()
    previewed.do(change("site.yaml", "/kui/", "/lain/"))
    assert previewed.live.prefix == "/lain/"
    assert previewed.compare()


def media(previewed: Previewed) -> dict[str, bytes | None]:
    return {file: previewed.live.data(file) for file in previewed.live.plan.media.sources}


def test_pictures_come_change_and_go(previewed: Previewed) -> None:
    first = media(previewed)
    previewed.do(put(PICTURE, png(shade=7)))
    second = media(previewed)
    assert [previewed.live.data(file) for file in first] == [None] * 3
    assert None not in second.values()
    previewed.do(put("content/pages/peta.png", png(shade=9)), change(ABOUT, "Kami.", "![Peta](peta.png)"))
    both = media(previewed)
    assert (len(both), both.items() >= second.items(), None in both.values()) == (6, True, False)
    assert previewed.compare()
    previewed.do(change(ABOUT, "![Peta](peta.png)", "Kami."), delete("content/pages/peta.png"))
    assert media(previewed) == second
    assert previewed.compare()


@pytest.mark.parametrize("edit", [delete(PICTURE), link(PICTURE, "/etc/hostname"), folder(PICTURE)])
def test_a_picture_that_is_none_any_more_when_somebody_looks_at_it_is_not_there(
    previewed: Previewed, edit: Edit
) -> None:
    files = [*previewed.live.plan.media.sources]
    edit(previewed.root)
    assert [previewed.live.data(file) for file in files] == [None] * 3


@pytest.mark.parametrize("name", ["caf\u00e9", "cafe\u0301"])
def test_names_are_what_they_are_on_the_disk(previewed: Previewed, name: str) -> None:
    shown = "content/pages/kopi.id.md"
    previewed.do(
        put(f"content/pages/{name}.svg", SVG),
        put(shown, "---\ntitle: Kopi\n---\n\n![Kopi](caf\u00e9.svg)\n"),
        put(f"content/pages/{name}.id.md", "---\ntitle: Kafe\nslug: kafe\n---\n\nKafe.\n"),
    )
    assert previewed.compare() or "key" in previewed.codes()
    assert SVG in media(previewed).values()
    previewed.do(put(f"content/pages/{name}.svg", SVG + b"\n"), change(shown, "title: Kopi", "title: Kopi kita"))
    assert "Kopi kita" in previewed.text("id/kopi/index.html")
    assert SVG + b"\n" in media(previewed).values()


# --- what goes while it is read ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["content/events/e.yaml", PICTURE, "content/topics.yaml"])
def test_a_source_that_goes_while_it_is_read_is_read_with_the_next_look(
    previewed: Previewed, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And so is what changed together with it."""
    data, pages = (previewed.root / path).read_bytes(), previewed.pages()
    walk = sources.walk

    def going(root: Path, languages: tuple[str, ...]) -> sources.Sources:
        found = walk(root, languages)
        remove(root / path)
        return found

    with monkeypatch.context() as patch, pytest.raises(SitegenError, match=path):
        patch.setattr(sources, "walk", going)
        previewed.do(
            put("content/pages/baru.id.md", "---\ntitle: Baru\n---\n\nIsi.\n"),
            change(ABOUT, "Kami", "Kita"),
            touch(path),
        )
    assert previewed.pages() == pages
    write(previewed.root / path, data)
    assert previewed.live.take([]).generation == 1
    assert "Kita" in previewed.text("id/about/index.html")
    assert previewed.compare()


def test_a_template_that_goes_while_it_is_read_is_read_with_the_next_look(
    previewed: Previewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def going(root: Path, config: Config, base: str) -> tuple[Theme | None, list[Problem]]:
        raise SitegenError("topic.html: No such file or directory")

    with monkeypatch.context() as patch, pytest.raises(SitegenError):
        patch.setattr("sitegen.preview.looks.load", going)
        previewed.do(put("themes/default/templates/topic.html", "{{ page.title.text }}"), change(ABOUT, "Kami", "Kita"))
    assert previewed.live.take([]).generation == 1
    assert previewed.text("id/topik/t/index.html") == "Topik"
    assert previewed.compare()


def test_an_item_that_goes_after_the_look_has_no_page(previewed: Previewed) -> None:
    remove(previewed.root / ABOUT)
    assert previewed.live.take([ABOUT]).generation == 1
    assert previewed.live.data("id/about/index.html") is None
    assert previewed.compare()


# --- many threads -----------------------------------------------------------------------------------------------------------------


def test_whoever_looks_while_it_is_edited_sees_a_page_of_one_generation(previewed: Previewed) -> None:
    """Each page says twice what was saved: in its body and in its title."""
    over = Event()
    files = ["id/about/index.html", "id/berita/index.html", "index.html", ARTICLE, "id/peta-situs/index.html", "tiada"]

    def look() -> set[bytes]:
        seen = set()
        while not over.is_set():
            seen |= {previewed.live.data(file) or b"" for file in files}
            previewed.live.problems()
            previewed.live.marks(ARTICLE)
        return seen

    made: set[bytes | None] = set()
    with ThreadPoolExecutor(6) as threads:
        looking = [threads.submit(look) for _ in range(6)]
        try:
            for number in range(40):
                words = f"---\ntitle: Judul {number}\n---\n\nKata {number}.\n\n![](../news/foto.png)\n"
                previewed.do(put(ABOUT, words if number % 5 else "---\ntitle: ["), settled=number % 3 > 0)
                made |= {previewed.live.data(file) for file in files}
                theme = put(
                    "themes/default/templates/page.html", f'{{% extends "default/page.html" %}}{{# {number} #}}'
                )
                previewed.do(theme, settled=number % 2 > 0)
                made |= {previewed.live.data(file) for file in files}
        finally:
            over.set()
        seen = set().union(*(each.result() for each in looking))
    assert seen - {b""} <= made
    previewed.do(put(ABOUT, str(FILES[ABOUT])))
    assert previewed.compare()


def test_nobody_waits_for_somebody_who_is_told(previewed: Previewed) -> None:
    """Whoever is told asks for the problems, from whatever thread it is told."""
    asked: list[list[Problem]] = []
    previewed.live.say = lambda told: asked.append(previewed.live.problems())
    with ThreadPoolExecutor(4) as threads:
        for number in range(20):
            done: list[Future[Any]] = [
                threads.submit(previewed.live.data, "id/berita/2025/m/index.html"),
                threads.submit(previewed.live.take, [ABOUT]),
                threads.submit(previewed.live.data, "id/about/index.html"),
            ]
            write(previewed.root / ABOUT, f"---\ntitle: Tentang\n---\n\n{'![](../news/foto.png)' * (number % 2)}\n")
            for each in done:
                each.result(timeout=60)
    assert asked


# --- memory -----------------------------------------------------------------------------------------------------------------------


def test_what_is_not_shown_any_more_is_not_kept(previewed: Previewed) -> None:
    shown: list[weakref.ref[object]] = []
    for number in range(30):
        edits = (
            put(ABOUT, f"---\ntitle: Judul {number}\n---\n\nKata {number}.\n"),
            change(f"{NEWS}.id.md", "Akhir.", "Akhir. Lagi."),
            put("themes/default/templates/page.html", f'{{% extends "default/page.html" %}}{{# {number} #}}'),
        )
        previewed.do(edits[number % 3])
        previewed.pages()
        plan, look = previewed.live.plan, previewed.live._look
        shown += map(weakref.ref, (plan, plan.site, plan.editions[0], look.renderer))
    del plan, look
    gc.collect()
    kept = Counter({id(each): type(each).__name__ for ref in shown if (each := ref()) is not None}.values())
    # Lists that were planned before words were edited tell the dates of the edition that they were planned in.
    assert kept <= Counter({"Plan": 1, "Renderer": 1, "Edition": 2, "Site": 2})
    assert len(CODE._codes) < 2 * len(previewed.live._look.theme.templates)
    assert len(previewed.material._recall.held) == 6
