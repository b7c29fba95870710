"""Publishing: what makes output/ hold a site, file by file, so that nobody sees a half of one.

It has two halves. First new bytes are staged as they come: written as temporary files beside their places, those of a new folder into a
temporary folder, after a journal that says what may come. Whatever goes wrong until then is taken back, and output/ is as it was. Then the
journal names everything that will lie there, and the staged files and folders take their places one by one, whole, in an order in which no
page shows what is not there yet; what is no longer wanted is removed; and the journal becomes the marker. A run that is interrupted there
leaves each file old or new and the journal, from which the next run learns what is ours. Where nothing is to be written, nothing is.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from sitegen.publish import writer
from sitegen.publish.changes import (
    UNSETTLED,
    Lying,
    Stamp,
    check_paths,
    folders_of,
    in_the_way,
    is_settled,
    look,
    stamp,
    turn,
)
from sitegen.publish.manifest import JOURNAL, MARKER, PROMISED, Entry, encode, entry, is_file, read
from sitegen.publish.recovery import recover, remove_empty, staged_name


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did, in numbers of files, and how it left them."""

    written: int
    removed: int
    unchanged: int
    stamps: Mapping[str, Stamp] = field(default_factory=dict, compare=False, repr=False)
    """Of every file that was written or compared. One that was touched meanwhile, or so shortly before that its stamp might not tell of
    the next change, has `UNSETTLED`."""
    listed: Mapping[str, Entry] = field(default_factory=dict, compare=False, repr=False)
    """All files of ours that lie there now."""


class _Folder(NamedTuple):
    """A folder that files of the site lie in."""

    where: str
    """Where its new files wait, with a slash at the end: in itself, or in the temporary folder."""
    is_new: bool
    """Nothing lies in it."""
    moved: str | None = None
    """The new folder, it or one above it, that takes its place as a whole; None where each file takes its own."""


class Publication:
    """One publishing run: makes `out` hold the files that are wanted and nothing else of ours; foreign files are never touched.

    `wanted` are all paths that shall lie there, relative to `out`, with `/`; None: those that an earlier run left. `keep` are those of them
    that stay as it left them: nobody touched them, their `stamps` say. The others are added or kept in any order, then the run is finished;
    on leaving without that, everything is taken back. `out` has passed `check_output`, and no other run is at work there.

    Raises `OutputError` (exit code 3) if something foreign is in the way, or the disk fails; before the first file takes its place nothing
    has changed then, later each file is old or new and the next run finishes the work.
    """

    def __init__(self, out: Path, wanted: Set[str] | None, keep: Set[str] = frozenset()):
        self._out = str(out)
        self._wanted: set[str] = set(wanted or ())
        self._is_as_before = wanted is None
        self._keep = keep
        self._awaited: set[str] = set()
        """Paths that are wanted and neither kept nor added yet."""
        self._files: dict[str, Entry] = {}
        """What will lie there, as far as it is known."""
        self._folders: dict[str, _Folder] = {}
        self._staged: dict[str, int] = {}
        """Path → the time at which its new bytes were written."""
        self._above: list[str] = []
        """Folders that were made for `out` itself, parents first."""
        self._made: list[str] = []
        """Temporary folders that were made in it, and folders in these, parents first."""
        self._begun = self._moving = False

    def __enter__(self) -> Publication:
        with _telling(self._out):
            recover(self._out, self._wanted)
            self._ours, damage = read(Path(self._out, MARKER))
        if self._is_as_before:
            self._wanted |= self._ours.keys()
        check_paths(self._wanted, self._keep, self._ours)
        self._is_damaged = bool(damage)
        self._lying = Lying(self._out, self._wanted, self._ours)
        self._awaited.update(self._wanted - self._keep)
        self._files = {path: written for path, written in self._ours.items() if path in self._keep}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        with suppress(OSError):  # what cannot be taken back is found by the next run
            self._take_back()

    def want(self, paths: Set[str]) -> None:
        """More paths that shall lie there: of files whose names follow from the bytes of others."""
        check_paths(self._wanted | paths, frozenset(), self._ours)
        self._awaited |= paths - self._wanted
        self._wanted.update(paths)  # the set that `_lying` knows
        self._lying.want(paths)
        if self._begun:
            with _telling(self._out):
                self._rewrite(dict.fromkeys((self._awaited | self._staged.keys()) - self._ours.keys(), PROMISED))

    def entry(self, path: str) -> Entry:
        """What was written, or is kept, at a path."""
        return self._files[path]

    def data(self, path: str) -> bytes:
        """The bytes of a file that was added or kept."""
        file = self._waiting(path) if path in self._staged else f"{self._out}/{path}"
        with _telling(self._out):
            return Path(file).read_bytes()

    def add(self, path: str, data: bytes) -> None:
        """A wanted file. It is staged if other bytes lie in its place."""
        if path not in self._awaited:
            raise ValueError(f"not wanted, kept or added before: {path!r}")
        try:
            folder = self._folder(path.rpartition("/")[0])
            if folder.is_new or not self._lying.holds(path, data):
                self._begin()
                self._put(path, data)
        except OSError as error:  # the system names a staged file, or none
            raise writer.failure(Path(self._out, path), error) from error
        self._awaited.remove(path)
        self._files[path] = entry(data)

    def keep(self, path: str) -> None:
        """A wanted file that stays as an earlier run left it, which was not known before."""
        if path not in self._awaited or path not in self._ours:
            raise ValueError(f"not wanted, or not written before, or kept or added: {path!r}")
        self._awaited.remove(path)
        self._files[path] = self._ours[path]

    def leave_out(self, path: str) -> None:
        """A wanted file that is not to be after all: what lies there of ours is removed."""
        self._awaited.remove(path)
        self._wanted.remove(path)

    def keep_rest(self) -> None:
        """All that is still awaited stays as an earlier run left it."""
        self._files |= {path: self._ours[path] for path in self._awaited}
        self._awaited.clear()

    def finish(self) -> Published:
        """Let everything take its place, and say that the run is whole. Raises ValueError unless every wanted path was kept or added."""
        if self._awaited:
            raise ValueError(f"neither kept nor added: {min(self._awaited)!r}")
        with _telling(self._out):
            stale = self._lying.stale()
            self._list()
            if self._begun:
                self._move(stale)
            now = {path: self._stamp(path) for path in self._staged}
        removed = len(stale) + len(self._lying.blocking)
        return Published(len(now), removed, len(self._wanted) - len(now), self._lying.stamps | now, self._files)

    def _folder(self, name: str) -> _Folder:
        """Where the new files of a folder wait. One that is missing is staged: it is asked for when there are some."""
        if name in self._folders:
            return self._folders[name]
        above, _, own = name.rpartition("/")
        within = self._folder(above) if name else None
        if within is None:
            folder = _Folder(f"{self._out}/", is_new=not Path(self._out).is_dir())
        elif not within.is_new and self._lying.has_folder(name):
            folder = _Folder(f"{self._out}/{name}/", is_new=False)
        else:
            waiting = own if within.moved else staged_name(name)
            folder = _Folder(f"{within.where}{waiting}/", is_new=True, moved=within.moved or name)
            self._make(folder.where)
        self._folders[name] = folder
        return folder

    def _make(self, folder: str) -> None:
        """Make a temporary folder, or one in it."""
        self._begin()
        self._made.append(folder)
        try:
            writer.make_folder(folder)
        except FileExistsError:
            self._made.pop()
            in_the_way(self._out, os.path.relpath(folder, self._out), "foreign")

    def _waiting(self, path: str) -> str:
        """The staged file of a path."""
        above, _, name = path.rpartition("/")
        folder = self._folders[above]
        return folder.where + (name if folder.moved else staged_name(path))

    def _put(self, path: str, data: bytes, *, durable: bool = False) -> None:
        """Stage a file. It is noted first, so that one that is written only in part is taken back, too."""
        self._staged[path] = 0
        try:
            self._staged[path] = writer.put(self._waiting(path), data, durable=durable)
        except FileExistsError:
            del self._staged[path]
            in_the_way(self._out, os.path.relpath(self._waiting(path), self._out), "foreign")

    def _begin(self, files: Mapping[str, Entry] | None = None) -> None:
        """Write the journal, with what this run may write and the marker does not name, unless it is there."""
        if self._begun:
            return
        self._begun = True
        self._above = [str(folder) for folder in writer.missing_folders(Path(self._out))]
        for folder in self._above:
            writer.make_folder(folder)
        data = encode(dict.fromkeys(self._awaited - self._ours.keys(), PROMISED) if files is None else files)
        writer.put(f"{self._out}/{JOURNAL}", data, durable=True)

    def _list(self) -> None:
        """Let the journal name everything that will lie there, unless the marker does."""
        self._is_listed = self._files == self._ours and not self._is_damaged and is_file(Path(self._out, MARKER))
        if self._is_listed:
            return
        if not self._begun:
            self._begin(self._files)
            return
        self._rewrite(self._files)

    def _rewrite(self, files: Mapping[str, Entry]) -> None:
        """Put another journal in the place of the one that is there."""
        self._folder("")
        self._put(MARKER, encode(files), durable=True)
        writer.replace(self._waiting(MARKER), f"{self._out}/{JOURNAL}")
        del self._staged[MARKER]

    def _move(self, stale: Iterable[str]) -> None:
        """Let what is staged take its place, remove what is no longer wanted, and say that the run is whole."""
        self._moving = True
        for path in self._lying.blocking:
            writer.remove(f"{self._out}/{path}")
        for folder in self._lying.emptied:
            writer.remove_folder(f"{self._out}/{folder}")
        for waiting, place in self._moves():
            writer.replace(waiting, f"{self._out}/{place}")
        for path in stale:
            writer.remove(f"{self._out}/{path}")
        remove_empty(self._out, folders_of(self._ours.keys() - self._wanted))
        if self._is_listed:
            writer.remove(f"{self._out}/{JOURNAL}")
        else:
            writer.replace(f"{self._out}/{JOURNAL}", f"{self._out}/{MARKER}")
        self._begun = False

    def _moves(self) -> Iterator[tuple[str, str]]:
        """What waits where, and its place, in the order in which it is moved there."""
        places: defaultdict[str, list[str]] = defaultdict(list)
        for path in self._staged:
            places[self._folders[path.rpartition("/")[0]].moved or path].append(path)
        for place in sorted(places, key=lambda place: turn(places[place])):
            folder = self._folders.get(place)
            yield folder.where[:-1] if folder else self._waiting(place), place

    def _stamp(self, path: str) -> Stamp:
        """The stamp of a file that was moved to its place, if nobody touched it since it was written."""
        now = time.time_ns()
        found = look(f"{self._out}/{path}")
        if found is None or (found.st_mtime_ns, found.st_size) != (self._staged[path], self._files[path].size):
            return UNSETTLED
        return stamp(found) if is_settled(found, now) else UNSETTLED

    def _take_back(self) -> None:
        """Remove what was staged, as far as it came. The journal goes when nothing is left that it tells of; while files take their
        places it stays, so that the next run learns from it."""
        if not self._begun:
            return
        for path in self._staged:
            _drop(self._waiting(path), writer.remove)
        for folder in reversed(self._made):
            _drop(folder, writer.remove_folder)
        if self._moving:
            return
        _drop(f"{self._out}/{JOURNAL}", writer.remove)
        for folder in reversed(self._above):
            _drop(folder, writer.remove_folder)


def publish(out: Path, files: Mapping[str, bytes], keep: Set[str] = frozenset()) -> Published:
    """Make `out` hold these files, by their paths, and those of `keep`: a `Publication` in one call."""
    with Publication(out, files.keys() | keep, keep - files.keys()) as publication:
        for path in files:
            publication.add(path, files[path])
        return publication.finish()


def _drop(file: Path | str, operation: Callable[[Path | str], None]) -> None:
    """Take back a file or a folder, if it came so far."""
    if look(file) is not None:
        operation(file)


@contextmanager
def _telling(out: str) -> Iterator[None]:
    """Say a failure of the disk in words of the catalogue."""
    try:
        yield
    except OSError as error:
        raise writer.failure(Path(error.filename2 or error.filename or out), error) from error
