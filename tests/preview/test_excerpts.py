from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.base.problems import Place
from sitegen.preview.excerpts import AFTER, BEFORE, Excerpt, excerpt

CUT = "…"


def of(tmp_path: Path, text: str | bytes, line: int = 1, column: int = 1) -> Excerpt | None:
    (tmp_path / "a.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    return excerpt(tmp_path, Place("a.md", line, column))


def test_the_word_at_the_column_is_marked(tmp_path: Path) -> None:
    assert of(tmp_path, "a\nexpires: 2021-01-01 # x\nb\n", 2, 10) == ("expires: ", "2021-01-01", " # x")
    assert of(tmp_path, "see [a](nowhere.md).\n", 1, 9) == ("see [a](", "nowhere.md", ").")
    assert of(tmp_path, "a: [x]\n", 1, 4) == ("a: ", "[", "x]")


@pytest.mark.parametrize("column", [5, 6, 900])
def test_a_mistake_at_the_end_of_a_line_marks_the_end(tmp_path: Path, column: int) -> None:
    assert of(tmp_path, "date\r\n", 1, column) == ("date", " ", "")


def test_columns_are_characters(tmp_path: Path) -> None:
    assert of(tmp_path, "“Đại” học", 1, 7) == ("“Đại” ", "học", "")
    assert of(tmp_path, "\ufefftitle: A", 1, 8) == ("title: ", "A", "")


def test_a_long_line_is_cut_at_both_ends(tmp_path: Path) -> None:
    found = of(tmp_path, "ab " * 1000, 1, 1501)
    assert found
    before, marked, after = found
    assert (before[0], after[-1]) == (CUT, CUT)
    assert marked == "ab"
    assert len(before) == BEFORE + 1
    assert len(marked) + len(after) == AFTER + 1


def test_a_word_without_end_is_cut(tmp_path: Path) -> None:
    found = of(tmp_path, "x" * 5_000_000, 1, 300)
    assert found
    assert found == (CUT + "x" * BEFORE, "x" * AFTER, CUT)


def test_what_cannot_be_seen_is_named(tmp_path: Path) -> None:
    assert of(tmp_path, "key:\tx", 1, 5) == ("key:", "→", "x")
    assert of(tmp_path, "a\u202eb c", 1, 1) == ("", "a<U+202E>b", " c")


@pytest.mark.parametrize("place", [Place("a.md", 9), Place("b.md"), Place("--port"), Place("."), Place("a\0.md")])
def test_what_is_not_there_has_none(tmp_path: Path, place: Place) -> None:
    (tmp_path / "a.md").write_text("one line\n")
    assert excerpt(tmp_path, place) is None


def test_a_mistake_of_a_whole_file_that_begins_with_nothing_has_none(tmp_path: Path) -> None:
    assert of(tmp_path, "\nwords\n") is None
    assert of(tmp_path, "") is None


def test_another_encoding_is_no_reason_to_fail(tmp_path: Path) -> None:
    assert of(tmp_path, b"caf\xe9 x", 1, 1) == ("", "caf\ufffd", " x")
