"""What the last build noted: enough to know what has changed since, and to leave the rest alone.

The note is written last, when the site is published. It proves itself: it counts only with the same program, and whatever it says about
a file counts only while that file has the stamp that it names. Most of it is long and seldom asked for, so it is kept as texts, which are
read when they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Raw, Struct, structs

from sitegen.base import memory
from sitegen.base.kept import KeptProblem, again, placed
from sitegen.base.problems import Place, Problem
from sitegen.base.table import Pieces, Table, pieces
from sitegen.publish.changes import Stamp, stamps
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


class Facts(Struct, frozen=True, kw_only=True):
    """What is said of a build that was published."""

    options: str
    """The options that decide what is built, as a text."""
    day: date
    timezone: str
    """Of the site: it decides which day it is."""
    next_change: date | None
    taken: int
    """When its look at the sources began."""
    number: int
    """Of pages."""
    theme: dict[str, str]
    """Part → digest."""
    twins: tuple[str, ...]
    """How compressed copies were made (`Twins.recipes`)."""
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


class Output(Struct, frozen=True, gc=False, array_like=True):
    """A file of ours in the output folder."""

    digest: str
    """Empty for the list of our files, of which only the stamp counts."""
    stamp: Stamp


class Indexed(Struct, frozen=True, array_like=True):
    """The index of a language for the search."""

    made_of: str
    """Digest of its pages."""
    files: tuple[str, ...]
    """In the output folder, without the one that names the indexes of all languages."""
    entry: str
    """That one, if there were no others."""


class Note(Struct, frozen=True, kw_only=True):
    """What a build notes, as it is written."""

    facts: Facts
    sources: Raw
    """Stamps by path."""
    digests: Pieces
    outputs: Pieces
    shown: Pieces
    shown_on: Pieces
    uses: Pieces
    indexed: Pieces

    @classmethod
    def of(
        cls,
        facts: Facts,
        sources: Mapping[str, SourceStamp],
        *,
        digests: Mapping[str, str],
        outputs: Mapping[str, Output],
        shown: Mapping[str, Shown],
        shown_on: Mapping[str, tuple[str, ...]],
        uses: Mapping[str, tuple[str, ...]],
        indexed: Mapping[str, Indexed],
    ) -> Note:
        """The note of these values; `Last` says what they are."""
        return cls(
            facts=facts,
            sources=_text(sources),
            digests=pieces(digests),
            outputs=pieces(outputs),
            shown=pieces(shown),
            shown_on=pieces(shown_on),
            uses=pieces(uses),
            indexed=pieces(indexed),
        )


class Last:
    """The note of the last build, as it is read."""

    def __init__(self, note: Note):
        self._note = note
        self.facts = note.facts
        self.digests: Table[str] = Table(str, note.digests)
        """Of the sources, by path."""
        self.outputs: Table[Output] = Table(Output, note.outputs)
        """Everything of ours in the output folder, by path."""
        self.shown: Table[Shown] = Table(Shown, note.shown)
        """What each page is, by file."""
        self.shown_on: Table[tuple[str, ...]] = Table(tuple[str, ...], note.shown_on)
        """Source with words → the files of the pages that show them."""
        self.uses: Table[tuple[str, ...]] = Table(tuple[str, ...], note.uses)
        """Sets of theme parts that pages asked for, by their names."""
        self.indexed: Table[Indexed] = Table(Indexed, note.indexed)
        """The index of each language that was searched."""

    @cached_property
    def snapshot(self) -> Snapshot:
        """The sources as that build saw them."""
        return Snapshot(self.facts.taken, msgspec.json.decode(self._note.sources, type=dict[str, SourceStamp]))

    def since(
        self,
        now: Snapshot,
        facts: Facts,
        *,
        outputs: Mapping[str, Output],
        digests: Mapping[str, str] | None = None,
        shown: Mapping[str, Shown] | None = None,
        uses: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Note:
        """The note with what is new since."""
        return structs.replace(
            self._note,
            facts=structs.replace(facts, taken=now.taken),
            sources=_text(now.stamps),
            digests=self.digests.with_(digests or {}),
            outputs=self.outputs.with_(outputs),
            shown=self.shown.with_(shown or {}),
            uses=self.uses.with_(uses or {}),
        )


_NOTE = msgspec.json.Decoder(Note)


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
        return Last(_NOTE.decode(content)), False
    except (ValueError, RecursionError):  # msgspec's own, and text that is no UTF-8
        return None, True


def encode(note: Note, version: str) -> bytes:
    """The bytes of a note."""
    return memory.seal(version, _ENCODER.encode(note))


def touched(last: Last, out: Path) -> dict[str, Stamp | None]:
    """The files of that build that have another stamp in the output folder now, or (None) no longer lie there."""
    then = last.outputs.whole()
    now = stamps(out, then)
    return {path: now.get(path) for path, output in then.items() if now.get(path) != output.stamp}


def untouched(last: Last, out: Path, touched: Mapping[str, Stamp | None]) -> dict[str, Output]:
    """Those of the files that were `touched` (all of a copy of the folder, say) which hold what they held, with their stamps now."""
    return {
        path: Output(name, stamp)
        for path, stamp in touched.items()
        if stamp and (name := last.outputs[path].digest) and memory.digest(memory.read(out / path) or b"") == name
    }


def intact(last: Last, out: Path) -> dict[str, Stamp]:
    """The files that lie in the output folder as that build left them, with their stamps now."""
    others = touched(last, out)
    found = {path: output.stamp for path, output in last.outputs.whole().items() if path not in others}
    return found | {path: output.stamp for path, output in untouched(last, out, others).items()}


def _text(value: object) -> Raw:
    return Raw(_ENCODER.encode(value))
