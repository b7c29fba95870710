"""What is kept between runs in `.sitegen/`: records and rendered bodies for all, and of each output folder what its last build noted.

Safe to delete. Every part proves itself by version, checksum and content, so nothing here can make a wrong byte, only a slower build.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from time import time

from sitegen.base.memory import Memory, digest, seal
from sitegen.base.problems import Place, Problem, problem
from sitegen.base.tool import fingerprint
from sitegen.publish import last as lasts
from sitegen.publish.changes import look
from sitegen.publish.last import Last, Note
from sitegen.publish.picturememory import PictureMemory
from sitegen.publish.writer import remove, save

STATE = ".sitegen"
"""The folder beside `site.yaml`."""


class State:
    """The memory of a site in `root`, for builds into `out`. With `fresh` it begins empty, and replaces what lies there."""

    def __init__(self, root: Path, out: Path | str, *, fresh: bool = False):
        self.version = fingerprint()
        self.out = os.path.realpath(out)
        folder = root / STATE
        # Within the site's folder: a site that is copied with its output folder is known again.
        place = self.out.removeprefix(os.path.join(os.path.realpath(root), ""))  # noqa: PTH118 — texts as `realpath` gives them
        self._own = folder / f"out-{digest(os.fsencode(place))[:12]}"
        self.items = Memory(folder / "items", self.version, fresh=fresh)
        self.bodies = Memory(folder / "bodies", self.version, fresh=fresh)
        self.views = Memory(self._own / "views", self.version, fresh=fresh)
        self.pictures = PictureMemory(folder, fresh=fresh)
        self.last: Last | None = None
        self._unusable = self._blocked = False
        self._folder = folder
        if not fresh:
            self.last, self._unusable = lasts.load(self._own, self.version)

    def load(self) -> None:
        """Look into all that is kept. Where the last build's note is none, what is damaged or of another version is told and replaced at once
        then, not by one later build after the other."""
        for memory in (self.items, self.bodies, self.views):
            memory.load()

    def problems(self) -> Iterator[Problem]:
        """One note where something that was kept had to be ignored."""
        if self._blocked:
            yield problem(Place(STATE), "state.blocked")
        elif self._unusable or any(memory.damaged for memory in (self.items, self.bodies, self.views)):
            yield problem(Place(STATE), "state")

    def save_items(self) -> None:
        """Keep the records, which will not be asked for again. Raises `OutputError` if the disk fails."""
        for file, data in self.items.changed():
            self._save(file, data)
        self.items.let_go()

    def save(self, note: Note | None = None) -> None:
        """Keep what was learnt; the note of a build that was published comes last. Raises `OutputError` if the disk fails."""
        for memory in (self.items, self.bodies, self.views):
            for file, data in memory.changed():
                self._save(file, data)
        if note:
            self._save(self._own / lasts.NAME, lasts.encode(note, self.version))

    def save_picture(self, name: str, data: bytes) -> None:
        """Keep a picture. Raises `OutputError` if the disk fails."""
        self._save(self.pictures.folder / name, seal(name, data))

    def forget_pictures(self, used: Collection[str]) -> None:
        """Remove the pictures that have not been used for long. Raises `OutputError` if the disk fails."""
        for file in self.pictures.unused(used, time()):
            remove(file)

    def _save(self, file: Path, data: bytes) -> None:
        """Keep a file, unless something that is not ours is in its way: it is made again by the next build."""
        folders = [each for each in file.parents if each.is_relative_to(self._folder)]
        kinds = [(found := look(each)) is None or stat.S_ISDIR(found.st_mode) for each in folders[:-1]]
        at = look(file)
        if all(kinds) and (at is None or not stat.S_ISDIR(at.st_mode)):
            save(file, data)
        else:
            self._blocked = True
