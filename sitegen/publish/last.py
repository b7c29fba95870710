"""What the last build noted: enough to know what has changed since, and to leave the rest alone.

The note is written last, when the site is published. It proves itself: it counts only with the same program, and whatever it says about
a file counts only while that file has the stamp that it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Raw, Struct

from sitegen.base import memory
from sitegen.base.kept import KeptProblem, again, placed
from sitegen.base.problems import Place, Problem
from sitegen.publish.changes import Stamp, stamps
from sitegen.publish.manifest import MARKER
from sitegen.publish.stale import Shown
from sitegen.read.snapshot import Snapshot
from sitegen.read.snapshot import Stamp as SourceStamp

NAME = "last.json"
_ENCODER = msgspec.json.Encoder()


class PageProblems(Struct, frozen=True, array_like=True):
    """The problems of a page: those of its body count from `body`."""

    body: Place | None
    problems: tuple[KeptProblem, ...]

    def placed(self) -> Iterator[Problem]:
        """In the author's files."""
        return (placed(again(each), self.body) for each in self.problems)


class Pages(Struct, frozen=True, kw_only=True):
    """What a build noted of its pages."""

    theme: dict[str, str]
    """Part → digest."""
    uses: dict[str, tuple[str, ...]]
    """Sets of theme parts that pages asked for, by their names."""
    shown: dict[str, Shown]
    """By file."""
    shown_on: dict[str, tuple[str, ...]]
    """Source with words → the files of the pages that show them."""

    def text(self) -> Raw:
        """As a part of a note."""
        return Raw(_ENCODER.encode(self))


class Last(Struct, frozen=True, kw_only=True):
    """A build that was published."""

    options: str
    """The options that decide what is built, as a text."""
    day: date
    out: str
    """The output folder, without links."""
    timezone: str
    """Of the site: it decides which day it is."""
    next_change: date | None
    taken: int
    """When its look at the sources began."""
    sources: dict[str, SourceStamp]
    digests: dict[str, str]
    """Of the sources: path → digest."""
    outputs: dict[str, tuple[str, Stamp]]
    """Everything of ours in the output folder: path → digest and stamp. Of the list of our files only the stamp counts."""
    number: int
    """Of pages."""
    pages: Raw
    """The text of a `Pages`: long, and not asked for where nothing changed."""
    general: tuple[KeptProblem, ...]
    """Problems of the site as a whole."""
    of_items: dict[str, tuple[KeptProblem, ...]]
    """Problems of items, by kind and key with a slash."""
    of_pages: dict[str, PageProblems]
    """Problems of pages, by file."""

    @property
    def problems(self) -> list[Problem]:
        """What that build found, as it was found: some may be told twice."""
        of_items = (again(kept) for found in self.of_items.values() for kept in found)
        of_pages = (each for found in self.of_pages.values() for each in found.placed())
        return [*map(again, self.general), *of_items, *of_pages]

    @property
    def snapshot(self) -> Snapshot:
        """The sources as that build saw them."""
        return Snapshot(self.taken, self.sources)


_LAST = msgspec.json.Decoder(Last)
_PAGES = msgspec.json.Decoder(Pages)


def pages_of(last: Last) -> Pages:
    """What a build noted of its pages."""
    return _PAGES.decode(last.pages)


def load(folder: Path, version: str) -> tuple[Last | None, bool]:
    """The note in a folder, and whether there is one that cannot be used: damaged, or of another version of the program."""
    file = folder / NAME
    data = memory.read(file)
    if data is None:
        return None, file.exists()
    content = memory.unseal(version, data)
    if content is None:
        return None, True
    try:
        return _LAST.decode(content), False
    except (ValueError, RecursionError):  # msgspec's own, and text that is no UTF-8
        return None, True


def encode(last: Last, version: str) -> bytes:
    """The bytes of a note."""
    return memory.seal(version, _ENCODER.encode(last))


def touched(last: Last, out: Path) -> dict[str, Stamp | None]:
    """The files of that build that have another stamp in the output folder now, or (None) no longer lie there."""
    now = stamps(out, last.outputs)
    return {path: now.get(path) for path, (_, then) in last.outputs.items() if now.get(path) != then}


def intact(last: Last, out: Path, touched: Mapping[str, Stamp | None]) -> dict[str, Stamp]:
    """The files that lie in the output folder as that build left them, with their stamps now: what was `touched` (all of a copy of the
    folder, say) is read."""
    found = {path: then for path, (_, then) in last.outputs.items()}
    for path, stamp in touched.items():
        if stamp and path != MARKER and memory.digest(memory.read(out / path) or b"") == last.outputs[path][0]:
            found[path] = stamp
        else:
            del found[path]
    return found
