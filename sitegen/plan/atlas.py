"""The list of all pages, and what each says of the others: versions in other languages, canonical address, unique title.

hreflang, canonical, language switcher and sitemap are all read from here, so they cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from typing import TypeAlias

from sitegen.base.problems import Place, Problem, problem
from sitegen.plan.edition import Edition
from sitegen.plan.page import REDIRECT, Page, Planned
from sitegen.plan.parts import Alternate, Head, Switch

HOME = ("home",)
CHOOSER = "/"

Versions: TypeAlias = Mapping[str, Planned | None]
"""Language → the page in it, None where there is none; in the order of the site's languages."""


class Atlas:
    """All pages by path, sorted. It never changes after it is made. `before`: an earlier one, which may have most addresses in order."""

    def __init__(self, editions: Sequence[Edition], pages: Sequence[Planned], before: Atlas | None = None):
        first = editions[0]
        self.config = first.config
        self.base = first.base
        self._editions: dict[str | None, Edition] = {None: first} | {edition.lang: edition for edition in editions}
        owners = _owners(pages)
        known = [path for path in before.pages if path in owners] if before else []
        # Sorting takes longer than looking whether all addresses are known from before, as they are most often.
        paths = known if len(known) == len(owners) else sorted(owners)
        self.pages: Mapping[str, Planned] = {path: owners[path] for path in paths}
        self._alone: dict[str, Planned | None] = dict.fromkeys(self.config.languages)
        self._versions: dict[tuple[str, ...], dict[str, Planned | None]] = {}
        for page in self.pages.values():
            if page.cluster and page.lang:
                versions = self._versions.get(page.cluster)
                if versions is None:
                    versions = self._versions[page.cluster] = self._alone.copy()
                versions[page.lang] = page
        self._namesakes = _namesakes(self.pages.values())

    def and_also(self, pages: Iterable[Planned]) -> Atlas:
        """This atlas with pages more, at addresses that nothing else has, that have neither versions nor titles."""
        atlas = copy(self)
        together = {**self.pages, **{page.path: page for page in pages}}
        atlas.pages = {path: together[path] for path in sorted(together)}
        return atlas

    def instead(self, editions: Sequence[Edition], pages: Mapping[str, Planned]) -> Atlas:
        """This atlas of other editions, with other pages at some of its addresses, which differ from those in nothing that an atlas says."""
        atlas = copy(self)
        atlas._editions = {None: editions[0]} | {edition.lang: edition for edition in editions}
        atlas.pages = {**self.pages, **pages}
        return atlas

    def page(self, path: str) -> Page:
        """The page at a path with its view, made now."""
        planned = self.pages[path]
        return Page(planned.file, planned.template, planned.make(self.edition(planned), self.head(planned)))

    def edition(self, page: Planned) -> Edition:
        """The edition that a page belongs to; any one where it speaks no language."""
        return self._editions[page.lang]

    def head(self, page: Planned) -> Head:
        """What the page says of itself to machines."""
        day, texts = self._note(page)
        return Head(
            href=self.base.href(page.path),
            url=self.base.url(page.path),
            alternates=self.alternates(page),
            switch=self._switch(page),
            section=page.section,
            title_day=day,
            title_texts=texts,
            indexed=page.listed,
        )

    def alternates(self, page: Planned) -> tuple[Alternate, ...]:
        """Every version of a page with itself, and one `x-default`: the choice of language for the home pages, else the English
        version where there is one. Empty for a page without versions."""
        versions = self._of(page)
        listed = [Alternate(lang, self.base.url(version.path)) for lang, version in versions.items() if version]
        if len(listed) < 2:
            return ()
        default = versions.get(self.config.x_default or "en")
        if page.cluster == HOME:
            listed.append(Alternate("x-default", self.base.url(CHOOSER)))
        elif default:
            listed.append(Alternate("x-default", self.base.url(default.path)))
        return tuple(listed)

    def _of(self, page: Planned) -> Versions:
        return self._versions.get(page.cluster, self._alone)

    def _switch(self, page: Planned) -> tuple[Switch, ...]:
        if page.lang is None:
            return ()
        return tuple(
            [
                Switch(
                    lang=lang,
                    href=self.base.href((version or self._instead(page, lang)).path),
                    current=lang == page.lang,
                    exists=version is not None or lang == page.lang,
                )
                for lang, version in self._of(page).items()
            ]
        )

    def _instead(self, page: Planned, lang: str) -> Planned:
        """Where readers of a language are led for a page that it does not have: to the index of its section, else home."""
        index = self._versions.get((page.section or "home",), self._alone)[lang] or self._versions[HOME][lang]
        assert index
        return index

    def _note(self, page: Planned) -> tuple[date | None, tuple[str, ...]]:
        """What makes an equal title unique: the page's day or another note, and its path where even that is the same."""
        alike = self._namesakes[page.lang, page.title, page.note]
        if not alike:
            return None, ()
        day = page.note if isinstance(page.note, date) else None
        texts = (page.note,) if isinstance(page.note, str) else ()
        return day, (*texts, page.path) if alike > 1 or page.note is None else texts


def _owners(pages: Sequence[Planned]) -> Mapping[str, Planned]:
    """Path → the page that is there. Where two want one path, whose it is has it: the site stays whole until the mistake is told."""
    owners = {page.path: page for page in pages}
    if len(owners) < len(pages):
        for page in pages:
            if _claim(page) < _claim(owners[page.path]):
                owners[page.path] = page
    return owners


def _namesakes(pages: Collection[Planned]) -> Counter[tuple[str | None, str, date | str | None]]:
    """Language, title and note of the pages whose title others have, too → how many pages have all three."""
    said = [(page.lang, page.title) for page in pages if page.title]
    titles = Counter(said)
    if len(titles) == len(said):
        return Counter()
    alike = (page for page in pages if titles[page.lang, page.title] > 1)
    return Counter((page.lang, page.title, page.note) for page in alike)


def _claim(page: Planned) -> tuple[str, bool, bool, Place]:
    """The order of those that want one file: pages of the site, then those of records, then former addresses."""
    return page.file.casefold(), page.template == REDIRECT, page.source.path.startswith("content/"), page.source


def collisions(pages: Collection[Planned]) -> list[Problem]:
    """An error for each page whose file another page also wants, by its name on every file system (case and Unicode form).

    A calendar stands beside its event's page, under the same name: where two pages are told apart, their calendars are, too."""
    files = Counter(page.file.casefold() for page in pages)
    disputed = sorted(file for file, number in files.items() if number > 1 or "." in file.rpartition("/")[0])
    if not disputed:
        return []
    by_file: dict[str, list[Planned]] = {}
    for page in pages:
        by_file.setdefault(page.file.casefold(), []).append(page)
    problems: list[Problem] = []
    for file in disputed:
        first, *others = sorted(by_file[file], key=_claim)
        folder = next((folder for folder in _folders_with_dots(file) if folder in by_file), None)
        if folder:
            problems += _collision(first, min(by_file[folder], key=_claim))
        for other in others:
            problems += _collision(other, first)
    return problems


def _collision(page: Planned, owner: Planned) -> Iterator[Problem]:
    if page.template.endswith(".html"):
        variant = "url-collision.former" if page.template == REDIRECT else "url-collision"
        yield problem(page.source, variant, url=owner.path, one=owner.source.path, other=page.source.path)


def _folders_with_dots(file: str) -> Iterator[str]:
    """The folders above a file that may be files themselves, as `id/feed.atom` in the former address `/id/feed.atom/old/`."""
    while "." in (file := file.rpartition("/")[0]):
        yield file
