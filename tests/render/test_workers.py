"""However many processes render, readers get the same bytes and editors the same problems."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from sitegen.base.problems import Problem, SitegenError
from sitegen.build import Options, check
from sitegen.render import workers
from sitegen.render.rendering import Renderer
from tests.sites import write_site

FILES: dict[str, str | bytes] = {
    f"content/news/2022-01-{day:02d}-berita-{day}.{lang}.md": f"---\ntitle: Berita {day}\n---\n\nIsi {day}. [Tautan](#tidak-ada-{day})\n"
    for day in range(1, 29)
    for lang in ("id", "en")
}


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small site counts as many pages."""
    monkeypatch.setattr(workers, "WORTH_IT", 10)
    monkeypatch.setattr(workers, "_BUNDLE", 3)


def built(root: Path, jobs: int) -> tuple[dict[str, bytes], list[Problem]]:
    report, files = check(root, root / "output", Options(today=lambda zone: date(2026, 11, 24), jobs=jobs))
    return dict(files), report.problems


def test_any_number_of_processes_gives_the_same(tmp_path: Path, many: None) -> None:
    root = write_site(tmp_path, FILES)
    files, problems = built(root, 1)
    assert len(problems) == 56
    for jobs in (2, 3, 8):
        assert built(root, jobs) == (files, problems)


def test_a_small_site_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*arguments: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workers, "ProcessPoolExecutor", forbidden)
    assert len(built(write_site(tmp_path, FILES), 8)[0]) > 56


def test_a_worker_that_is_killed_ends_the_build_with_a_word(
    tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Renderer, "try_to_render", lambda *arguments: os._exit(9))
    with pytest.raises(SitegenError, match="ended from outside"):
        built(write_site(tmp_path, FILES), 2)
