"""The list of all pages, and what each says of the others: versions in other languages, canonical address, unique title.

hreflang, canonical, language switcher and sitemap are all read from here, so they cannot differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sitegen.base.problems import Place, Problem, problem
from sitegen.plan.addresses import Base
from sitegen.plan.page import REDIRECT, Page, Planned
from sitegen.plan.parts import Alternate, Head, Switch
from sitegen.read.config import Config

HOME = ("home",)
CHOOSER = "/"


class Atlas:
    """All pages by path, sorted. It never changes after it is made."""

    def __init__(self, config: Config, base: Base, pages: Iterable[Planned]):
        self.config = config
        self.base = base
        # Where two want one path, whose it is has it: the site stays whole until the mistake is told.
        owners = {page.path: page for page in sorted(pages, key=_claim, reverse=True)}
        self.pages: Mapping[str, Planned] = dict(sorted(owners.items()))
        versions: defaultdict[tuple[str, ...], dict[str, Planned]] = defaultdict(dict)
        for page in self.pages.values():
            if page.cluster and page.lang:
                versions[page.cluster][page.lang] = page
        self.versions: Mapping[tuple[str, ...], Mapping[str, Planned]] = versions
        self._titles = Counter((page.lang, page.title) for page in self.pages.values() if page.title)
        self._notes = Counter((page.lang, page.title, page.note) for page in self.pages.values() if page.title)

    def page(self, path: str) -> Page:
        """The page at a path with its view, made now."""
        planned = self.pages[path]
        return Page(planned.file, planned.template, planned.make(self.head(planned)))

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
        versions = self._versions(page)
        if len(versions) < 2:
            return ()
        listed = [Alternate(lang, self.base.url(version.path)) for lang, version in versions.items()]
        default = versions.get(self.config.x_default or "en")
        if page.cluster == HOME:
            listed.append(Alternate("x-default", self.base.url(CHOOSER)))
        elif default:
            listed.append(Alternate("x-default", self.base.url(default.path)))
        return tuple(listed)

    def _versions(self, page: Planned) -> dict[str, Planned]:
        """In the order of the site's languages."""
        versions = self.versions.get(page.cluster, {})
        return {lang: versions[lang] for lang in self.config.languages if lang in versions}

    def _switch(self, page: Planned) -> tuple[Switch, ...]:
        if page.lang is None:
            return ()
        versions = self._versions(page)
        section = self.versions.get((page.section or "home",)) or self.versions[HOME]
        return tuple(
            Switch(
                lang=lang,
                href=self.base.href((versions.get(lang) or section.get(lang) or self.versions[HOME][lang]).path),
                current=lang == page.lang,
                exists=lang in versions or lang == page.lang,
            )
            for lang in self.config.languages
        )

    def _note(self, page: Planned) -> tuple[date | None, tuple[str, ...]]:
        """What makes an equal title unique: the page's day or another note, and its path where even that is the same."""
        if not page.title or self._titles[page.lang, page.title] < 2:
            return None, ()
        day = page.note if isinstance(page.note, date) else None
        texts = (page.note,) if isinstance(page.note, str) else ()
        twins = self._notes[page.lang, page.title, page.note] > 1
        return day, (*texts, page.path) if twins or page.note is None else texts


def _claim(page: Planned) -> tuple[str, bool, bool, Place]:
    """The order of those that want one file: pages of the site, then those of records, then former addresses."""
    return page.file.casefold(), page.template == REDIRECT, page.source.path.startswith("content/"), page.source


def collisions(pages: Iterable[Planned]) -> list[Problem]:
    """An error for each page whose file another page also wants, by its name on every file system (case and Unicode form).

    A calendar stands beside its event's page, under the same name: where two pages are told apart, their calendars are, too."""
    first: dict[str, Planned] = {}
    problems = []
    for page in sorted(pages, key=_claim):
        other = first.setdefault(page.file.casefold(), page)
        if other is page:
            other = next((first[folder] for folder in _folders_with_dots(page.file) if folder in first), page)
        if other is not page and page.template.endswith(".html"):
            variant = "url-collision.former" if page.template == REDIRECT else "url-collision"
            facts = {"url": other.path, "one": other.source.path, "other": page.source.path}
            problems.append(problem(page.source, variant, **facts))
    return problems


def _folders_with_dots(file: str) -> Iterator[str]:
    """The folders above a file that may be files themselves, as `id/feed.atom` in the former address `/id/feed.atom/old/`."""
    while "." in (file := file.rpartition("/")[0]):
        yield file.casefold()
