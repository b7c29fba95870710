"""What lies in a site's folder, told from names and stamps alone: what has the stamp of an earlier run need not be read again."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from sitegen.base.memory import digest
from sitegen.base.problems import SitegenError

Stamp: TypeAlias = tuple[int, int, int, int, int]
"""Mode, size, time of change, time of change of the entry (which no tool sets; both in nanoseconds) and inode."""

RACY = 2_000_000_000
"""Nanoseconds. What changed so shortly before it was looked at may change again and keep its times (git, Documentation/technical/racy-git):
the times of a FAT disk are two seconds apart, those of others a few milliseconds."""

_FOLDER: Stamp = (0, 0, 0, 0, 0)
"""Of a folder only the name counts: what lies in it is listed itself."""

PARTS = ("site.yaml", "content", "themes")
"""Where a site's sources lie."""


class Snapshot(NamedTuple):
    """The sources of a site at one moment."""

    taken: int
    """When the look began, in nanoseconds of the machine's clock."""
    stamps: Mapping[str, Stamp]
    """By path, relative to the site's folder: every file, folder, link and what else lies there, but for dotfiles."""

    def sure(self, path: str, now: Snapshot) -> bool:
        """Whether a file is now what it was: it has its stamp, and was not so young that it may have changed again at once."""
        stamp = self.stamps.get(path)
        return stamp is not None and stamp == now.stamps.get(path) and max(stamp[2], stamp[3]) < self.taken - RACY

    def changed(
        self, now: Snapshot, digests: Mapping[str, str | None], digest: Callable[[str], str | None]
    ) -> set[str]:
        """The paths that came, went, hold something else now or are a file no longer. `digests` are what this run knew of its files;
        `digest` gives that of a file now (None if it cannot be told), which is asked only where the stamps leave it open."""
        young = self.taken - RACY
        open_ones = [
            path
            for path, stamp in now.stamps.items()
            if self.stamps.get(path) != stamp or stamp[2] >= young or stamp[3] >= young
        ]
        changed = self.stamps.keys() - now.stamps.keys()
        for path in open_ones:
            if path.endswith("/"):
                if path not in self.stamps:
                    changed.add(path)
            elif not self._same_kind(path, now) or path not in digests or digest(path) != digests[path]:
                changed.add(path)
        return changed

    def _same_kind(self, path: str, now: Snapshot) -> bool:
        """Whether there was the same there, a file or a link or a device: the digest of a link is that of the file which it leads to."""
        then = self.stamps.get(path)
        return then is not None and stat.S_IFMT(then[0]) == stat.S_IFMT(now.stamps[path][0])


def take(root: Path, clock: int) -> Snapshot:
    """The sources in `root` now, at the time `clock`. Raises SitegenError where a folder cannot be listed."""
    return Snapshot(clock, dict(walk(root)))


def walk(root: Path) -> Iterator[tuple[str, Stamp]]:
    """The sources in `root`, one after another. Raises SitegenError where a folder cannot be listed."""
    for part in PARTS:
        stamp = stamp_of(root, part)
        if stamp is None:
            continue
        if stat.S_ISDIR(stamp[0]):
            yield f"{part}/", _FOLDER
            yield from _below(f"{root}/{part}", part)
        else:
            yield part, stamp


def stamp_of(root: Path, path: str) -> Stamp | None:
    """The stamp of what lies at a path of the site; None if nothing does. A site's own parts may be links, what lies in them may not."""
    try:
        return _stamp(os.stat(f"{root}/{path}", follow_symlinks=path in PARTS))  # noqa: PTH116 — a path of the site is a text
    except OSError:
        return None


def _below(folder: str, shown: str) -> Iterator[tuple[str, Stamp]]:
    try:
        with os.scandir(folder) as listing:
            for entry in listing:
                name = entry.name
                if name[0] == ".":
                    continue
                path = f"{shown}/{_utf8(name)}"
                if entry.is_dir(follow_symlinks=False):
                    yield f"{path}/", _FOLDER
                    yield from _below(entry.path, path)
                else:
                    yield path, _stamp(entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        return  # it went while we looked: the next look sees that
    except OSError as error:
        raise SitegenError(f"{shown}: {error.strerror}") from error


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _utf8(name: str) -> str:
    """A name as text that can be kept: one that is no UTF-8 on the disk is told from others all the same."""
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()


def digest_of(root: Path, path: str) -> str | None:
    """The digest of a source; None if it is no file that can be read."""
    try:
        handle = os.open(f"{root}/{path}", os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with open(handle, "rb", closefd=False) as stream:
            return digest(stream.read())
    except OSError:
        return None
    finally:
        os.close(handle)
