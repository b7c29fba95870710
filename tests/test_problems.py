"""Every mistake is told at its line in the words that were agreed, in both languages, all at once, and stops what it should stop."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.base.messages import line
from sitegen.base.problems import SEVERITY, in_order, publishable
from sitegen.build import check
from sitegen.incremental import build
from sitegen.report import Options
from tests.inspect.codes import CODES
from tests.problem_examples import EXAMPLES, A, E, Example, P, art, ev, pa
from tests.sites import write_site

ELSEWHERE = {
    "url-gone": "compares with an earlier build: here, below",
    "not-a-file": "links and devices: tests/read/test_sources.py",
    "output-folder": "tests/publish",
    "output-file": "tests/publish",
    "output-write": "tests/publish",
    "output-list": "tests/publish",
    "build-running": "tests/publish",
    "state": "tests/test_memory.py",
    "not-clean": "tests/test_cli.py",
    "preview-address": "tests/preview",
    "preview-open": "tests/preview",
    "preview-failed": "tests/preview",
    "watching": "tests/preview/test_watching.py",
    **dict.fromkeys(CODES, "what was built: tests/inspect"),
    "compress-plain": "without the extra: tests/test_twins.py",
    "picture-plain": "without the extra: tests/test_pictures.py",
    "search-plain": "without the extra: tests/test_search.py",
    "search-failed": "tests/test_search.py",
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
        assert report.published == (report.usable and publishable(report.problems, strict))
    assert check(root, root / "output", OPTIONS)[0].problems == report.problems


def test_an_error_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    root = write_site(tmp_path, {A: art()})
    build(root, root / "output", OPTIONS)
    before = {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    write_site(tmp_path, {A: art("title: B"), E: ev(start="2022-11-31")})
    assert build(root, root / "output", OPTIONS).published is False
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


def shown(root: Path, files: dict[str, str | bytes], page: str) -> str:
    """The words of a page's main part, and every problem that is more than a note."""
    report, made = check(write_site(root, files), root / "output", OPTIONS)
    wrong = [line(problem, "en") for problem in report.problems if problem.severity != "note"]
    main = LexborHTMLParser(made[page]).css_first("main")
    assert main is not None
    return " ".join([*main.text(separator=" ").split(), *wrong])


@pytest.mark.parametrize(
    ("files", "page", "expected"),
    [
        ({P: pa(country="NO")}, "id/mitra/a/index.html", "Norwegia"),
        ({P: pa(since="2016-08")}, "id/mitra/a/index.html", "Agustus 2016"),
        ({E: ev(time="10:30")}, "id/agenda/2022/e/index.html", "10.30 WIB"),
        ({E: ev(time="09:00")}, "id/agenda/2022/e/index.html", "09.00 WIB"),
        ({A: art("title: 2022-11-21")}, "id/berita/2022/a/index.html", "2022-11-21"),
        ({A: art("title: Yes")}, "id/berita/2022/a/index.html", "Yes"),
        ({A: art("title: 1.10")}, "id/berita/2022/a/index.html", "1.10"),
        ({A: art("title: 0x1F")}, "id/berita/2022/a/index.html", "0x1F"),
        ({A: art("title: A\nslug: 2022")}, "id/berita/2022/2022/index.html", "A"),
        ({A: art("title: 'Jumat' ")}, "id/berita/2022/a/index.html", "Jumat"),
        ({A: art("title: ITS\u000bdan kami")}, "id/berita/2022/a/index.html", "ITS dan kami"),
        ({A: art("title: ITS\u2028dan kami")}, "id/berita/2022/a/index.html", "ITS dan kami"),
        ({A: "\ufeff" + art("title: Pembuka")}, "id/berita/2022/a/index.html", "Pembuka"),
        ({A: "\n\n" + art("title: Pembuka")}, "id/berita/2022/a/index.html", "Pembuka"),
        ({A: art("title: Pembuka").replace("\n", "\r")}, "id/berita/2022/a/index.html", "Pembuka"),
        ({A: art("title: Pembuka").replace("\n", "\r\n")}, "id/berita/2022/a/index.html", "Pembuka"),
    ],
)
def test_a_value_is_the_text_that_was_typed(
    tmp_path: Path, files: dict[str, str | bytes], page: str, expected: str
) -> None:
    words = shown(tmp_path, files, page)
    assert expected in words
    assert "[" not in words


@pytest.mark.parametrize(
    ("front", "place", "code"),
    [
        ("title: [Draft] Judul", "2:8", "yaml-syntax"),
        ("title: @its", "2:8", "yaml-syntax"),
        ("title: *ITS*", "2:8", "yaml-syntax"),
        ("title: 'Jumat' sore", "2:8", "yaml-syntax"),
        ('title: "Judul "penting""', "2:8", "yaml-syntax"),
        ('title: "img\\foto"', "2:12", "yaml-syntax"),
        ("title:A", "2:6", "yaml-syntax"),
        ("title:\u00a0A", "2:7", "invisible-space"),
        ("title:\tA", "2:7", "tab"),
        ("title: A\n\u200bdate: 2022-01-01", "3:1", "invisible-space"),
        ("title: A\ndate: 2022-11-31", "3:7", "date-impossible"),
        ("title: A\n<<: *x", "3:1", "yaml-limits"),
        ("title: !!python/object:os.system A", "2:8", "yaml-limits"),
        ("title: A\njudul: B", "3:1", "duplicate-key"),
    ],
)
def test_what_yaml_would_take_otherwise_is_an_error_at_its_place(
    tmp_path: Path, front: str, place: str, code: str
) -> None:
    report, _ = check(write_site(tmp_path, {A: art(front)}), tmp_path / "output", OPTIONS)
    told = [line(problem, "en").partition("\n")[0] for problem in report.problems if problem.severity == "error"]
    assert [(problem.startswith(f"{A}:{place}: "), problem.endswith(f"[{code}]")) for problem in told] == [
        (True, True)
    ], told
