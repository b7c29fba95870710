"""What must change on disk so that output/ holds a set of files, and whether it can. Reads only; the writer does it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeAlias

from sitegen.base.problems import Place, problem
from sitegen.publish.folder import OutputError
from sitegen.publish.manifest import Entry, entry, is_inside

_ASSETS, _PAGES, _LISTS = 0, 1, 2
_LIST_SUFFIXES = (".atom", ".csv", ".ics", ".json", ".txt", ".xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The difference between what lies in the output folder and what shall lie there. Paths are relative to it."""

    files: Mapping[str, Entry]
    """Everything of ours that will lie there."""
    write: tuple[str, ...]
    """In the order in which they take their places."""
    folders: tuple[str, ...]
    """To be made before anything is staged, parents first."""
    blocking: tuple[str, ...]
    """Stale files of ours where a folder must go, or below a folder where a file must go."""
    emptied: tuple[str, ...]
    """Folders where a file must go, deepest first."""
    late_folders: tuple[str, ...]
    """To be made where files of ours stood, parents first."""
    stale: tuple[str, ...]
    """Other files of ours that are no longer wanted."""
    left: tuple[str, ...]
    """Folders that nothing wanted lies in: to be removed where they are empty, deepest first."""


def compare(out: Path, files: Mapping[str, bytes], keep: Set[str], ours: Mapping[str, Entry]) -> Changes:
    """The changes that make `files` and `keep` lie in `out`, where `ours` is what an earlier run wrote.

    Raises `OutputError` where something that is not ours is in the way, and ValueError for paths that no page may have.
    """
    wanted = files.keys() | keep
    _check_paths(wanted, keep, ours)
    by_case = {path.casefold(): path for path in wanted}
    our_cases = {path.casefold(): path for path in ours}
    known: dict[str, bool] = {}
    stale = {path for path in ours.keys() - wanted if _is_removable(out, path, by_case, known)}
    missing, blocking = _folders(out, folders_of(files), stale)
    write: list[str] = []
    emptied: list[str] = []
    entries = {path: ours[path] for path in keep}
    for path, data in files.items():
        entries[path] = entry(data)
        found = look(f"{out}/{path}")
        if found is not None and stat.S_ISREG(found.st_mode):
            if _holds(f"{out}/{path}", found, data):
                continue
            if path not in ours and not _is_other_case(out, path, found, our_cases):
                _in_the_way(out, path, "foreign")
        elif found is not None and stat.S_ISDIR(found.st_mode):
            inside, folders = _stale_inside(out, path, stale)
            blocking += inside
            emptied += folders
        elif found is not None and path not in ours:
            _in_the_way(out, path, "foreign")
        write.append(path)
    late = {folder for folder in missing if any(folder == file or folder.startswith(f"{file}/") for file in blocking)}
    return Changes(
        files=entries,
        write=tuple(sorted(write, key=_turn)),
        folders=tuple(folder for folder in missing if folder not in late),
        blocking=tuple(blocking),
        emptied=tuple(emptied),
        late_folders=tuple(sorted(late)),
        stale=tuple(sorted(stale - set(blocking))),
        left=tuple(sorted(folders_of(ours.keys() - wanted) - folders_of(wanted) - set(emptied), reverse=True)),
    )


def look(file: Path | str) -> os.stat_result | None:
    """What lies at a place, without following a link; None if nothing does.

    Here and in the writer, paths of single files are texts: making a `Path` for each doubles the time of a large site.
    """
    try:
        return os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None


Stamp: TypeAlias = tuple[int, int, int, int]
"""Size, time of change, time of change of the entry (which no tool sets) and inode: another stamp is perhaps another content."""


def stamps(out: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    """The stamps of those paths that are ordinary files, in real folders: what has the stamp of an earlier run was not touched since.

    A file is equal to what was written if it was equal when its stamp was taken; so the caller takes stamps after publishing, and
    renders again what has another one.
    """
    known: dict[str, bool] = {}
    found: dict[str, Stamp] = {}
    for path in paths:
        status = look(f"{out}/{path}") if is_real_folder(out, path.rpartition("/")[0], known) else None
        if status is not None and stat.S_ISREG(status.st_mode):
            found[path] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return found


def is_real_folder(out: Path, folder: str, known: dict[str, bool]) -> bool:
    """Whether a folder below `out` (empty: itself) is there and reached without a link. `known` remembers the answers of one round."""
    if not folder:
        return True
    if folder not in known:
        found = look(f"{out}/{folder}") if is_real_folder(out, folder.rpartition("/")[0], known) else None
        known[folder] = found is not None and stat.S_ISDIR(found.st_mode)
    return known[folder]


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders that the paths lie in."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def _turn(path: str) -> tuple[int, int, str]:
    """Assets come before the pages that show them, pages before the lists that lead to them: a list lies higher up than its pages."""
    if path.endswith(".html"):
        return _PAGES, -path.count("/"), path
    return (_LISTS if path.endswith(_LIST_SUFFIXES) else _ASSETS), 0, path


def _check_paths(wanted: Set[str], keep: Set[str], ours: Mapping[str, Entry]) -> None:
    """Paths are made by this program, so a bad one is a mistake of ours: the last check before the disk."""
    for path in wanted:
        if not is_inside(path):
            raise ValueError(f"not a path for a page: {path!r}")
    if both := folders_of(wanted) & wanted:
        raise ValueError(f"both a file and a folder: {min(both)!r}")
    if unknown := keep - ours.keys():
        raise ValueError(f"never written, so it cannot be kept: {min(unknown)!r}")


def _folders(out: Path, folders: Set[str], stale: Set[str]) -> tuple[list[str], list[str]]:
    """The folders that are missing, parents first, and the stale files of ours in their places."""
    missing, blocking = [], []
    for folder in sorted(folders):
        found = look(f"{out}/{folder}")
        if found is not None and stat.S_ISDIR(found.st_mode):
            continue
        if found is not None and stat.S_ISLNK(found.st_mode):
            _in_the_way(out, folder, "link")
        if found is not None:
            if folder not in stale:
                _in_the_way(out, folder, "foreign")
            blocking.append(folder)
        missing.append(folder)
    return missing, blocking


def _is_removable(out: Path, path: str, by_case: Mapping[str, str], known: dict[str, bool]) -> bool:
    """Whether an ordinary file lies there, reached without a link, that is not a wanted file under its old name.

    This program writes no links, so a link there is somebody else's.
    """
    if not is_real_folder(out, path.rpartition("/")[0], known):
        return False
    found = look(f"{out}/{path}")
    return found is not None and stat.S_ISREG(found.st_mode) and not _is_other_case(out, path, found, by_case)


def _is_other_case(out: Path, path: str, found: os.stat_result, by_case: Mapping[str, str]) -> bool:
    """Whether one of the other paths differs only by case and is the same file, as on Windows and macOS."""
    same = by_case.get(path.casefold())
    other = look(f"{out}/{same}") if same else None
    return other is not None and (other.st_dev, other.st_ino) == (found.st_dev, found.st_ino)


def _stale_inside(out: Path, path: str, stale: Set[str]) -> tuple[list[str], list[str]]:
    """The files in a folder that must give way to a file, and its folders, deepest first. An empty folder gives way, ours or not."""
    inside: list[str] = []
    folders = [path]
    for lying in (out / path).iterdir():
        name = f"{path}/{lying.name}"
        if not lying.is_symlink() and lying.is_dir():
            more, below = _stale_inside(out, name, stale)
            inside += more
            folders = below + folders
        elif name in stale:
            inside.append(name)
        else:
            _in_the_way(out, path, "folder")
    return inside, folders


def _holds(file: str, found: os.stat_result, data: bytes) -> bool:
    """Whether a file holds these bytes. One that we may not read is written anew."""
    if found.st_size != len(data):
        return False
    try:
        with open(file, "rb", buffering=0) as there:  # noqa: PTH123 — read once, whole: a Path and a buffer cost more than that
            return there.read() == data
    except PermissionError:
        return False


def _in_the_way(out: Path, path: str, variant: str) -> NoReturn:
    raise OutputError(problem(Place((out / path).as_posix()), f"output-file.{variant}", path=path))
