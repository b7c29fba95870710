"""The pictures that earlier builds made, in `.sitegen/pictures/`, by what they were made of. How they are made is in `publish/pictures.py`."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.base import memory

_KEPT_UNUSED = 30 * 24 * 3600
"""Seconds that a picture is kept without being used, so that builds with and without drafts do not forget each other's."""


class PictureMemory:
    """The pictures that earlier builds made, each in a file of the `state` folder that proves itself. With `fresh` it knows none. Nothing
    here writes."""

    def __init__(self, state: Path, *, fresh: bool = False):
        self.folder = state / "pictures"
        self._fresh = fresh

    def get(self, name: str) -> bytes | None:
        """A picture by its name, if it lies there whole."""
        found = None if self._fresh else memory.read(self.folder / name)
        picture = None if found is None else memory.unseal(name, found)
        return None if picture is None else bytes(picture)

    def unused(self, used: Collection[str], now: float) -> Iterator[Path]:
        """The files that nothing has been made of for long."""
        with suppress(OSError), os.scandir(self.folder) as listing:
            for entry in listing:
                if entry.name not in used and entry.stat(follow_symlinks=False).st_mtime < now - _KEPT_UNUSED:
                    yield Path(entry.path)
