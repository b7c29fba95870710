"""The HTML of any body, by Python-Markdown with our extensions, cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from markdown import Markdown

from sitegen.plan.parts import Graphic
from sitegen.render.markdown_extensions import extensions
from sitegen.render.markdown_tree import Seen, SiteTree
from sitegen.render.markdown_written import Words, Written
from sitegen.render.sanitize import Addresses, Judge, clean


class Library:
    """Python-Markdown for one language, made once since making it takes as long as a page; used by one thread at a time."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._lock = Lock()
        self._make()

    def _make(self) -> None:
        self._markdown = Markdown(extensions=extensions(self._words), output_format="html")

    def write(
        self, text: str, links: Iterable[tuple[str, str]], pictures: Iterable[tuple[str, Graphic]] = ()
    ) -> Written | None:
        """The body as HTML; None if it is too complex."""
        with self._lock:
            try:
                return self._write(text, Addresses.of(links, pictures))
            except Exception:  # RecursionError above all; whatever the library raises, the author hears of the text
                self._make()  # its state is unknown now
                return None

    def _write(self, text: str, addresses: Addresses) -> Written:
        self._markdown.reset()
        tree = self._markdown.treeprocessors["site"]
        assert isinstance(tree, SiteTree)
        seen = tree.seen = Seen(addresses)
        html = self._markdown.convert(text)
        judge = Judge(addresses, frozenset(heading.id for heading in seen.headings))
        html = clean(html, judge)
        return Written(html, tuple(seen.headings), judge.wrong(), seen.pictures_without_alt, judge.unknown_languages)
