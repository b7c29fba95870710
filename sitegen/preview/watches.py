"""The watches of the operating system on folders, through watchdog. Their hints may come late, twice, for nothing or never: whoever gets one
looks for himself."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

from sitegen.preview.hints import Mailbox, Sign
from sitegen.read.snapshot import PARTS

_SIGNS: dict[type[events.FileSystemEvent], Sign] = {
    events.FileClosedEvent: Sign.WRITTEN,
    events.FileMovedEvent: Sign.OTHER,  # of its old name; the new one is written
    events.FileCreatedEvent: Sign.TOUCHED,
    events.FileModifiedEvent: Sign.TOUCHED,
    events.FileAttribEvent: Sign.OTHER,
    events.FileDeletedEvent: Sign.OTHER,
    events.DirCreatedEvent: Sign.OTHER,
    events.DirMovedEvent: Sign.OTHER,
    events.DirAttribEvent: Sign.OTHER,
    events.DirDeletedEvent: Sign.OTHER,
}
"""What may change a source. Not opening, closing after reading, or the "modified" of a folder, which comes along with all else: the system
is not asked for them, so that reading, ours too, costs nothing and triggers nothing."""

# The old name of what is renamed holds up all hints after it for as long as the new one may come, sometimes even when that is there: for
# half a second by default. The two come within microseconds; apart they tell as much.
InotifyMoveEventGrouper.delay = 0.01

# It logs a queue that ran over, and would print so where nobody set up logging. The look at everything after each burst makes up for it.
logging.getLogger("watchdog").addHandler(logging.NullHandler())


class Watches:
    """Puts hints into the box from now on, until `stop`. Raises OSError where the system does not allow it."""

    def __init__(self, root: Path, mail: Mailbox):
        # It warns where it watches a folder that it watched by another name, of which a hint came late; and watches it all the same.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._root = root
        self._spots = list(_spots(root))
        self._observer = Observer()
        try:
            for spot in self._spots:
                self._observer.schedule(
                    _Handler(spot, mail), spot.folder, recursive=bool(spot.within), event_filter=list(_SIGNS)
                )
            self._observer.start()
        except OSError:
            self.stop()
            raise

    def stop(self) -> None:
        """No more hints."""
        self._observer.stop()
        with contextlib.suppress(RuntimeError):  # it never started
            self._observer.join()

    def are_right(self) -> bool:
        """Whether they are on the folders in which the sources lie now: a watch follows its folder, not the name of it."""
        try:
            return self._spots == list(_spots(self._root))
        except OSError:  # one of them went while we looked
            return False


class _Spot(NamedTuple):
    """A folder to be watched."""

    folder: str
    """A whole path without links."""
    inode: tuple[int, int]
    """Device and number. A folder that takes its name is another one."""
    within: str = ""
    """The path in the site of a folder that is watched with all that lies in it."""
    names: Mapping[str, str] = {}
    """Where only some names in it count: their paths in the site."""

    def source(self, file: str) -> str | None:
        """The path in the site of what lies in the folder; None if it is no source. Dotfiles are none (`read.snapshot`)."""
        path = os.path.relpath(file, self.folder).replace(os.sep, "/")
        if not self.within:
            return self.names.get(path)
        if path == ".":
            return self.within
        return None if any(name[0] == "." for name in path.split("/")) else f"{self.within}/{path}"


def _spots(root: Path) -> Iterator[_Spot]:
    """The folder of the site itself, in which the parts of it come and go, and the folder of each part that may change without it."""
    top = os.path.realpath(root)
    yield _Spot(top, _inode(top), names={part: part for part in PARTS})
    for part in PARTS:
        real = os.path.realpath(f"{top}/{part}")
        if os.path.isdir(real):  # noqa: PTH112 — a path as `realpath` gives it
            yield _Spot(real, _inode(real), within=part)
            continue
        folder, name = os.path.split(real)
        if folder != top and os.path.isdir(folder):  # noqa: PTH112 — the same
            yield _Spot(folder, _inode(folder), names={name: part})


def _inode(folder: str) -> tuple[int, int]:
    status = os.stat(folder)  # noqa: PTH116
    return status.st_dev, status.st_ino


class _Handler(events.FileSystemEventHandler):
    def __init__(self, spot: _Spot, mail: Mailbox):
        self._spot = spot
        self._mail = mail

    def dispatch(self, event: events.FileSystemEvent) -> None:
        self._hint(event.src_path, _SIGNS[type(event)])
        if event.dest_path:
            self._hint(event.dest_path, Sign.OTHER if event.is_directory else Sign.WRITTEN)

    def _hint(self, path: bytes | str, sign: Sign) -> None:
        source = self._spot.source(os.fsdecode(path))
        if source:
            self._mail.put(source, sign)
