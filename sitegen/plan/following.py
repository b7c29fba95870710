"""Following links: each one in the site's texts, to the files of `content/` that they show and to those that lead nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from sitegen.base.problems import Place, Problem, problem
from sitegen.plan.links import Links, file_of, inside, split
from sitegen.plan.media import Use
from sitegen.read.record import Link
from sitegen.relate.references import MOST_GUESSES
from sitegen.relate.site import Site


def follow(site: Site, links: Links, addresses: Collection[str]) -> tuple[list[Use], list[Problem]]:
    """The pictures and documents that texts show or link to; an error for each link that leads to none of the site's `addresses` and to
    no file, with what may have been meant. Texts in a language whose page is not shown count, too."""
    uses: list[Use] = []
    problems: list[Problem] = []
    guesses = _Guesses(site, links, addresses)
    for link in _links(site):
        if not inside(link.target):
            continue
        path, _ = split(link.target)
        if path.startswith("/"):
            if path not in addresses:
                problems.append(_lost(link.place, "page", path, guesses.page(path)))
            continue
        file = file_of(path, link.place.path)
        if file in site.content.files:
            uses.append(Use(file, link.place, link.linked, link.shown))
        elif file not in links.sources and not _unread(site, file):
            same = links.in_other_letters(file)
            if same:
                problems.append(problem(link.place, "broken-link.case", target=path, meant=same.rpartition("/")[2]))
            else:
                problems.append(_lost(link.place, "file", path, guesses.file(path)))
    return uses, problems


def missing(links: Links, use: Use) -> Problem:
    """The error about a file that a field names and that is not there."""
    name = use.file.rpartition("/")[2]
    same = links.in_other_letters(use.file)
    if same:
        return problem(use.place, "broken-link.case", target=name, meant=same.rpartition("/")[2])
    return problem(use.place, "broken-link.file", target=name)


def _links(site: Site) -> Iterator[Link]:
    for records in site.content.records.values():
        for record in records.values():
            for prose in record.prose.values():
                yield from prose.links


def _lost(place: Place, what: str, target: str, meant: str | None) -> Problem:
    """`what`: `page` or `file`."""
    if meant:
        return problem(place, f"broken-link.{what}-near", target=target, meant=meant)
    return problem(place, f"broken-link.{what}", target=target)


def _unread(site: Site, file: str) -> bool:
    """Whether this is the source of an item that has mistakes of its own, or is a draft."""
    kind, _, name = file.removeprefix("content/").partition("/")
    item = kind, name.rpartition("/")[2].partition(".")[0]
    return item in site.content.broken or item in site.content.hidden


class _Guesses:
    """What was meant by targets that lead nowhere. Only some are looked for: each is compared with everything that there is."""

    def __init__(self, site: Site, links: Links, addresses: Collection[str]):
        self._site = site
        self._links = links
        self._addresses = addresses
        self._made: dict[str, str | None] = {}

    def page(self, target: str) -> str | None:
        """An address of nearly the same spelling."""
        if target not in self._made and len(self._made) < MOST_GUESSES:
            self._made[target] = _nearest(target, self._addresses, 0.8)
        return self._made.get(target)

    def file(self, target: str) -> str | None:
        """A file with the same ending and nearly the same name, in whatever folder."""
        if target not in self._made and len(self._made) < MOST_GUESSES:
            stem, dot, ending = target.rpartition("/")[2].partition(".")
            stems = {_stem(file): file for file in self._files if file.endswith(dot + ending)}
            near = _nearest(stem, stems, 0.75)
            self._made[target] = stems[near] if near else None
        return self._made.get(target)

    @cached_property
    def _files(self) -> tuple[str, ...]:
        return (*self._site.content.files, *self._links.sources)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].partition(".")[0]


def _nearest(word: str, candidates: Collection[str], least: float) -> str | None:
    from difflib import get_close_matches  # only where there is a mistake

    return next(iter(get_close_matches(word, candidates, 1, least)), None)
