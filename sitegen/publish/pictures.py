"""Making the pictures of a site, each once: what was made is remembered in `.sitegen/pictures/` by what it was made of.

Runs like the making of pages: shared among processes, and only for what does not lie in the output folder yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from sitegen.base.extras import picture_types
from sitegen.base.memory import digest
from sitegen.base.processes import in_order
from sitegen.base.tool import fingerprint
from sitegen.plan.media import RECIPE, Poster, Variant
from sitegen.publish.picturememory import PictureMemory
from sitegen.read.content import Content
from sitegen.read.pictures import MOST_BYTES, PictureFile
from sitegen.read.sources import Source, read

LIMIT = 120.0
"""Seconds that a picture may take: the largest that is allowed takes about five."""


class MadePictures(Struct, frozen=True):
    """What became of the pictures of one file."""

    file: str
    data: Mapping[str, bytes]
    """By path in the output folder; empty where the file cannot be decoded."""
    new: Mapping[str, bytes] = {}
    """What is to be remembered, by name."""


class _Task(Struct, frozen=True):
    """The pictures that are to be made of one file, or one that is drawn."""

    file: str
    """Relative to the site's folder; of what is drawn its path in the output folder."""
    paths: tuple[str, ...]
    variants: tuple[Variant | Poster, ...]
    source: tuple[Source, PictureFile] | None


class Pictures:
    """Makes the pictures of a site."""

    def __init__(self, content: Content, remembered: PictureMemory | None):
        self._content = content
        self._remembered = remembered

    def make(self, variants: Mapping[str, Variant | Poster], jobs: int = 1) -> Iterator[MadePictures]:
        """The pictures at some paths, file by file."""
        tasks = []
        for file, wanted in _by_file(variants).items():
            known = self._recall(wanted)
            if known:
                yield MadePictures(file, known)
            missing = {path: variant for path, variant in wanted.items() if path not in known}
            if missing:
                picture = self._content.pictures.get(file)
                source = (Source(file, self._content.located[file]), picture) if picture else None
                tasks.append(_Task(file, tuple(missing), tuple(missing.values()), source))
        # Without a length they come in small bundles: pictures are large.
        made = in_order(
            (task for task in tasks), _make, jobs=min(jobs, len(tasks)), name=_name, doing="making", limit=LIMIT
        )
        for task, packed in zip(tasks, made, strict=True):
            pictures = _PICTURES.decode(packed)
            new = dict(zip(map(self.name, task.variants), pictures, strict=False)) if self._remembered else {}
            yield MadePictures(task.file, dict(zip(task.paths, pictures, strict=False)), new)

    def name(self, variant: Variant | Poster) -> str:
        """The name under which a picture is remembered: of all that decides its bytes."""
        import PIL

        how: object = variant, fingerprint()  # the program has the typefaces
        if isinstance(variant, Variant):
            source = self._content.files[variant.file]
            how = source, variant.type, variant.width, variant.height, variant.cropped
        return digest(msgspec.json.encode((how, RECIPE, PIL.__version__, picture_types())))

    def _recall(self, wanted: Mapping[str, Variant | Poster]) -> dict[str, bytes]:
        if self._remembered is None:
            return {}
        found = {path: self._remembered.get(self.name(variant)) for path, variant in wanted.items()}
        return {path: data for path, data in found.items() if data is not None}


_PICTURES = msgspec.msgpack.Decoder(list[bytes])


def _by_file(variants: Mapping[str, Variant | Poster]) -> dict[str, dict[str, Variant | Poster]]:
    """What is made of one file is made together."""
    by_file: dict[str, dict[str, Variant | Poster]] = {}
    for path, variant in sorted(variants.items()):
        by_file.setdefault(variant.file if isinstance(variant, Variant) else path, {})[path] = variant
    return by_file


def _make(task: _Task) -> bytes:
    """The pictures of a task, as bytes that can cross between processes; none where the file cannot be decoded."""
    from sitegen.render.pictures import UnreadableError, make
    from sitegen.render.posters import draw

    if task.source is None:
        return msgspec.msgpack.encode([draw(each) for each in task.variants if isinstance(each, Poster)])
    source, picture = task.source
    try:
        variants = [each for each in task.variants if isinstance(each, Variant)]
        return msgspec.msgpack.encode(make(read(source, MOST_BYTES), picture, variants))
    except UnreadableError:
        return msgspec.msgpack.encode([])


def _name(task: _Task) -> str:
    return task.file
