"""Links in texts: what a target that an author wrote leads to.

An author may write an address of the site (`/id/berita/`), a source file (`../events/KEY.yaml`, which leads to its page), a file beside
the source, a place on the same page (`#top`), or a whole URL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from sitegen.plan import kinds
from sitegen.plan.addresses import Base
from sitegen.plan.media import Media
from sitegen.plan.parts import Graphic
from sitegen.read.record import Record
from sitegen.relate.site import Site


class Links:
    """Resolves the targets of a site's texts."""

    def __init__(self, site: Site, base: Base):
        self._site = site
        self._base = base
        self._files = site.content.files
        self.media = Media(site.content, base)

    @cached_property
    def sources(self) -> Mapping[str, tuple[Record, str | None]]:
        """Each source file with its record and the language of its name."""
        sources: dict[str, tuple[Record, str | None]] = {}
        for records in self._site.content.records.values():
            for record in records.values():
                sources[record.path] = record, None
                for lang, prose in record.prose.items():
                    sources[prose.place.path] = record, lang
        return sources

    def in_other_letters(self, file: str) -> str | None:
        """A file of `content/` with the name of another that is not there but for capitals, which a server tells apart."""
        return self._folded.get(file.casefold())

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {file.casefold(): file for file in sorted(self._files, reverse=True)}

    def resolve(self, target: str, source: str, lang: str) -> str | None:
        """The address to write for a target in a text of the file `source`; None where nothing is to be replaced.

        A source file leads to its page in the language of its name, else in `lang`, else in the first that it exists in."""
        if not inside(target):
            return None
        path, rest = split(target)
        if path.startswith("/"):
            return self._base.href(path) + rest
        file = file_of(path, source)
        if file in self.sources:
            record, named = self.sources[file]
            if record.key not in self._site.of(type(record)):
                return None
            version = next(v for v in (named, lang, *record.languages) if v in record.languages)
            return self._base.href(kinds.path(record, version)) + rest
        if file in self._files:
            return self.media.href(file) + rest
        return None

    def picture(self, target: str, source: str) -> Graphic | None:
        """The picture to show for a target in a text of the file `source`; None where it is none of the site's."""
        return self.media.graphic(file_of(split(target)[0], source)) if inside(target) else None


_ELSEWHERE = re.compile(r"[^/?#]*:|//|[?#]|\Z")
"""How targets begin that have a scheme, name another host, or are a place on the same page."""


def inside(target: str) -> bool:
    """Whether a target is for us to find."""
    return not _ELSEWHERE.match(target)


def split(target: str) -> tuple[str, str]:
    """The path, and the query and fragment with their marks; in raw HTML an author writes `&amp;` for `&`."""
    if "&" in target:
        target = target.replace("&amp;", "&")
    path = target.partition("?")[0].partition("#")[0]
    return path, target[len(path) :]


def file_of(path: str, source: str) -> str:
    """A target as the path of a file, relative to the site's folder."""
    return normpath(join(dirname(source), unquote(path)))
