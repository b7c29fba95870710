"""Every mistake is told at its line in the words that were agreed, in both languages, all at once, and stops what it should stop."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sitegen.base.messages import line
from sitegen.base.problems import SEVERITY, in_order, publishable
from sitegen.build import Options, build, check
from tests.problem_examples import EXAMPLES, A, E, Example, art, ev
from tests.sites import write_site

ELSEWHERE = {
    "url-gone": "compares with an earlier build: here, below",
    "not-a-file": "links and devices: tests/read/test_sources.py",
    "output-folder": "tests/publish",
    "output-file": "tests/publish",
    "output-write": "tests/publish",
    "output-list": "tests/publish",
    "build-running": "tests/publish",
}
"""Codes without an example, and where they are tested."""

OPTIONS = Options(today=lambda zone: date(2026, 11, 24))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_a_mistake_is_told_at_its_line_in_both_languages(example: Example, tmp_path: Path) -> None:
    root = write_site(tmp_path, example.files, **example.site)
    report, _ = check(root, root / "output", OPTIONS)
    told = next(problem for problem in report.problems if problem.code == example.code)
    assert line(told, "id") == example.indonesian
    assert line(told, "en") == example.english


def test_every_code_has_an_example() -> None:
    assert {example.code for example in EXAMPLES} | ELSEWHERE.keys() == SEVERITY.keys()
    assert len({example.code for example in EXAMPLES}) == len(EXAMPLES)


def test_all_mistakes_of_a_site_are_told_at_once_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    files = {A: art("titel: A\ndate: 31 November 2022"), E: ev(start="2022-11-18", end="2022-11-14", host="itss")}
    report, _ = check(write_site(tmp_path, files), tmp_path / "output", OPTIONS)
    told = [(problem.place.path, problem.place.line, problem.code) for problem in report.problems]
    assert told == [
        (E, 4, "event-dates"),
        (A, 1, "required"),
        (A, 2, "unknown-field"),
        (A, 3, "date-impossible"),
    ]
    assert report.problems == in_order(report.problems)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_only_an_error_stops_a_build_and_under_strict_a_warning(example: Example, tmp_path: Path) -> None:
    root = write_site(tmp_path, example.files, **example.site)
    for strict in (False, True):
        report = build(root, root / "output", Options(today=OPTIONS.today, strict=strict))
        assert (report.published is not None) == (report.usable and publishable(report.problems, strict))
    assert check(root, root / "output", OPTIONS)[0].problems == report.problems


def test_an_error_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    root = write_site(tmp_path, {A: art()})
    build(root, root / "output", OPTIONS)
    before = {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    write_site(tmp_path, {A: art("title: B"), E: ev(start="2022-11-31")})
    assert build(root, root / "output", OPTIONS).published is None
    assert {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()} == before


def test_a_page_that_moves_without_a_redirect_is_noted(tmp_path: Path) -> None:
    root = write_site(tmp_path, {A: art("title: A\nslug: lama")})
    build(root, root / "output", OPTIONS)
    write_site(tmp_path, {A: art("title: A\nslug: baru")})
    problems = check(root, root / "output", OPTIONS)[0].problems
    assert [line(problem, "en") for problem in problems if problem.code == "url-gone"] == [
        f"{A}:1:1: note: The old address /id/berita/2022/lama/ will be gone; the page is now at /id/berita/2022/baru/. [url-gone]\n"
        '    Add /id/berita/2022/lama/ to "aliases", so that readers are led to the new address.'
    ]
    write_site(tmp_path, {A: art("title: A\nslug: baru\naliases: [/id/berita/2022/lama/]")})
    assert [problem.code for problem in check(root, root / "output", OPTIONS)[0].problems] == ["translation-missing"]
