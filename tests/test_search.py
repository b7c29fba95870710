"""The search from the sources to what lies in the output folder: which pages it finds, made anew when one of them is another."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen.build import differing
from sitegen.incremental import build
from sitegen.publish.folder import OutputError
from sitegen.render import searchindex
from sitegen.report import Options
from tests.build_site import build_site
from tests.edits import Edit, both, change, delete, put, remove, write
from tests.incremental import Trial
from tests.sites import write_site

OPTIONS = Options(today=lambda zone: date(2026, 11, 24))
PARTNER = "content/partners/its.yaml"
ARTICLE = "content/news/2026-11-01-kapal.id.md"
FILES: dict[str, str | bytes] = {
    "content/topics.yaml": "laut: {id: Laut, en: Sea}\n",
    PARTNER: "name: Institut Teknologi Sepuluh Nopember\nkind: university\ncountry: ID\ncity: Surabaya\n"
    "short: ITS\naliases: [Kampus Pahlawan]\n"
    "former_names: [{name: Perguruan Teknik, until: 1960}]\n",
    "content/events/2026-12-01-lokakarya.yaml": "title: {id: Lokakarya kapal, en: Boat workshop}\nstart: 2026-12-01\ncity: Ketapang\n",
    ARTICLE: "---\ntitle: Kapal <b>kecil</b> & besar\ntopics: [laut]\n---\n\nMahasiswa mempelajari galangan.\n",
    "content/news/2026-11-01-kapal.en.md": "---\ntitle: Boats\n---\n\nStudents study shipyards.\n",
    "content/pages/tentang.id.md": "---\ntitle: Tentang kami\n---\n\nKantor kami.\n",
}


def found(files: Mapping[str, Any], lang: str) -> dict[str, dict[str, Any]]:
    """Address → what the index of a language says of the page."""
    shown = [
        json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
        for path, data in files.items()
        if path.startswith(f"pagefind/fragment/{lang}_")
    ]
    return {each["url"]: each for each in shown}


def index(files: Mapping[str, Any]) -> list[str]:
    return sorted(path for path in files if path.startswith("pagefind/"))


def test_the_pages_of_records_are_found_in_their_language(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES, search=True)
    indonesian = found(site.files, "id")
    assert {url: (page["meta"]["kind"], page["meta"].get("date")) for url, page in indonesian.items()} == {
        "/id/agenda/2026/lokakarya/": ("Kegiatan", "1 Desember 2026"),
        "/id/berita/2026/kapal/": ("Berita", "1 November 2026"),
        "/id/mitra/its/": ("Mitra", None),
        "/id/tentang/": ("Halaman", None),
        "/id/topik/laut/": ("Topik", None),
    }
    assert {url: page["meta"]["kind"] for url, page in found(site.files, "en").items()} == {
        "/en/events/2026/lokakarya/": "Event",
        "/en/news/2026/kapal/": "News",
        "/en/partners/its/": "Partner",
        "/en/topics/laut/": "Topic",
    }
    assert indonesian["/id/berita/2026/kapal/"]["meta"]["title"] == "Kapal <b>kecil</b> & besar"
    words = indonesian["/id/mitra/its/"]["content"]
    assert all(name in words for name in ("ITS", "Kampus Pahlawan", "Perguruan Teknik"))
    assert "Bahasa" not in words  # what leads to other pages is no word of this one


def test_the_page_is_for_readers_and_not_for_search_engines(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES, search=True, base_url="https://example.ac.id/kui/")
    page = site.text("id/cari/index.html")
    assert 'data-program="/kui/pagefind/pagefind.js"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "/cari/" not in site.text("sitemap.xml")
    assert 'href="/kui/en/search/"' in site.text("en/partners/its/index.html")
    assert 'href="/kui/en/search/"' in site.text("404.html")
    assert not [path for path in index(site.files) if re.search("ui|highlight|playground", path)]


def test_without_being_asked_for_there_is_no_search(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES)
    assert not index(site.files)
    assert "id/cari/index.html" not in site.files
    assert "/cari/" not in site.text("id/index.html")


def test_without_the_extra_its_page_leads_to_the_site_map_and_a_note_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.plan.searching.can_search", lambda: False)
    site = build_site(tmp_path, FILES, search=True)
    assert [each.code for each in site.problems if each.place.path == "site.yaml"] == ["search-plain"]
    assert not index(site.files)
    assert "search.js" not in site.text("id/cari/index.html")
    assert '<a href="/id/peta-situs/">' in site.text("id/cari/index.html").partition("<main")[2].partition("</main>")[0]


def test_a_site_without_anything_to_find_has_no_index(tmp_path: Path) -> None:
    site = build_site(tmp_path, {}, search=True)
    assert not index(site.files)
    assert "id/cari/index.html" in site.files


def site(tmp_path: Path) -> Trial:
    trial = Trial(write_site(tmp_path / "site", FILES, search=True), tmp_path / "site" / "output")
    assert trial.build().report.published
    return trial


def told(trial: Trial, edit: Edit) -> set[str]:
    """The languages whose index is another after an edit. Whatever was kept, what lies there is what a clean build makes."""
    edit(trial.root)
    step = trial.build()
    assert step.report.published
    return {match[1] for file in step.flipped if (match := re.match(r"pagefind/pagefind\.(\w+)_", file))}


def test_after_any_edit_the_index_is_that_of_a_clean_build(tmp_path: Path) -> None:
    trial = site(tmp_path)
    assert told(trial, change(ARTICLE, "galangan", "pelabuhan")) == {"id"}
    assert told(trial, change(PARTNER, "Pahlawan", "Perjuangan")) == {"id", "en"}
    assert told(trial, delete(ARTICLE)) == {"id"}
    assert told(trial, put(ARTICLE, FILES[ARTICLE])) == {"id"}
    assert told(trial, lambda root: remove(root / ".sitegen")) == set()
    assert told(trial, both(delete(f"output/{index(tree(trial))[0]}"), delete("output/pagefind/pagefind.js"))) == set()
    assert (
        told(
            trial,
            lambda root: write(root / "site.yaml", (root / "site.yaml").read_text() + "hosting: {compress: true}\n"),
        )
        == set()
    )
    assert (trial.out / "pagefind/pagefind.js.gz").exists()
    assert told(trial, change("site.yaml", "search: true", "search: false")) == set()
    assert not (trial.out / "pagefind").exists()
    assert told(trial, change("site.yaml", "search: false", "search: true")) == {"id", "en"}


def tree(trial: Trial) -> dict[str, bytes]:
    return {
        path.relative_to(trial.out).as_posix(): path.read_bytes() for path in trial.out.rglob("*") if path.is_file()
    }


def test_nothing_is_indexed_that_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = site(tmp_path)
    before = tree(trial)
    asked: list[int] = []
    whole = searchindex.index

    def counting(pages: Iterable[tuple[str, str]], number: int) -> dict[str, bytes]:
        asked.append(number)
        return whole(pages, number)

    monkeypatch.setattr(searchindex, "index", counting)
    for edit in (lambda root: None, change("content/topics.yaml", "{id: Laut", "{id:  Laut")):
        edit(trial.root)
        assert build(trial.root, trial.out, OPTIONS).published
        assert (asked, tree(trial)) == ([], before)
    change(ARTICLE, "galangan", "dok")(trial.root)
    assert build(trial.root, trial.out, OPTIONS).published
    assert asked == [5]  # of the language that changed
    assert not differing(trial.root, trial.out, OPTIONS)
    put("themes/default/templates/search.html", '{% extends "default/search.html" %}')(trial.root)
    asked.clear()
    report = build(trial.root, trial.out, Options(today=OPTIONS.today, why=True))
    assert (asked, set(report.why)) == ([], {"id/cari/index.html", "en/search/index.html"})
    next(trial.out.glob("pagefind/index/*")).write_bytes(b"")
    assert len(differing(trial.root, trial.out, OPTIONS)) == 1


def test_a_program_that_fails_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = site(tmp_path)
    before = tree(trial)
    monkeypatch.setattr(searchindex, "_program", lambda: "false")
    change(ARTICLE, "galangan", "dok")(trial.root)
    with pytest.raises(OutputError) as failed:
        build(trial.root, trial.out, OPTIONS)
    assert (failed.value.problem.id, failed.value.exit_code) == ("search-failed.ended", 3)
    assert tree(trial) == before

    def slow(pages: Iterable[tuple[str, str]], number: int) -> dict[str, bytes]:
        raise searchindex.SlowError(61)

    monkeypatch.setattr(searchindex, "index", slow)
    with pytest.raises(OutputError, match="not ready after 61 seconds"):
        build(trial.root, trial.out, OPTIONS)
    assert tree(trial) == before
    monkeypatch.undo()
    assert trial.build().report.published


def test_neither_the_number_of_processes_nor_the_day_changes_a_byte(tmp_path: Path) -> None:
    root = write_site(tmp_path, FILES, search=True)
    build(root, tmp_path / "output", Options(today=OPTIONS.today, jobs=2))
    assert not differing(root, tmp_path / "output", Options(today=lambda zone: date(2026, 11, 25), jobs=1))
