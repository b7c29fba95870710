"""What lies in the output folder, and whether files of ours may go there. Reads only; the writer changes it."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NoReturn, TypeAlias

from sitegen.base.problems import Place, problem
from sitegen.publish.folder import OutputError
from sitegen.publish.manifest import Entry, are_inside, is_inside
from sitegen.publish.twins import original

_ASSETS, _PAGES, _LISTS = 0, 1, 2
_LIST_SUFFIXES = (".atom", ".csv", ".ics", ".json", ".txt", ".xml")


class Lying:
    """What lies in `out`, where `ours` is what earlier runs wrote and `wanted` what shall lie there, as far as it is known: the owner of that
    set may change it. Each folder is looked at once.

    Raises `OutputError` where something that is not ours is in the way.
    """

    def __init__(self, out: str, wanted: Set[str], ours: Mapping[str, Entry]):
        self.blocking: list[str] = []
        """Stale files of ours where a folder must go, or below a folder where a file must go."""
        self.emptied: list[str] = []
        """Folders where a file must go, deepest first."""
        self.stamps: dict[str, Stamp] = {}
        """Of the files that were found to hold what they shall."""
        self._out = out
        self._wanted = wanted
        self._ours = ours
        self._real: dict[str, bool] = {}

    def has_folder(self, folder: str) -> bool:
        """Whether a folder of wanted files is there. If not, its place is free, or a stale file of ours blocks it."""
        found = look(f"{self._out}/{folder}")
        if found is None:
            return False
        if stat.S_ISDIR(found.st_mode):
            return True
        if stat.S_ISLNK(found.st_mode):
            in_the_way(self._out, folder, "link")
        if not self._is_stale(folder):
            in_the_way(self._out, folder, "foreign")
        self.blocking.append(folder)
        return False

    def holds(self, path: str, data: bytes) -> bool:
        """Whether a wanted file lies at its place with these bytes. If not, its place is free, or will be."""
        file = f"{self._out}/{path}"
        now = time.time_ns()
        found = look(file)
        if found is None:
            return False
        if stat.S_ISREG(found.st_mode):
            if _holds(file, found, data):
                self.stamps[path] = stamp(found) if is_settled(found, now) else UNSETTLED
                return True
            if path not in self._ours and not self._is_other_case(path, found, self._our_cases):
                in_the_way(self._out, path, "foreign")
        elif stat.S_ISDIR(found.st_mode):
            self._must_give_way(path, path)
        elif path not in self._ours:
            in_the_way(self._out, path, "foreign")
        return False

    def want(self, paths: Set[str]) -> None:
        """More paths shall lie there, which are among the wanted ones by now."""
        self._wanted_cases.update((path.casefold(), path) for path in paths)

    def stale(self) -> list[str]:
        """The files of ours that are no longer wanted and block nothing."""
        gone = self._ours.keys() - self._wanted
        return sorted(path for path in gone.difference(self.blocking) if self._is_stale(path))

    def _is_stale(self, path: str) -> bool:
        """Whether an ordinary file of ours, where none is wanted, lies there: reached without a link, and not a wanted file under its old name.

        This program writes no links, so a link there is somebody else's.
        """
        if path not in self._ours or not is_real_folder(self._out, path.rpartition("/")[0], self._real):
            return False
        found = look(f"{self._out}/{path}")
        if found is None or not stat.S_ISREG(found.st_mode):
            return False
        return not self._is_other_case(path, found, self._wanted_cases)

    def _must_give_way(self, path: str, folder: str) -> None:
        """Note what lies in a folder that must give way to the file `path`. An empty folder gives way, ours or not."""
        for lying in sorted(os.listdir(f"{self._out}/{folder}")):  # noqa: PTH208 — names, as the paths here
            name = f"{folder}/{lying}"
            found = look(f"{self._out}/{name}")
            if found is not None and stat.S_ISDIR(found.st_mode):
                self._must_give_way(path, name)
            elif self._is_stale(name):
                self.blocking.append(name)
            else:
                in_the_way(self._out, path, "folder")
        self.emptied.append(folder)

    def _is_other_case(self, path: str, found: os.stat_result, by_case: Mapping[str, str]) -> bool:
        """Whether one of the other paths differs only by case and is the same file, as on Windows and macOS."""
        same = by_case.get(path.casefold())
        other = look(f"{self._out}/{same}") if same and same != path else None
        return other is not None and (other.st_dev, other.st_ino) == (found.st_dev, found.st_ino)

    @cached_property
    def _our_cases(self) -> dict[str, str]:
        return {path.casefold(): path for path in self._ours}

    @cached_property
    def _wanted_cases(self) -> dict[str, str]:
        return {path.casefold(): path for path in self._wanted}


def check_paths(wanted: Set[str], keep: Set[str], ours: Mapping[str, Entry]) -> None:
    """Raises ValueError for paths that no page may have. The program makes them, so a bad one is a mistake of ours: the last check
    before the disk. What lies there already has passed it."""
    if unknown := keep - ours.keys():
        raise ValueError(f"never written, so it cannot be kept: {min(unknown)!r}")
    if foreign := keep - wanted:
        raise ValueError(f"not wanted, so it cannot be kept: {min(foreign)!r}")
    new = wanted - ours.keys()
    if not are_inside(new):
        raise ValueError(f"not a path for a page: {next(path for path in new if not is_inside(path))!r}")
    if new and (both := folders_of(wanted) & wanted):
        raise ValueError(f"both a file and a folder: {min(both)!r}")


def turn(paths: Iterable[str]) -> tuple[int, int, str]:
    """When files that are moved together take their places: assets come before the pages that show them, pages before the lists that lead to
    them. A list lies higher up than its pages. A compressed copy comes with its file, and what lies in a folder with pages, with the first
    of these."""
    turns = [_turn(path) for path in paths]
    return min([each for each in turns if each[0] == _PAGES] or turns)


def _turn(path: str) -> tuple[int, int, str]:
    path = original(path)
    if path.endswith(".html"):
        return _PAGES, -path.count("/"), path
    return (_LISTS if path.endswith(_LIST_SUFFIXES) else _ASSETS), 0, path


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

UNSETTLED: Stamp = (-1, 0, 0, 0)
"""Instead of a stamp that would not tell of the next change; no file has it."""

_TICK, _SECONDS = 20_000_000, 2_000_000_000
"""Nanoseconds. The times of most file systems are 1 to 10 milliseconds apart; of those that know no parts of a second, one or two seconds."""


def stamp(status: os.stat_result) -> Stamp:
    """The stamp of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def is_settled(status: os.stat_result, now: int) -> bool:
    """Whether any change after `now`, when the file was looked at, will change its stamp. What was changed so shortly before may change
    again and keep its times (git, Documentation/technical/racy-git)."""
    tick = _TICK if status.st_mtime_ns % 1_000_000_000 else _SECONDS
    return max(status.st_mtime_ns, status.st_ctime_ns) < now - tick


def stamps(out: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    """The stamps of those paths that are ordinary files, in real folders: what has the stamp of an earlier run was not touched since.

    A file is equal to what was written if it was equal when its stamp was taken; so a run takes stamps after publishing
    (`Published.stamps`), and the next one looks into what has another one.
    """
    known: dict[str, bool] = {"": True}
    listed: set[str] = set()
    found: dict[str, Stamp] = {}
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in known and (above := folder.rpartition("/")[0]) not in listed:
            listed.add(above)
            _list_folders(out, above, known)
        if not is_real_folder(out, folder, known):
            continue
        status = look(f"{out}/{path}")
        if status is not None and stat.S_ISREG(status.st_mode):
            found[path] = stamp(status)
    return found


def _list_folders(out: Path, above: str, known: dict[str, bool]) -> None:
    """Note all real folders in one at once: a look at each of some thousand pages' folders takes several times as long."""
    if is_real_folder(out, above, known):
        with suppress(OSError), os.scandir(f"{out}/{above}") as listing:
            prefix = f"{above}/" if above else ""
            known.update((prefix + entry.name, True) for entry in listing if entry.is_dir(follow_symlinks=False))


def is_real_folder(out: Path | str, folder: str, known: dict[str, bool]) -> bool:
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


def in_the_way(out: str, path: str, variant: str) -> NoReturn:
    """Stop, since something that is not ours lies where a file must go."""
    raise OutputError(problem(Place(Path(out, path).as_posix()), f"output-file.{variant}", path=path))


def _holds(file: str, found: os.stat_result, data: bytes) -> bool:
    """Whether a file holds these bytes. One that we may not read is written anew."""
    if found.st_size != len(data):
        return False
    try:
        with open(file, "rb", buffering=0) as there:  # noqa: PTH123 — read once, whole: a Path and a buffer cost more than that
            return there.read() == data
    except PermissionError:
        return False
