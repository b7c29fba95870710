"""The HTML of a body, safe to put on a page, with its headings and with what the author must hear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct

from sitegen.base.kept import BODY
from sitegen.base.problems import Fact
from sitegen.plan.body import Body
from sitegen.read.prose import find_links, without_code
from sitegen.render.graphics import with_files
from sitegen.render.limits import excess
from sitegen.render.markdown_simple import write_simple
from sitegen.render.markdown_written import Heading, Words, Written
from sitegen.render.sanitize import decoded

if TYPE_CHECKING:
    from sitegen.render.markdown_library import Library

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
    simple: bool = True
    """Whether it was written without Python-Markdown, in less time than remembering it takes."""


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
    simple = write_simple(body.text, body.links, words, body.pictures)
    written = simple or _library(words).write(body.text, body.links, body.pictures)
    if not written:
        return Prose(Markup(), findings=(Finding(1, 1, "too-complex"),))
    findings = _findings(body.text, written)
    html = with_files(written.html, body.pictures)
    return Prose(Markup(html), written.headings, findings, simple=simple is not None)  # noqa: S704 — cleaned


@cache
def _library(words: Words) -> Library:
    # Most sites have simple bodies alone, and to load Python-Markdown takes as long as some hundred of them.
    from sitegen.render.markdown_library import Library

    return Library(words)


def _findings(text: str, written: Written) -> tuple[Finding, ...]:
    """What the author must hear, at each place where it stands in the source."""
    wrong, without_alt, unknown_languages = written[2:]
    if not (wrong or without_alt or unknown_languages):
        return ()
    source = _Source(text)
    found = {
        Finding(*at, what, (("target", target),)) for target, what in wrong.items() for at in source.targets(target)
    }
    for target in without_alt:
        found |= {Finding(*at, "alt-missing.body", (("picture", target),)) for at in source.bare_pictures(target)}
    found |= {Finding(*at, "language.body", (("found", tag),)) for tag, at in source.languages(unknown_languages)}
    return tuple(sorted(found, key=lambda f: (f.line, f.column, f.id, f.facts)))


class _Source:
    """Where things stand in the text of a body, as lines and columns from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._links: dict[str, list[tuple[int, int]]] = {}
        for link in find_links(without_code(text), BODY):
            self._links.setdefault(decoded(link.target), []).append((link.place.line, link.place.column))

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
