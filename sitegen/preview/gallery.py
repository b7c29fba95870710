"""The pictures of the preview: each made when a browser asks for it, unless a build made it before."""

from __future__ import annotations

from pathlib import Path

from sitegen.plan.media import Poster, Variant
from sitegen.publish.picturememory import PictureMemory
from sitegen.publish.pictures import Pictures
from sitegen.publish.state import STATE
from sitegen.read.content import Content

_KEPT = 64
"""Pictures kept in memory: the files that browsers chose of those on the last pages."""


class Gallery:
    """Makes pictures of a site's files. Any thread may ask; two that ask for the same at once may both make it."""

    def __init__(self, root: Path):
        self._remembered = PictureMemory(root / STATE)
        self._made: dict[str, bytes | None] = {}

    def picture(self, content: Content, variant: Variant | Poster) -> bytes | None:
        """A picture; None where its file cannot be decoded. Raises SitegenError where it cannot be read."""
        pictures = Pictures(content, self._remembered)
        name = pictures.name(variant)
        if name not in self._made:
            made = next(pictures.make({name: variant})).data.get(name)
            self._made[name] = made
            for oldest in [*self._made][:-_KEPT]:
                self._made.pop(oldest, None)
            return made
        return self._made.get(name)
