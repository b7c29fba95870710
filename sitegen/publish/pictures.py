"""Making the pictures of a site, each once: what was made is remembered in `.sitegen/pictures/` by what it was made of.

Runs like the making of pages: shared among processes, and only for what does not lie in the output folder yet.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen.base import memory
from sitegen.base.extras import picture_types
from sitegen.base.memory import digest
from sitegen.base.processes import in_order
from sitegen.plan.media import RECIPE, Variant
from sitegen.read.content import Content
from sitegen.read.pictures import MOST_BYTES, PictureFile
from sitegen.read.sources import Source, read

LIMIT = 120.0
"""Seconds that a picture may take: the largest that is allowed takes about five."""


_KEPT_UNUSED = 30 * 24 * 3600
"""Seconds that a picture is kept without being used, so that builds with and without drafts do not forget each other's."""


class MadePictures(Struct, frozen=True):
    """What became of the pictures of one file."""

    file: str
    data: Mapping[str, bytes]
    """By path in the output folder; empty where the file cannot be decoded."""
    new: Mapping[str, bytes] = {}
    """What is to be remembered, by name."""


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


class _Task(Struct, frozen=True):
    """The pictures that are to be made of one file."""

    source: Source
    picture: PictureFile
    paths: tuple[str, ...]
    variants: tuple[Variant, ...]


class Pictures:
    """Makes pictures of the files of a site."""

    def __init__(self, content: Content, remembered: PictureMemory | None):
        self._content = content
        self._remembered = remembered

    def make(self, variants: Mapping[str, Variant], jobs: int = 1) -> Iterator[MadePictures]:
        """The pictures at some paths, file by file."""
        tasks = []
        for file, wanted in _by_file(variants).items():
            known = self._recall(wanted)
            if known:
                yield MadePictures(file, known)
            missing = {path: variant for path, variant in wanted.items() if path not in known}
            if missing:
                source = Source(file, self._content.located[file])
                tasks.append(_Task(source, self._content.pictures[file], tuple(missing), tuple(missing.values())))
        # Without a length they come in small bundles: pictures are large.
        made = in_order(
            (task for task in tasks), _make, jobs=min(jobs, len(tasks)), name=_name, doing="making", limit=LIMIT
        )
        for task, packed in zip(tasks, made, strict=True):
            pictures = _PICTURES.decode(packed)
            new = dict(zip(map(self.name, task.variants), pictures, strict=False)) if self._remembered else {}
            yield MadePictures(task.source.path, dict(zip(task.paths, pictures, strict=False)), new)

    def name(self, variant: Variant) -> str:
        """The name under which a picture is remembered: of all that decides its bytes."""
        import PIL

        how = (variant.type, variant.width, variant.height, variant.cropped)
        made_of = (self._content.files[variant.file], how, RECIPE, PIL.__version__, picture_types())
        return digest(msgspec.json.encode(made_of))

    def _recall(self, wanted: Mapping[str, Variant]) -> dict[str, bytes]:
        if self._remembered is None:
            return {}
        found = {path: self._remembered.get(self.name(variant)) for path, variant in wanted.items()}
        return {path: data for path, data in found.items() if data is not None}


_PICTURES = msgspec.msgpack.Decoder(list[bytes])


def _by_file(variants: Mapping[str, Variant]) -> dict[str, dict[str, Variant]]:
    by_file: dict[str, dict[str, Variant]] = {}
    for path, variant in sorted(variants.items(), key=lambda each: (each[1].file, each[0])):
        by_file.setdefault(variant.file, {})[path] = variant
    return by_file


def _make(task: _Task) -> bytes:
    """The pictures of one file, as bytes that can cross between processes; none where it cannot be decoded."""
    from sitegen.render.pictures import UnreadableError, make

    try:
        return msgspec.msgpack.encode(make(read(task.source, MOST_BYTES), task.picture, task.variants))
    except UnreadableError:
        return msgspec.msgpack.encode([])


def _name(task: _Task) -> str:
    return task.source.path
