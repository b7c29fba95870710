"""Whatever lies in the output folder, the inspection ends with findings and never with a traceback."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from sitegen.base.messages import LANGUAGES, line
from tests.inspect.small_site import Inspected, inspected

CASES = 3000 if os.environ.get("SITEGEN_LONG") else 40
BITS = (
    b"<",
    b">",
    b'"',
    b"{",
    b"}",
    b"\xff",
    b"\x00",
    b"&#x110000;",
    b"<svg>",
    b"<table>",
    b"href=",
    b"//",
    b"[",
    b"]]>",
    b"\r\n",
    b":",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    return inspected(tmp_path_factory.mktemp("site"))


def damaged(data: bytes, chance: Random) -> bytes:
    """The bytes with some of them lost, doubled, or others put in."""
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randint(0, len(data)), chance.randint(0, 60)
        put = chance.choice((b"", chance.choice(BITS), data[at : at + length] * 2))
        data = data[:at] + put + data[at + length :]
    return data + b" "


def test_no_damage_stops_the_inspection(site: Inspected) -> None:
    chance = Random(20261124)
    files = sorted(path.relative_to(site.out).as_posix() for path in site.out.rglob("*") if path.is_file())
    for _ in range(CASES):
        file = chance.choice(files)
        with site.changed(file, lambda data: damaged(data, chance)):
            for problem in site.problems():
                assert all(line(problem, lang) for lang in LANGUAGES)


def test_links_in_the_folder_and_folders_in_the_place_of_files_are_survived(site: Inspected, tmp_path: Path) -> None:
    page = site.out / "id" / "index.html"
    before = page.read_bytes()
    page.unlink()
    page.mkdir()
    (site.out / "loop").symlink_to(site.out)
    (site.out / "lost").symlink_to(tmp_path / "nowhere")
    try:
        assert "output-missing" in {problem.id for problem in site.problems()}
    finally:
        page.rmdir()
        page.write_bytes(before)
        (site.out / "loop").unlink()
        (site.out / "lost").unlink()
    assert site.problems() == []


def test_two_processes_find_what_one_finds(site: Inspected) -> None:
    from sitegen.inspect.inspecting import inspect

    (site.out / "en" / "feed.atom").write_bytes(b"<feed>")
    with site.changed("id/index.html", lambda data: data.replace(b"<main", b"<div", 1)):
        one, two = (inspect(site.root, site.out, site.plan, site.made, jobs=jobs).problems for jobs in (1, 2))
    assert one == two != []
