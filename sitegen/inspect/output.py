"""The output folder as it lies: which files there are, and where an address that stands in one of them leads."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec import Struct

from sitegen.base.problems import Fact
from sitegen.plan.page import Planned
from sitegen.publish.manifest import JOURNAL, MARKER, Entry

_IGNORED = re.compile(r"[\t\n\r]")
"""What browsers take out of an address (URL Standard, 4.4)."""
_BLANK = "".join(map(chr, range(33)))
"""What browsers take from its ends."""


ITSELF = "."


class Finding(Struct, frozen=True, array_like=True):
    """A defect of a file, before it is known what in the sources caused it."""

    file: str
    """In the output folder."""
    id: str
    """Of the problem that it becomes."""
    facts: tuple[tuple[str, Fact], ...] = ()
    about: tuple[str, ...] = ()
    """What stands there: an address, an id, the words of a heading. It is looked for in the sources, the first one first. `ITSELF` is the
    item whose page the file is."""


def finding(file: str, id: str, /, *about: str, **facts: Fact) -> Finding:  # noqa: A002 — the field's name
    """A defect of a file; `facts` fill the placeholders of its words."""
    return Finding(file, id, tuple(facts.items()), about)


class Target(Struct, frozen=True):
    """Where an address leads."""

    scheme: str
    """`https`, `mailto`, …; empty for an address that is none."""
    url: str
    """The whole address, without the fragment."""
    file: str | None
    """The file of this site that a server sends, whether it is there or not; None elsewhere."""
    fragment: str
    """The id on the page; empty for its top."""
    own: bool = False
    """Whether it leads to the host of this site, perhaps outside its folder."""


class Output:
    """An output folder with the site that it holds. Nothing in it changes after it is made."""

    def __init__(
        self,
        folder: Path,
        base_url: str,
        ours: Mapping[str, Entry],
        planned: Mapping[str, Planned],
        languages: tuple[str, ...],
        default: str,
    ):
        self.folder = folder
        self.ours = ours
        """The files that this program wrote, as it noted them: the others are there, but nobody's mistake."""
        self.planned = planned
        """File → page, of those that the sources make now."""
        self.languages = languages
        self.default = default
        """The language of the version for readers of all others; a page that does not exist in it has none."""
        self.base_url = base_url
        """With a trailing slash."""
        parts = urlsplit(base_url)
        self.scheme, self.host, self.prefix = parts.scheme, parts.netloc.lower(), parts.path or "/"
        self.files = frozenset(_files(str(folder)))
        self._targets: dict[str, Target] = {}

    def read(self, file: str) -> bytes:
        """The bytes of a file; none where it cannot be read."""
        try:
            return (self.folder / file).read_bytes()
        except OSError:
            return b""

    def ours_that_end(self, *endings: str) -> list[str]:
        """The files of ours that are there and whose names end so, sorted."""
        return sorted(file for file in self.ours if file in self.files and file.endswith(endings))

    def url(self, file: str) -> str:
        """The whole address of a file."""
        return self.base_url + quote(_address(file))

    def path(self, file: str) -> str:
        """The address of a file as its pages write it: `/id/berita/`."""
        return self.prefix + quote(_address(file))

    def follow(self, href: str, file: str) -> Target:
        """Where an address leads that is written in a file. A browser's reading, except that an address that cannot be taken apart has no
        scheme."""
        if known := self._targets.get(href):
            return known
        whole = _IGNORED.sub("", href.strip(_BLANK))
        if whole.startswith("#"):
            return Target(self.scheme, self.url(file), file, unquote(whole[1:]), own=True)
        if whole.startswith(("/", "http://", "https://", "mailto:")):
            target = self._targets[href] = self._follow(whole)
            return target
        try:
            return self._follow(urljoin(self.url(file), whole))
        except ValueError:
            return Target("", whole, None, "")

    def _follow(self, href: str) -> Target:
        whole, _, fragment = href.partition("#")
        try:
            parts = urlsplit(f"{self.scheme}:{whole}" if whole.startswith("//") else whole)
            host = parts.netloc.lower()
        except ValueError:
            return Target("", whole, None, "")
        if parts.scheme and (parts.scheme not in ("http", "https") or host != self.host):
            return Target(parts.scheme, whole, None, fragment)
        scheme = parts.scheme or self.scheme
        url = whole if parts.scheme else f"{self.scheme}://{self.host}{whole}"
        path = unquote(parts.path) or "/"
        if not path.startswith(self.prefix):
            return Target(scheme, url, None, unquote(fragment), own=True)
        name = path.removeprefix(self.prefix)
        if name.endswith("/") or not name:
            name += "index.html"
        return Target(scheme, url, name, unquote(fragment), own=True)

    def in_other_letters(self, file: str) -> str | None:
        """A file that is there and whose name differs in upper and lower case only."""
        return self._folded.get(file.casefold())

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        return {file.casefold(): file for file in sorted(self.files, reverse=True)}


def _address(file: str) -> str:
    return file.removesuffix("index.html") if file == "index.html" or file.endswith("/index.html") else file


def _files(folder: str) -> Iterator[str]:
    """All files below a folder, relative to it, with `/`; without the program's own list."""
    above: Iterable[tuple[str, list[str], list[str]]] = os.walk(folder)
    for path, _, names in above:
        inside = os.path.relpath(path, folder).replace(os.sep, "/")
        for name in names:
            file = name if inside == "." else f"{inside}/{name}"
            if file not in (MARKER, JOURNAL):
                yield file
