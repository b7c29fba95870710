"""Publishing as pages come."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path
from typing import NamedTuple

from sitegen.publish.changes import Stamp, stamps
from sitegen.publish.writer import publish


class Done(NamedTuple):
    """What was done."""

    removed: int
    stamps: Mapping[str, Stamp]


class Publication:
    """One publishing run."""

    def __init__(self, out: Path, wanted: Set[str], keep: Set[str]):
        self.out, self.wanted, self.keep = out, wanted, keep
        self.files: dict[str, bytes] = {}

    def __enter__(self) -> Publication:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def add(self, path: str, data: bytes) -> None:
        """A file."""
        self.files[path] = data

    def finish(self) -> Done:
        """All of them."""
        done = publish(self.out, self.files, self.wanted - self.files.keys())
        return Done(done.removed, stamps(self.out, self.files))
