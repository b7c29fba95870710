"""The index that Pagefind makes, and what happens when it makes none."""

from __future__ import annotations

import gzip
import json
import stat
import sys
from pathlib import Path

import pytest

from sitegen.render import searchindex
from sitegen.render.searchindex import IndexingError, SlowError, index

PAGE = '<html lang="id"><body><article data-pagefind-body data-pagefind-meta="kind:Berita"><h1>{}</h1><p>{}</p></article></body></html>'
PAGES = [(f"/id/{name}/", PAGE.format(f"Judul {name}", "Kami mempelajari kapal.")) for name in "abc"]


def test_the_same_pages_give_the_same_bytes() -> None:
    made = index(iter(PAGES), 3)
    assert made == index(iter(PAGES), 3)
    shown = [json.loads(gzip.decompress(data)[12:]) for name, data in made.items() if name.startswith("fragment/")]
    assert sorted((each["url"], each["meta"]["title"], each["meta"]["kind"]) for each in shown) == [
        (f"/id/{name}/", f"Judul {name}", "Berita") for name in "abc"
    ]


def test_nothing_is_kept_of_the_pages_that_pagefind_brings_along() -> None:
    kinds = {name.partition("/")[0] for name in index(PAGES, 3)}
    assert {name for name in kinds if not name.endswith(".pf_meta")} == {
        *("fragment", "index", "pagefind.js", "pagefind-worker.js", "pagefind-entry.json"),
        *("wasm.id.pagefind", "wasm.unknown.pagefind"),
    }


def test_an_index_of_megabytes_comes_back_whole() -> None:
    """More than a pipe holds in both directions, and than the library of Pagefind can take."""
    words = " ".join(f"kata{number}x" for number in range(3000))
    pages = [(f"/id/{number}/", PAGE.format(f"Judul {number}", f"{number} {words}")) for number in range(40)]
    made = index(pages, 40)
    assert sum(name.startswith("fragment/") for name in made) == 40


def program(folder: Path, does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something else in the place of Pagefind."""
    file = folder / "pagefind"
    file.write_text(f"#!{sys.executable}\nimport base64, sys, time\n{does}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(searchindex, "_program", lambda: str(file))


ANSWER = "sys.stdout.buffer.write(base64.b64encode({!r}) + b','); sys.stdout.flush(); sys.stdin.read()"


@pytest.mark.parametrize(
    ("does", "cause"),
    [
        ("sys.exit(3)", "it ended"),
        (ANSWER.format(b'{"payload":{"type":"Error","message":"no such index"}}'), "no such index"),
        (ANSWER.format(b'{"payload":{"type":"Else"}}'), "makes no sense"),
        ("print('not base64,', flush=True)", "makes no sense"),
        ("print('half', flush=True)", "it ended"),
        ("print('abc,', flush=True); time.sleep(3600)", "makes no sense"),
    ],
)
def test_a_program_that_makes_none_is_told_of(
    does: str, cause: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, does, monkeypatch)
    with pytest.raises(IndexingError, match=cause):
        index(PAGES * 1000, 3000)


def test_a_program_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "time.sleep(3600)", monkeypatch)
    monkeypatch.setattr(searchindex, "PATIENCE", 0.2)
    with pytest.raises(SlowError):
        index(PAGES * 1000, 0)  # more than a pipe holds


def test_a_program_that_cannot_be_started_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchindex, "_program", lambda: str(tmp_path / "nothing"))
    with pytest.raises(IndexingError, match="No such file"):
        index(PAGES, 3)


def test_a_page_that_cannot_be_read_ends_the_program() -> None:
    def pages() -> object:
        yield PAGES[0]
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        index(pages(), 2)  # type: ignore[arg-type]
