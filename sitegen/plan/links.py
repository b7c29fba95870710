"""Links in texts: what a target that an author wrote leads to.

An author may write an address of the site (`/id/berita/`), a source file (`../events/KEY.yaml`, which leads to its page), a file beside
the source, a place on the same page (`#top`), or a whole URL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from sitegen.base.problems import Place, Problem, problem
from sitegen.plan import kinds
from sitegen.plan.addresses import Base, media_path
from sitegen.read.record import Record
from sitegen.relate.site import Site


class Links:
    """Resolves the targets of a site's texts."""

    def __init__(self, site: Site, base: Base):
        self._site = site
        self._base = base
        self._files = site.content.files

    @cached_property
    def _sources(self) -> Mapping[str, tuple[Record, str | None]]:
        """Each source file with its record and the language of its name."""
        sources: dict[str, tuple[Record, str | None]] = {}
        for records in self._site.content.records.values():
            for record in records.values():
                sources[record.path] = record, None
                for lang, prose in record.prose.items():
                    sources[prose.place.path] = record, lang
        return sources

    def resolve(self, target: str, source: str, lang: str) -> str | None:
        """The address to write for a target in a text of the file `source`; None where nothing is to be replaced.

        A source file leads to its page in the language of its name, else in `lang`, else in the first that it exists in."""
        path, rest = _split(target)
        if not _inside(path):
            return None
        if path.startswith("/"):
            return self._base.href(path) + rest
        file = _file(path, source)
        if file in self._sources:
            record, named = self._sources[file]
            if record.key not in self._site.of(type(record)):
                return None
            version = next(v for v in (named, lang, *record.languages) if v in record.languages)
            return self._base.href(kinds.path(record, version)) + rest
        if file in self._files:
            return self._base.href(media_path(file, self._files)) + rest
        return None

    def file(self, target: str, source: str) -> str | None:
        """The picture or document of `content/` that a target names; None for other targets."""
        path, _ = _split(target)
        if path.startswith("/") or not _inside(path):
            return None
        file = _file(path, source)
        return file if file in self._files else None

    def broken(self, target: str, place: Place, addresses: Iterable[str]) -> Problem | None:
        """An error where a target leads to none of the site's `addresses` and to no file, with what may have been meant."""
        path, _ = _split(target)
        if not _inside(path):
            return None
        if path.startswith("/"):
            return None if path in addresses else _no_such_page(place, path, addresses)
        file = _file(path, place.path)
        if file in self._sources or file in self._files or self._unread(file):
            return None
        same = next((other for other in self._files if other.casefold() == file.casefold()), None)
        if same:
            return problem(place, "broken-link.case", target=path, meant=same.rpartition("/")[2])
        return _no_such_file(place, path, [*self._files, *self._sources])

    def _unread(self, file: str) -> bool:
        """Whether this is the source of an item that has mistakes of its own, or is a draft."""
        kind, _, name = file.removeprefix("content/").partition("/")
        key = name.rpartition("/")[2].partition(".")[0]
        return (kind, key) in self._site.content.broken | self._site.content.hidden


def _no_such_page(place: Place, target: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(target, list(known), 1, 0.8)
    if near:
        return problem(place, "broken-link.page-near", target=target, meant=near[0])
    return problem(place, "broken-link.page", target=target)


def _no_such_file(place: Place, target: str, known: Iterable[str]) -> Problem:
    """What was meant has the same ending and nearly the same name, in whatever folder."""
    stem, dot, ending = target.rpartition("/")[2].partition(".")
    stems = {file.rpartition("/")[2].partition(".")[0]: file for file in known if file.endswith(dot + ending)}
    near = get_close_matches(stem, stems, 1, 0.75)
    if near:
        return problem(place, "broken-link.file-near", target=target, meant=stems[near[0]])
    return problem(place, "broken-link.file", target=target)


def _inside(path: str) -> bool:
    """Whether a target's path is for us to find: not empty (a place on the page), not another host, no scheme."""
    return bool(path) and not path.startswith("//") and ":" not in path.partition("/")[0]


def _split(target: str) -> tuple[str, str]:
    """The path, and the query and fragment with their marks; in raw HTML an author writes `&amp;` for `&`."""
    if "&" in target:
        target = target.replace("&amp;", "&")
    path = target.partition("?")[0].partition("#")[0]
    return path, target[len(path) :]


def _file(path: str, source: str) -> str:
    """A target as the path of a file, relative to the site's folder."""
    return normpath(join(dirname(source), unquote(path)))
