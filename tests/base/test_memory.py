from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.base import memory
from sitegen.base.memory import Memory, seal, unseal


def save(of: Memory) -> list[str]:
    """Write what changed, as a build does. Gives the names of the files."""
    names = []
    for file, data in of.changed():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        names.append(file.name)
    return names


def test_what_is_put_is_found_now_and_by_the_next_run(tmp_path: Path) -> None:
    first = Memory(tmp_path, "1")
    texts = {f"key {number}": b'{"n":%d}' % number for number in range(500)}
    for key, text in texts.items():
        first.put(key, text)
    assert {key: first.get(key) for key in texts} == texts
    save(first)
    assert save(first) == []
    second = Memory(tmp_path, "1")
    assert {key: second.get(key) for key in texts} == texts
    assert second.get("key 500") is None
    assert save(second) == []
    assert not second.damaged


def test_one_change_rewrites_one_file(tmp_path: Path) -> None:
    first = Memory(tmp_path, "1")
    for number in range(500):
        first.put(str(number), b"1")
    assert len(save(first)) > 10
    second = Memory(tmp_path, "1")
    second.put("7", b"2")
    assert len(save(second)) == 1
    third = Memory(tmp_path, "1")
    assert [third.get(key) for key in ("6", "7", "8")] == [b"1", b"2", b"1"]


def test_equal_contents_are_equal_bytes_whoever_wrote_them(tmp_path: Path) -> None:
    for name in ("one", "two"):
        of = Memory(tmp_path / name, "1")
        for number in range(100):
            of.put(str(number), b"1")
        save(of)
    files = {path.name: path.read_bytes() for path in (tmp_path / "one").iterdir()}
    assert files == {path.name: path.read_bytes() for path in (tmp_path / "two").iterdir()}


def test_another_version_is_not_read_and_is_replaced(tmp_path: Path) -> None:
    first = Memory(tmp_path, "1")
    first.put("a", b"1")
    save(first)
    second = Memory(tmp_path, "2")
    assert second.get("a") is None
    assert second.damaged
    save(second)
    third = Memory(tmp_path, "2")
    assert third.get("a") is None
    assert not third.damaged


def test_a_fresh_memory_reads_nothing_and_replaces_everything(tmp_path: Path) -> None:
    first = Memory(tmp_path, "1")
    for number in range(500):
        first.put(str(number), b"1")
    save(first)
    second = Memory(tmp_path, "1", fresh=True)
    assert second.get("7") is None
    second.put("7", b"2")
    save(second)
    third = Memory(tmp_path, "1")
    assert [third.get(key) for key in ("6", "7", "8")] == [None, b"2", None]


def test_what_is_not_wanted_is_forgotten(tmp_path: Path) -> None:
    first = Memory(tmp_path, "1")
    for key in "abc":
        first.put(key, b"1")
    save(first)
    second = Memory(tmp_path, "1")
    second.load()
    second.keep_only({"b"})
    save(second)
    third = Memory(tmp_path, "1")
    assert [third.get(key) for key in "abc"] == [None, b"1", None]


def flip(file: Path) -> None:
    """The last byte is another."""
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(bytes(data))


def replace_by(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Something else lies in a file's place."""

    def replace(file: Path) -> None:
        file.unlink()
        make(file)

    return replace


def link(file: Path) -> None:
    """A link to a good file."""
    good = file.with_suffix(".good")
    good.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(good)


def swell(file: Path) -> None:
    """10 GB of nothing after a good file."""
    with file.open("r+b") as stream:
        stream.truncate(10 << 30)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a bit": flip,
    "empty": lambda file: file.write_bytes(b""),
    "no content": lambda file: file.write_bytes(file.read_bytes().partition(b"\n")[0]),
    "no head": lambda file: file.write_bytes(file.read_bytes().partition(b"\n")[2]),
    "half": lambda file: file.write_bytes(file.read_bytes()[:-5]),
    "more": lambda file: file.write_bytes(file.read_bytes() + b" "),
    "a list": lambda file: file.write_bytes(seal("1", b"[]")),
    "no JSON": lambda file: file.write_bytes(seal("1", b"{")),
    "deep": lambda file: file.write_bytes(seal("1", b'{"a":' * 100_000)),
    "deep lists": lambda file: file.write_bytes(seal("1", b'{"a":' + b"[" * 100_000)),
    "no UTF-8": lambda file: file.write_bytes(seal("1", b'{"\xff":1}')),
    "a folder": replace_by(Path.mkdir),
    "a pipe": replace_by(os.mkfifo),
    "a link": link,
    "10 GB": swell,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_file_is_as_good_as_none_and_is_replaced(tmp_path: Path, name: str) -> None:
    first = Memory(tmp_path, "1")
    first.put("a", b"1")
    (file,) = save(first)
    DAMAGE[name](tmp_path / file)
    second = Memory(tmp_path, "1")
    assert second.get("a") is None
    assert second.damaged


def test_a_missing_file_is_no_damage(tmp_path: Path) -> None:
    of = Memory(tmp_path / "nobody", "1")
    assert of.get("a") is None
    assert not of.damaged
    assert save(of) == []


def test_only_an_ordinary_file_is_read_and_none_stays_open(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    before = os.open(tmp_path / "file", os.O_RDONLY)
    os.close(before)
    found = {name: memory.read(tmp_path / name) for name in ("file", "folder", "link", "pipe", "nobody")}
    assert found == {"file": b"x", "folder": None, "link": None, "pipe": None, "nobody": None}
    after = os.open(tmp_path / "file", os.O_RDONLY)
    os.close(after)
    assert after == before


def test_a_seal_proves_version_and_content() -> None:
    sealed = seal("1", b"content\nof lines")
    content = unseal("1", sealed)
    assert content is not None
    assert bytes(content) == b"content\nof lines"
    assert unseal("2", sealed) is None
    assert unseal("1", sealed + b"x") is None
    assert unseal("1", b"") is None
    assert unseal("1", sealed.partition(b"\n")[2]) is None
