"""What publishing leaves on disk: our files and nobody else's."""

from __future__ import annotations

import os
import random
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest

from sitegen.base.messages import LANGUAGES, wording
from sitegen.publish import writer
from sitegen.publish.changes import stamps
from sitegen.publish.folder import OutputError
from sitegen.publish.manifest import JOURNAL, MARKER
from sitegen.publish.publication import Published, publish
from tests.publish.trees import published, snapshot, write

SITE = {
    "index.html": b"choose",
    "id/index.html": b"home",
    "id/berita/index.html": b"news",
    "id/berita/2022/a/index.html": b"a",
    "id/berita/2022/b/index.html": b"b",
    "id/feed.atom": b"feed",
    "assets/style.css": b"style",
    "sitemap.xml": b"map",
    ".nojekyll": b"",
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site" / "output"


def stopped(out: Path, files: Mapping[str, bytes], problem: str) -> OutputError:
    """The error that publishing ends with; nothing may have changed."""
    before = snapshot(out)
    with pytest.raises(OutputError) as error:
        publish(out, files)
    assert snapshot(out) == before
    assert error.value.problem.id == problem
    assert error.value.exit_code == 3
    assert all(wording(error.value.problem, lang).message for lang in LANGUAGES)
    return error.value


def times(out: Path) -> dict[Path, tuple[int, ...]]:
    """Of all that lies there, what any change would alter."""
    found = {path: path.lstat() for path in (out, *out.rglob("*"))}
    return {path: (status.st_ino, status.st_mtime_ns, status.st_ctime_ns) for path, status in found.items()}


def test_a_first_run_writes_everything(out: Path) -> None:
    assert publish(out, SITE) == Published(written=9, removed=0, unchanged=0)
    assert published(out) == SITE


def test_a_system_that_writes_little_at_a_time_is_asked_again(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_some = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write_some(descriptor, bytes(data)[:3]))
    publish(out, SITE)
    assert published(out) == SITE


def test_a_second_run_writes_nothing(out: Path) -> None:
    publish(out, SITE)
    before = times(out)
    assert publish(out, SITE) == Published(written=0, removed=0, unchanged=9)
    assert times(out) == before


def test_only_files_with_other_bytes_are_written(out: Path) -> None:
    publish(out, SITE)
    before = stamps(out, SITE)
    changed = SITE | {"id/index.html": b"HOME", "id/new/index.html": b"new"}
    assert publish(out, changed) == Published(written=2, removed=0, unchanged=8)
    assert {path for path, stamp in stamps(out, changed).items() if before.get(path) != stamp} == {
        "id/index.html",
        "id/new/index.html",
    }


def test_pages_that_are_gone_go_with_their_folders(out: Path) -> None:
    publish(out, SITE)
    assert publish(out, {"index.html": b"choose"}) == Published(written=0, removed=8, unchanged=1)
    assert set(snapshot(out)) == {"index.html", MARKER}


def test_kept_files_need_no_bytes(out: Path) -> None:
    publish(out, SITE)
    changed = {"id/index.html": b"HOME"}
    assert publish(out, changed, keep=SITE.keys() - changed.keys()) == Published(written=1, removed=0, unchanged=8)
    assert published(out) == SITE | changed
    assert publish(out, SITE | changed).written == 0


def test_a_list_in_the_marker_does_not_depend_on_the_way_there(tmp_path: Path) -> None:
    publish(tmp_path / "a", {"x": b"x"})
    publish(tmp_path / "a", SITE)
    publish(tmp_path / "b", SITE)
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o027, 0o077, 0o777])
def test_everybody_may_read_the_site_whatever_the_umask(out: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        publish(out, SITE)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.lstat().st_mode) for path in out.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.lstat().st_mode) for path in (out, out.parent, *out.rglob("*")) if path.is_dir()}
    assert (modes, folders) == ({0o644}, {0o755})


def order_of(out: Path, files: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What takes its place or, with a minus, goes, one after the other."""
    order: list[str] = []
    replace = writer.replace

    def noted(staged: str, file: str) -> None:
        if os.path.relpath(file, out) != JOURNAL:
            order.append(os.path.relpath(file, out))
        replace(staged, file)

    monkeypatch.setattr(writer, "replace", noted)
    monkeypatch.setattr(writer, "remove", lambda file: order.append(f"-{os.path.relpath(file, out)}"))
    publish(out, files)
    return order


def test_assets_come_first_then_pages_then_lists(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out, {"old.html": b""})
    for path in SITE:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
    order = order_of(out, SITE, monkeypatch)
    assert order[2:4] == ["id/berita/2022/a/index.html", "id/berita/2022/b/index.html"]
    assert order[4:7] == ["id/berita/index.html", "id/index.html", "index.html"]
    assert set(order[:2]) == {"assets/style.css", ".nojekyll"}
    assert set(order[7:9]) == {"id/feed.atom", "sitemap.xml"}
    assert order[9:] == ["-old.html", MARKER]


def test_a_new_folder_comes_whole_when_its_pages_would(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(out, {"old.html": b"", "id/berita/index.html": b"no news"})
    added = {"id/gambar/a.png": b"a", "id/berita/2022/a/a.json": b"{}", "en/feed.atom": b"", "assets/licence.txt": b""}
    order = order_of(out, SITE | added, monkeypatch)
    assert set(order[:3]) == {".nojekyll", "assets", "id/gambar"}
    assert order[3:7] == ["id/berita/2022", "id/berita/index.html", "id/index.html", "index.html"]
    assert order[7:] == ["en", "id/feed.atom", "sitemap.xml", "-old.html", MARKER]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": b"1"}, {"a/index.html": b"2"}),
        ({"a": b"1"}, {"a/b/c/index.html": b"2", "a/d": b"3"}),
        ({"a/index.html": b"1"}, {"a": b"2"}),
        ({"a/b/c": b"1", "a/d/e": b"1", "a/f": b"1"}, {"a": b"2"}),
        ({"a/b": b"1", "c": b"1"}, {"a": b"2", "c/d": b"2"}),
        ({"a/b": b"1", "a/c/d": b"1"}, {"a/b/x": b"2", "a/c": b"2"}),
    ],
)
def test_files_become_folders_and_folders_files(out: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    publish(out, before)
    publish(out, after)
    assert published(out) == after


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/../../x", "a\\b", ".sitegen", "a/.sitegen-new", "C:x", "e\u0301", ""]
)
def test_a_path_that_leads_elsewhere_is_a_mistake_of_ours(out: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        publish(out, {path: b"x"})
    assert not out.exists()


def test_one_path_cannot_be_a_file_and_a_folder(out: Path) -> None:
    with pytest.raises(ValueError, match="both a file and a folder: 'a'"):
        publish(out, {"a": b"x", "a/b": b"x"})


def test_what_was_never_written_cannot_be_kept(out: Path) -> None:
    with pytest.raises(ValueError, match="never written"):
        publish(out, {}, keep={"a"})


# --- output/ touched by hand


def test_an_edited_or_deleted_file_is_mended(out: Path) -> None:
    publish(out, SITE)
    (out / "id/index.html").write_bytes(b"HOME")
    (out / "sitemap.xml").unlink()
    assert publish(out, SITE).written == 2
    assert published(out) == SITE


def test_an_edit_that_hides_its_traces_is_mended(out: Path) -> None:
    publish(out, SITE)
    file = out / "id/index.html"
    before, stamp = file.stat(), stamps(out, SITE)["id/index.html"]
    file.write_bytes(b"HOME")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert stamps(out, SITE)["id/index.html"] != stamp
    publish(out, SITE)
    assert published(out) == SITE


def test_a_link_in_the_place_of_our_file_is_replaced_not_followed(out: Path, tmp_path: Path) -> None:
    publish(out, SITE)
    (tmp_path / "mine.txt").write_bytes(b"mine")
    (out / "id/index.html").unlink()
    (out / "id/index.html").symlink_to(tmp_path / "mine.txt")
    assert "id/index.html" not in stamps(out, SITE)
    publish(out, SITE)
    assert published(out) == SITE
    assert (tmp_path / "mine.txt").read_bytes() == b"mine"


def test_a_link_to_a_copy_is_replaced_too(out: Path, tmp_path: Path) -> None:
    publish(out, SITE)
    (out / "id/index.html").rename(tmp_path / "copy")
    (out / "id/index.html").symlink_to(tmp_path / "copy")
    publish(out, SITE)
    assert published(out) == SITE


@pytest.mark.parametrize("inside", [[], ["empty"]])
def test_an_empty_folder_in_the_place_of_our_file_is_replaced(out: Path, inside: list[str]) -> None:
    publish(out, SITE)
    (out / "id/index.html").unlink()
    (out / "/".join(["id/index.html", *inside])).mkdir(parents=True)
    publish(out, SITE)
    assert published(out) == SITE


def test_a_folder_with_contents_in_the_place_of_our_file_stops_the_run(out: Path) -> None:
    publish(out, SITE)
    (out / "id/index.html").unlink()
    write(out, {"id/index.html/notes.txt": b"mine"})
    assert "id/index.html" in str(stopped(out, SITE | {"new.html": b""}, "output-file.folder"))


@pytest.mark.parametrize("what", ["file", "link", "dangling link"])
def test_something_foreign_where_a_page_must_go_stops_the_run(out: Path, what: str) -> None:
    publish(out, SITE)
    if what == "file":
        (out / "id/baru").write_bytes(b"mine")
    else:
        (out / "id/baru").symlink_to(out / ("index.html" if what == "link" else "nowhere"))
    assert "id/baru" in str(stopped(out, SITE | {"id/baru": b"new", "a.html": b""}, "output-file.foreign"))
    assert "id/baru" in str(
        stopped(out, SITE | {"id/baru/index.html": b"new"}, f"output-file.{'foreign' if what == 'file' else 'link'}")
    )


def test_a_foreign_file_with_the_same_bytes_is_no_obstacle(out: Path) -> None:
    write(out, {".nojekyll": b""})
    assert publish(out, SITE).written == 8


@pytest.mark.parametrize("edit", [{"id/berita/2022/a/index.html": b"A"}, {"id/berita/2022/c/index.html": b"c"}])
def test_a_folder_that_is_a_link_stops_the_run(out: Path, tmp_path: Path, edit: dict[str, bytes]) -> None:
    publish(out, SITE)
    (out / "id/berita").rename(tmp_path / "elsewhere")
    (out / "id/berita").symlink_to(tmp_path / "elsewhere")
    assert not any(path.startswith("id/berita/") for path in stamps(out, SITE))
    before = snapshot(tmp_path)
    stopped(out, SITE | edit, "output-file.link")
    assert snapshot(tmp_path) == before


def test_nothing_is_removed_through_a_link(out: Path, tmp_path: Path) -> None:
    publish(out, SITE | {"id/berita/2022/a/more/index.html": b""})
    (out / "id").rename(tmp_path / "elsewhere")
    (out / "id").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere/berita/2022/a/more/index.html").unlink()
    before = snapshot(tmp_path / "elsewhere")
    publish(out, {"index.html": b"choose"})
    assert snapshot(tmp_path / "elsewhere") == before


def test_a_renaming_that_changes_only_case_keeps_the_file(out: Path) -> None:
    """A hard link stands for the one file that Windows and macOS see under both names."""
    publish(out, {"Foto.jpg": b"old"})
    os.link(out / "Foto.jpg", out / "foto.jpg")
    assert publish(out, {"foto.jpg": b"old"}) == Published(written=0, removed=0, unchanged=1)
    publish(out, {"Foto.jpg": b"old"})
    assert publish(out, {"foto.jpg": b"new"}) == Published(written=1, removed=0, unchanged=0)
    assert (out / "foto.jpg").read_bytes() == b"new"


@pytest.mark.parametrize("seed", range(100))
def test_no_foreign_file_is_lost(out: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    ours = [
        {path: chance.randbytes(3) for path in chance.sample(sorted(PATHS), chance.randint(1, 12))} for _ in range(4)
    ]
    foreign: dict[str, bytes | str] = {}
    for files in ours:
        publish(out, files)
        assert {path: what for path, what in published(out).items() if path not in foreign} == files
        for name in chance.sample(FOREIGN, 4):
            foreign |= plant(out, f"{chance.choice(['', 'a/', 'a/b/', 'new/', 'd/e/', '../beside/'])}{name}", chance)
    publish(out, {})
    left = snapshot(tmp_path / "site")
    assert {path: left.get(path_from(path)) for path in foreign} == foreign
    folders = [path for path, what in left.items() if what == "folder" and path != "output"]
    assert all(any(other.startswith(f"{folder}/") for other in left) for folder in folders), (
        "a folder of ours was left empty"
    )


PATHS = [
    f"{folder}{name}"
    for folder in ("", "a/", "a/b/", "a/b/c/", "d/e/", "f/")
    for name in ("index.html", "x.css", "y.json")
]
FOREIGN = ["notes.txt", ".hidden", "index.htm", "link-in", "link-out", "read-only", "INDEX.html.bak", ".sitegen-new-x"]


def plant(out: Path, path: str, chance: random.Random) -> dict[str, bytes | str]:
    """Put a foreign file or link in or beside the output folder; gives what a snapshot shows of it."""
    file = out / path
    if file.is_symlink() or file.exists():
        return {}
    file.parent.mkdir(parents=True, exist_ok=True)
    if "link" in path:
        target = str(out / "a" if path.endswith("in") else out.parent)
        file.symlink_to(target)
        return {path: target}
    data = chance.randbytes(5)
    file.write_bytes(data)
    if path.endswith("read-only"):
        file.chmod(0o444)
    return {path: data}


def path_from(path: str) -> str:
    """A path from the output folder, as a path from the site."""
    return os.path.normpath(f"output/{path}")
