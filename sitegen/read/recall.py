"""Reading only what changed: the records of earlier runs, found again by the content of their files.

A record is a function of its files, of `site.yaml` and of whether drafts count (`reading.item_to_record`); so a name made of all these
finds it again, whatever the times of the files say. The times only save the reading: a file whose stamp an earlier run saw has the
digest that was taken then.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from sitegen.base.kept import KeptProblem, again, keep
from sitegen.base.memory import Memory, digest
from sitegen.base.problems import Problem, publishable
from sitegen.read import kinds, sources
from sitegen.read.pictures import MOST_BYTES, PictureFile, look_into
from sitegen.read.record import Record
from sitegen.read.snapshot import Snapshot, digest_of, take

R = TypeVar("R")

_PICTURE = msgspec.json.Decoder(PictureFile)


class Outcome(NamedTuple):
    """What became of an item: a record, or none because it is broken, or none because all of it is a draft."""

    record: Record | None
    problems: tuple[Problem, ...]
    draft: bool = False
    """Whether some of it is a draft. Then it became this because drafts count, or because they do not."""

    @property
    def broken(self) -> bool:
        """Whether an error was found in it."""
        return not publishable(self.problems)


class _Kept(Struct, Generic[R], frozen=True, array_like=True):
    """An outcome between two runs."""

    name: str
    """What it was made of, with a mark if that was not all that decided (`_marked`)."""
    record: R | None
    problems: tuple[KeptProblem, ...]


def to_text(name: str, outcome: Outcome, drafts: bool = False) -> bytes:
    """An outcome as a text to remember, under the name of what it was made of. `drafts`: whether these counted."""
    name = _marked(name, drafts) if outcome.draft else name
    return msgspec.json.encode(_Kept(name, outcome.record, tuple(map(keep, outcome.problems))))


def from_text(kind: str, text: bytes, name: str | None = None, drafts: bool = False) -> Outcome | None:
    """The outcome of a text; None if it is no such text, or one of another `name`, or one for which drafts counted otherwise."""
    if name is not None and not text.startswith((b'["%s"' % name.encode(), b'["%s"' % _marked(name, drafts).encode())):
        return None
    try:
        kept = _decoder(kind).decode(text)
    except (ValueError, RecursionError):  # of what was kept anything may be damaged
        return None
    return Outcome(kept.record, tuple(map(again, kept.problems)), kept.name.endswith(("+", "-")))


def _marked(name: str, drafts: bool) -> str:
    """The name of an outcome that depends on whether drafts count: what does not is the same for a build and for the preview."""
    return name + ("+" if drafts else "-")


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[_Kept[Any]]:
    record = next(found for found in vars(kinds.modules()[kind]).values() if _is_record_type(found))
    return msgspec.json.Decoder(_Kept[record])  # type: ignore[valid-type]


def _is_record_type(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, Record) and found is not Record


class Recall:
    """What an earlier run knew of the sources, and what this one learns of them."""

    def __init__(
        self, memory: Memory, now: Snapshot, then: Snapshot | None = None, known: Mapping[str, str] | None = None
    ):
        self.memory = memory
        self.now = now
        self.digests: dict[str, str] = {}
        """Of this run: path → digest of each file that counts."""
        self._then = then
        self._known = known or {}

    @classmethod
    def nothing(cls, root: Path) -> Recall:
        """Of a run that knows of none before it, and leaves nothing behind."""
        return cls(Memory(root, "", fresh=True), take(root, time.time_ns()))

    def sure(self, path: str) -> str | None:
        """The digest of a file that surely has not changed since an earlier run took it."""
        known = self._known.get(path)
        return known if known and self._then and self._then.sure(path, self.now) else None

    def digest(self, path: str, file: str) -> str:
        """The digest of a file, without reading it where it surely has not changed."""
        self.digests[path] = self.sure(path) or sources.digest(path, file)
        return self.digests[path]

    def picture(self, path: str, file: str) -> PictureFile:
        """What a picture's file says of itself, without reading it where it surely has not changed; notes its digest, too."""
        known = self.sure(path)
        text = self.memory.get(f"picture/{known}") if known else None
        found = _picture_of(text) if text else None
        if known and found:
            self.digests[path] = known
            return found
        data = sources.read(sources.Source(path, file), MOST_BYTES)
        if len(data) > MOST_BYTES:
            known, found = sources.digest(path, file), PictureFile("", wrong="heavy")
        else:
            known, found = digest(data), look_into(data)
        self.digests[path] = known
        self.memory.put(f"picture/{known}", msgspec.json.encode(found))
        return found

    def learn_others(self, root: Path) -> None:
        """Note the digests of the sources that are no items: `site.yaml`, lists, themes. Before they are read, so that one that is
        changed meanwhile is another one for the next run."""
        for path in self.now.stamps:
            if path.startswith("themes/") or path.count("/") < 2:
                known = self.sure(path) or digest_of(root, path)
                if known:
                    self.digests[path] = known

    def learn(self, files: Sequence[sources.Source], digests: Iterable[str]) -> None:
        """Note the digests of an item's files."""
        self.digests.update(zip((source.path for source in files), digests, strict=True))

    def outcome(self, item: sources.ItemId, name: str, drafts: bool = False) -> Outcome | None:
        """What became of an item the last time, if it was made of the same."""
        text = self.memory.get("/".join(item))
        return from_text(item[0], text, name, drafts) if text else None

    def remember(self, item: sources.ItemId, name: str, text: bytes) -> Outcome:
        """Keep what became of an item now, under its name, and give it back: a clean build takes the same way through the text."""
        self.memory.put("/".join(item), text)
        outcome = from_text(item[0], text)
        assert outcome is not None
        return outcome


def _picture_of(text: bytes) -> PictureFile | None:
    try:
        return _PICTURE.decode(text)
    except (ValueError, RecursionError):  # of what was kept anything may be damaged
        return None


def name_of(files: Sequence[sources.Source], digests: Iterable[str], context: str) -> str:
    """The name of what an item is made of: its files by path and content, and the `context` that they are read in."""
    parts = [f"{source.path}\0{found}" for source, found in zip(files, digests, strict=True)]
    return digest("\0".join([context, *parts]).encode())
