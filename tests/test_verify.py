"""`build --verify` finds what an incremental build got wrong, and `build --why` says what each page was rendered for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sitegen.incremental import build
from sitegen.publish import making
from sitegen.publish.stale import Reason, Why
from sitegen.report import Options, Report
from tests.sites import write_site

FILES: dict[str, str | bytes] = {
    "content/news/2022-01-01-a.id.md": "---\ntitle: Satu\nsummary: Ringkas\n---\n\nIsi.\n",
    "content/news/2022-01-02-b.id.md": "---\ntitle: Dua\nsummary: Ringkas\n---\n\nIsi.\n",
}
PAGE = "id/berita/2022/a/index.html"


def run(root: Path, **options: Any) -> Report:
    return build(root, root / "output", Options(today=lambda zone: date(2026, 11, 24), **options))


def test_a_right_build_differs_in_nothing(tmp_path: Path) -> None:
    write_site(tmp_path, FILES)
    run(tmp_path)
    (tmp_path / "content/news/2022-01-01-a.id.md").write_text("---\ntitle: Tiga\nsummary: Ringkas\n---\n\nIsi.\n")
    report = run(tmp_path, verify=True)
    assert report.published
    assert [found.id for found in report.problems if found.id == "not-clean"] == []


def test_a_page_that_was_wrongly_left_alone_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, FILES)
    run(tmp_path)
    (tmp_path / "content/news/2022-01-01-a.id.md").write_text("---\ntitle: Tiga\nsummary: Ringkas\n---\n\nIsi.\n")
    with monkeypatch.context() as patched:
        patched.setattr(making, "reasons", lambda then, *rest: iter([] if then else [Reason(Why.NEW)]))
        report = run(tmp_path, verify=True)
    wrong = {found.place.path for found in report.problems if found.id == "not-clean"}
    assert (tmp_path / "output" / PAGE).as_posix() in wrong
    assert (tmp_path / "output/id/berita/index.html").as_posix() in wrong
    assert (tmp_path / "output/id/berita/2022/b/index.html").as_posix() in wrong  # its neighbour's title
    assert (tmp_path / "output/en/news/index.html").as_posix() in wrong  # lists it, too, as in another language
    assert (tmp_path / "output/robots.txt").as_posix() not in wrong


def test_a_file_of_ours_that_no_page_has_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, FILES)
    run(tmp_path)
    (tmp_path / "output" / PAGE).write_bytes(b"lain")
    assert run(tmp_path).rendered == 1  # repaired
    from sitegen.build import differing

    (tmp_path / "output" / PAGE).write_bytes(b"lain")
    assert differing(tmp_path, tmp_path / "output", Options(today=lambda zone: date(2026, 11, 24))) == [PAGE]


def test_why_names_the_fields_that_changed(tmp_path: Path) -> None:
    write_site(tmp_path, FILES)
    run(tmp_path)
    (tmp_path / "content/news/2022-01-01-a.id.md").write_text("---\ntitle: Tiga\nsummary: Ringkas\n---\n\nIsi.\n")
    why = run(tmp_path, why=True).why
    assert why[PAGE] == ("view: title",)
    assert why["id/berita/2022/b/index.html"] == ("view: previous",)
    (tmp_path / "content/news/2022-01-01-a.id.md").write_text("---\ntitle: Tiga\nsummary: Ringkas\n---\n\nLain.\n")
    words = run(tmp_path, why=True).why
    feeds = {f"{lang}/feed.{form}" for lang in ("id", "en") for form in ("atom", "json")}
    assert words == {PAGE: ("view: body",)} | dict.fromkeys(feeds, ("view: entries",))


def test_why_names_the_parts_of_the_theme_that_changed(tmp_path: Path) -> None:
    write_site(tmp_path, FILES)
    run(tmp_path)
    (tmp_path / "themes/default/strings").mkdir(parents=True)
    (tmp_path / "themes/default/strings/id.yaml").write_text("menu: {news: Warta}\n")
    why = run(tmp_path, why=True).why
    assert ("theme: string/id/menu.news",) in why.values()
    assert {file for file in why if not file.startswith("id/")} == {"404.html"}
