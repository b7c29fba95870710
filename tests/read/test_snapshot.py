from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.base.memory import digest
from sitegen.base.problems import SitegenError
from sitegen.read.snapshot import RACY, Snapshot, Stamp, digest_of, take
from tests.sites import write_site

LATER = 10 * RACY
"""When the look was taken."""
OLD: Stamp = (0o100644, 5, 1, 1, 7)
YOUNG: Stamp = (0o100644, 5, LATER - RACY, 1, 7)
YOUNG_ENTRY: Stamp = (0o100644, 5, 1, LATER - RACY, 7)
FOLDER: Stamp = (0, 0, 0, 0, 0)


def changed(then: dict[str, Stamp], now: dict[str, Stamp], asked: list[str], **digests: str) -> set[str]:
    """What changed between two looks, where every file `x` had the digest `1`, and has the one in `digests`, else `1`."""
    known = {path: "1" for path in then if not path.endswith("/")}

    def digest_now(path: str) -> str | None:
        asked.append(path)
        return digests.get(path, "1") or None

    return Snapshot(LATER, then).changed(Snapshot(LATER, now), known, digest_now)


@pytest.mark.parametrize(
    ("then", "now", "looked_into", "digests", "found"),
    [
        ({}, {}, "", {}, set()),
        ({"x": OLD}, {"x": OLD}, "", {}, set()),
        ({"x": OLD}, {"x": (*OLD[:4], 8)}, "x", {}, set()),
        ({"x": OLD}, {"x": (*OLD[:4], 8)}, "x", {"x": "2"}, {"x"}),
        ({"x": OLD}, {"x": (0o100600, *OLD[1:])}, "x", {}, set()),
        ({"x": OLD}, {"x": (0o100000, *OLD[1:])}, "x", {"x": ""}, {"x"}),
        ({"x": OLD}, {"x": (0o120777, *OLD[1:])}, "", {}, {"x"}),
        ({"x": YOUNG}, {"x": YOUNG}, "x", {}, set()),
        ({"x": YOUNG}, {"x": YOUNG}, "x", {"x": "2"}, {"x"}),
        ({"x": YOUNG_ENTRY}, {"x": YOUNG_ENTRY}, "x", {"x": "2"}, {"x"}),
        ({"x": OLD}, {}, "", {}, {"x"}),
        ({}, {"x": OLD}, "", {}, {"x"}),
        ({"f/": FOLDER}, {"f/": FOLDER}, "", {}, set()),
        ({"f/": FOLDER}, {}, "", {}, {"f/"}),
        ({}, {"f/": FOLDER}, "", {}, {"f/"}),
        ({"x": OLD}, {"x/": FOLDER}, "", {}, {"x", "x/"}),
    ],
)
def test_what_changed_is_told_by_stamps_and_asked_only_where_they_leave_it_open(
    then: dict[str, Stamp], now: dict[str, Stamp], looked_into: str, digests: dict[str, str], found: set[str]
) -> None:
    asked: list[str] = []
    assert changed(then, now, asked, **digests) == found
    assert asked == looked_into.split()


def test_a_file_whose_digest_was_not_known_has_changed() -> None:
    assert Snapshot(LATER, {"x": YOUNG}).changed(Snapshot(LATER, {"x": YOUNG}), {}, lambda path: "1") == {"x"}


@pytest.mark.parametrize(
    ("then", "now", "sure"),
    [
        ({"x": OLD}, {"x": OLD}, True),
        ({"x": OLD}, {"x": (*OLD[:4], 8)}, False),
        ({"x": YOUNG}, {"x": YOUNG}, False),
        ({"x": YOUNG_ENTRY}, {"x": YOUNG_ENTRY}, False),
        ({"x": OLD}, {}, False),
        ({}, {"x": OLD}, False),
    ],
)
def test_a_file_is_surely_the_same_only_with_an_old_stamp_that_is_the_same(
    then: dict[str, Stamp], now: dict[str, Stamp], sure: bool
) -> None:
    assert Snapshot(LATER, then).sure("x", Snapshot(LATER, now)) is sure


def test_a_look_lists_files_folders_and_links_but_no_dotfiles_and_nothing_else_of_the_site(tmp_path: Path) -> None:
    root = write_site(
        tmp_path / "site",
        {
            "content/news/a.id.md": "x",
            "content/.hidden/b": "x",
            "content/.c": "x",
            "output/d": "x",
            ".sitegen/e": "x",
            "f": "x",
        },
    )
    (root / "content/link").symlink_to(tmp_path)
    (root / "content/empty").mkdir()
    os.mkfifo(root / "content/pipe")
    found = take(root, 5)
    assert found.taken == 5
    assert set(found.stamps) == {
        *(
            "site.yaml",
            "content/",
            "content/news/",
            "content/news/a.id.md",
            "content/link",
            "content/empty/",
            "content/pipe",
        )
    }
    status = (root / "site.yaml").stat()
    assert found.stamps["site.yaml"] == (
        *(status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino),
    )


def test_the_parts_of_a_site_may_be_links(tmp_path: Path) -> None:
    write_site(tmp_path / "real", {"content/news/a.id.md": "x"})
    root = tmp_path / "site"
    root.mkdir()
    (root / "content").symlink_to(tmp_path / "real/content")
    (root / "site.yaml").symlink_to(tmp_path / "real/site.yaml")
    (root / "themes").symlink_to(tmp_path / "nobody")
    now = take(root, 0)
    assert set(now.stamps) == {"site.yaml", "content/", "content/news/", "content/news/a.id.md"}
    assert now.stamps["site.yaml"][1] == (tmp_path / "real/site.yaml").stat().st_size


def test_names_that_are_no_utf8_are_told_apart(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"content/news/a": "x"})
    for name in (b"\xff", b"\xfe"):
        (root / "content/news" / os.fsdecode(name)).write_text("x")
    names = [path for path in take(root, 0).stamps if "\\udc" in path]
    assert len(set(names)) == 2
    assert all(path.encode() for path in names)


def test_a_folder_that_cannot_be_listed_stops_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_site(tmp_path, {"content/news/a": "x"})

    def denied(folder: str) -> None:
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(SitegenError, match="content: Permission denied"):
        take(root, 0)


def test_a_digest_is_of_a_file_and_of_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    assert digest_of(tmp_path, "file") == digest(b"x")
    assert [digest_of(tmp_path, name) for name in ("folder", "pipe", "nobody")] == [None] * 3
