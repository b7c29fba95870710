"""A publication in which files have their twins: who adds or keeps a file adds or keeps these, too."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path
from types import TracebackType

from sitegen.publish.manifest import Entry
from sitegen.publish.publication import Publication, Published
from sitegen.publish.twins import Twins


class Twinned:
    """A `Publication` of some `files` with their `twins`. `intact` is what lies there as the last build left it, and has all its twins;
    those of these files that are in `keep` stay, the others are added or kept."""

    def __init__(self, out: Path, files: Set[str], keep: Set[str], intact: Set[str], twins: Twins):
        self._files = set(files)
        self._intact = intact
        self._twins = twins
        of_kept = {place for path in keep for place in self._places(path)}
        of_others = {place for path in files - keep for place in self._places(path)}
        there = of_kept & intact
        self._publication = Publication(out, files | of_others | there, keep | there)

    def __enter__(self) -> Twinned:
        self._publication.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._publication.__exit__(kind, error, trace)

    def add(self, path: str, data: bytes, made: Mapping[str, bytes] | None = None) -> None:
        """A file, and its twins if they were `made` elsewhere."""
        self._publication.add(path, data)
        made = self._twins.made(path, data) if made is None else made
        for place in self._places(path):
            if place in made:
                self._publication.add(place, made[place])
            else:
                self._publication.leave_out(place)

    def keep(self, path: str) -> None:
        """A file that stays as an earlier run left it."""
        self._publication.keep(path)
        for place in self._places(path):
            if place in self._intact:
                self._publication.keep(place)
            else:
                self._publication.leave_out(place)

    def want(self, paths: Set[str]) -> None:
        """More files, whose names follow from the bytes of others."""
        self._files |= paths
        self._publication.want(paths | {place for path in paths for place in self._places(path)})

    def entry(self, path: str) -> Entry:
        """What was written, or is kept, at a path."""
        return self._publication.entry(path)

    def data(self, path: str) -> bytes:
        """The bytes of a file that was added or kept."""
        return self._publication.data(path)

    def finish(self) -> Published:
        """As of the publication."""
        return self._publication.finish()

    def _places(self, path: str) -> list[str]:
        """Where the twins of a file may lie: nowhere if the site has a file of that name."""
        return [place for place in self._twins.places(path) if place not in self._files]
