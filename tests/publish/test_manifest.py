"""The list of our files, whole, damaged and forged."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.base.messages import LANGUAGES, wording
from sitegen.publish.manifest import (
    MARKER,
    Entry,
    _are_simple,
    _read_in_part,
    are_inside,
    encode,
    entry,
    is_inside,
    read,
)
from sitegen.publish.publication import publish
from tests.publish.trees import snapshot, write

FILES = {"index.html": entry(b"home"), "id/berita/2022/a/index.html": entry(b"a"), "assets/é.png": entry(b"")}

FORGED = [
    "../outside.txt",
    "../../outside.txt",
    "id/../../outside.txt",
    "/etc/passwd",
    "//host/share",
    "",
    ".",
    "..",
    "id/",
    "id//a",
    "./id",
    "id/.",
    "C:/outside.txt",
    "C:outside.txt",
    "..\\outside.txt",
    "id\\a",
    "a\x00b",
    "a\nb",
    "e\u0301.png",
    "x" * 201,
    "é" * 101,
    ".sitegen",
    ".sitegen-new",
    "id/.sitegen-new-0123456789abcdef",
    "\ud800",
]


def listing(files: object, version: object = 1) -> bytes:
    return json.dumps({"sitegen": version, "files": files}).encode()


def test_a_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_bytes(encode(FILES))
    assert read(tmp_path / MARKER) == (FILES, [])


def test_a_list_does_not_depend_on_the_order_of_files() -> None:
    assert encode(FILES) == encode(dict(reversed(FILES.items())))


@pytest.mark.parametrize("path", FORGED)
def test_a_path_that_could_lead_elsewhere_is_dropped_and_said(tmp_path: Path, path: str) -> None:
    assert not is_inside(path)
    (tmp_path / MARKER).write_bytes(listing({path: ["00", 1], "index.html": ["00", 1]}))
    files, problems = read(tmp_path / MARKER)
    assert list(files) == ["index.html"]
    assert [found.id for found in problems] == ["output-list.entries"]
    assert all(wording(problems[0], lang).message for lang in LANGUAGES)


@pytest.mark.parametrize(
    "path", ["a", ".nojekyll", ".well-known/security.txt", "_headers", "x" * 200, "a b.pdf", "é.png", "..a", "a.."]
)
def test_an_ordinary_path_is_inside(path: str) -> None:
    assert is_inside(path)


PIECES = [
    "a",
    "index.html",
    "/",
    "/",
    ".",
    "..",
    "\\",
    ":",
    " ",
    "é",
    "e\u0301",
    "\x00",
    "\x7f",
    "\u2028",
    MARKER,
    "x" * 99,
]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=4))
def test_many_paths_are_asked_at_once_with_the_same_answer(paths: list[str]) -> None:
    assert are_inside(paths) is all(map(is_inside, paths))
    assert not _are_simple(paths) or all(map(is_inside, paths))


def test_ordinary_paths_are_simple() -> None:
    """Otherwise nothing is won."""
    assert _are_simple(["index.html", "id/berita/2022/a-b/index.html", ".nojekyll", "assets/site.3f2a.css"])


@given(
    st.dictionaries(
        st.text('ab/."é\u2028\U0001f600 ~', min_size=1, max_size=9).filter(is_inside),
        st.builds(entry, st.binary(max_size=5)),
    )
)
def test_a_list_is_written_as_the_json_of_the_library_is(files: dict[str, Entry]) -> None:
    listing = {"sitegen": 1, "files": {path: list(files[path]) for path in sorted(files)}}
    assert encode(files) == json.dumps(listing, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize(
    "values", [None, 1, "00", [], ["00"], [1, "00"], ["00", "1"], ["00", 1, 2], {"00": 1}, [["00"], 1]]
)
def test_an_entry_of_another_shape_is_dropped(tmp_path: Path, values: object) -> None:
    (tmp_path / MARKER).write_bytes(listing({"a": values}))
    assert read(tmp_path / MARKER)[0] == {}


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"{", "damaged"),
        (b"[]", "damaged"),
        (b'{"sitegen": 1}', "damaged"),
        (b'{"sitegen": 1, "files": []}', "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"files": {"a": ["00", ' + b"1" * 5000 + b"]}}", "damaged"),
        (listing({"a": ["00", 1]}, version=2), "version"),
        (listing({"a": ["00", 1]}, version="1"), "version"),
    ],
)
def test_a_list_that_cannot_be_trusted_is_empty_and_said(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / MARKER).write_bytes(data)
    files, problems = read(tmp_path / MARKER)
    assert files == {}
    assert [found.id for found in problems] == [f"output-list.{problem}"]


def test_a_list_behind_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(encode(FILES))
    (tmp_path / MARKER).symlink_to(tmp_path / "elsewhere")
    assert read(tmp_path / MARKER) == ({}, [])


@pytest.mark.parametrize("block", range(20))
def test_no_damage_to_the_list_lets_anything_foreign_be_touched(tmp_path: Path, block: int) -> None:
    """Publishing after a mutated list may leave old pages; it never changes what it did not write. 1,000 lists."""
    site = {"index.html": b"home", "id/a/index.html": b"a"}
    out = tmp_path / "site" / "output"
    write(
        tmp_path,
        {
            "outside.txt": b"mine",
            "site/outside.txt": b"mine",
            "site/output/notes.txt": b"mine",
            "site/output/id/c.txt": b"mine",
        },
    )
    (out / "id" / "link").symlink_to(tmp_path / "site")
    foreign = snapshot(tmp_path)
    for seed in range(block * 50, block * 50 + 50):
        publish(out, site | {"id/b/index.html": b"b"})
        marker = out / MARKER
        marker.write_bytes(mutated(marker.read_bytes(), random.Random(seed)))
        assert read(marker) == _read_in_part(marker, marker.read_bytes())
        before = snapshot(tmp_path)
        publish(out, site)
        after = snapshot(tmp_path)
        assert {path: after.get(path) for path in foreign} == foreign, seed
        assert after.keys() <= before.keys(), seed


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A list with flipped, cut or forged parts."""
    match chance.randrange(4):
        case 0:
            place = chance.randrange(len(data))
            return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
        case 1:
            return data[: chance.randrange(len(data))]
        case 2:
            place = chance.randrange(len(data))
            return data[:place] + chance.randbytes(chance.randrange(1, 9)) + data[place:]
        case _:
            known = json.loads(data)
            for path in chance.sample([*FORGED, "id/link/outside.txt", "id/link", "id"], 4):
                known["files"][path] = ["00", 4]
            return json.dumps(known).encode()
