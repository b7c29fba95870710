"""The HTML of a body, safe to put on a page, with its headings and with what the author must hear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from threading import Lock

from markdown import Markdown
from markupsafe import Markup
from msgspec import Struct

from sitegen.base.problems import Fact
from sitegen.plan.body import Body
from sitegen.read.prose import find_links
from sitegen.render.limits import excess
from sitegen.render.markdown_extensions import extensions
from sitegen.render.markdown_simple import write_simple
from sitegen.render.markdown_tree import Heading, Seen, SiteTree, Words
from sitegen.render.sanitize import Addresses, Judge, clean, decoded

__all__ = ["Finding", "Heading", "Prose", "render"]


class Finding(Struct, frozen=True):
    """A mistake in a body: `line` and `column` count from 1 within it; `id` and `facts` are those of the problem."""

    line: int
    column: int
    id: str
    facts: tuple[tuple[str, Fact], ...] = ()


class Prose(Struct, frozen=True):
    """A rendered body."""

    html: Markup
    headings: tuple[Heading, ...] = ()
    findings: tuple[Finding, ...] = ()
    """In the order of the text."""


_WORDS = {
    "id": Words("Catatan kaki", "Kembali ke catatan kaki {} dalam teks", "Tabel {}"),
    "en": Words("Footnotes", "Back to footnote {} in the text", "Table {}"),
}

_LANGUAGE = re.compile(r"""lang\s{0,8}=\s{0,8}["']?([^\s"'{}<>]{1,100})""", re.IGNORECASE)
_BARE_PICTURE = re.compile(r"!\[\s*\]\(\s*<?$")


def render(body: Body) -> Prose:
    """The body as HTML. Never raises for what an author wrote: a body that cannot be rendered is empty and has a finding."""
    if too_much := excess(body.text):
        line, what, facts = too_much
        return Prose(Markup(), findings=(Finding(line, 1, what, facts),))
    words = _WORDS.get(body.lang, _WORDS["en"])
    if written := write_simple(body.text, body.links, words):
        findings = _findings(body.text, written.judge, written.pictures_without_alt)
        return Prose(Markup(written.html), written.headings, findings)  # noqa: S704 — as it would be after cleaning
    return _renderer(words).render(body)


@cache
def _renderer(words: Words) -> Renderer:
    return Renderer(words)


class Renderer:
    """Python-Markdown, for any body; made once for a language since making it takes as long as a page, and used by one thread at a time."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._lock = Lock()
        self._make()

    def _make(self) -> None:
        self._markdown = Markdown(extensions=extensions(self._words), output_format="html")

    def render(self, body: Body) -> Prose:
        with self._lock:
            try:
                return self._render(body)
            except Exception:  # RecursionError above all; whatever the library raises, the author hears of the text
                self._make()  # its state is unknown now
                return Prose(Markup(), findings=(Finding(1, 1, "too-complex"),))

    def _render(self, body: Body) -> Prose:
        addresses = Addresses.of(body.links)
        self._markdown.reset()
        tree = self._markdown.treeprocessors["site"]
        assert isinstance(tree, SiteTree)
        seen = tree.seen = Seen(addresses)
        html = self._markdown.convert(body.text)
        judge = Judge(addresses, frozenset(heading.id for heading in seen.headings))
        html = clean(html, judge)
        findings = _findings(body.text, judge, seen.pictures_without_alt)
        return Prose(Markup(html), tuple(seen.headings), findings)  # noqa: S704 — cleaned


def _findings(text: str, judge: Judge, without_alt: list[str]) -> tuple[Finding, ...]:
    """What was refused, at each place where it stands in the source."""
    wrong = dict(judge.addresses.refused)
    for name, target in judge.addresses.fragments.items():
        if name not in judge.ids:
            wrong[target] = "broken-link.fragment"
    if not (wrong or without_alt or judge.unknown_languages):
        return ()
    source = _Source(text)
    found = {
        Finding(*at, what, (("target", target),)) for target, what in wrong.items() for at in source.targets(target)
    }
    for target in dict.fromkeys(without_alt):
        found |= {Finding(*at, "alt-missing.body", (("picture", target),)) for at in source.bare_pictures(target)}
    if judge.unknown_languages:
        found |= {
            Finding(*at, "language.body", (("found", tag),)) for tag, at in source.languages(judge.unknown_languages)
        }
    return tuple(sorted(found, key=lambda f: (f.line, f.column, f.id, f.facts)))


class _Source:
    """Where things stand in the text of a body, as lines and columns from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._links: dict[str, list[tuple[int, int]]] = {}
        for link in find_links(text):
            self._links.setdefault(decoded(link.target), []).append((link.line, link.column))

    def targets(self, target: str) -> list[tuple[int, int]]:
        """Every place of a link to it."""
        return self._links.get(target) or [self._first(target)]

    def bare_pictures(self, target: str) -> list[tuple[int, int]]:
        """Every place where it is shown without a description."""
        places = self.targets(target)
        bare = [(line, column) for line, column in places if _BARE_PICTURE.search(self._lines[line - 1][: column - 1])]
        return bare or places[:1]

    def languages(self, tags: set[str]) -> Iterator[tuple[str, tuple[int, int]]]:
        """The first place of each of these tags where it is given as a language."""
        places: dict[str, int] = {}
        for match in _LANGUAGE.finditer(self._text):
            places.setdefault(match[1], match.start(1))
        for tag in tags:
            yield tag, self._at(places.get(tag, 0))

    def _first(self, words: str) -> tuple[int, int]:
        return self._at(max(self._text.find(words), 0))

    def _at(self, position: int) -> tuple[int, int]:
        return self._text.count("\n", 0, position) + 1, position - self._text.rfind("\n", 0, position)
