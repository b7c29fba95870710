"""The Markdown of a body: which extensions of Python-Markdown it has, and what we add to them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor

from sitegen.render.markdown_simple import FENCED_CODE
from sitegen.render.markdown_tree import SiteTree
from sitegen.render.markdown_written import Words


def extensions(words: Words) -> list[Extension]:
    """New instances of all of them. The last is `SiteExtension`."""
    return [
        TableExtension(use_align_attribute=True),
        FootnoteExtension(BACKLINK_TITLE=words.back),
        AttrListExtension(),
        PlainFences(),
        DefListExtension(),
        SaneListExtension(),
        AbbrExtension(),
        SiteExtension(words),
    ]


class LanguageSpan(InlineProcessor):
    """`[Managing Volunteers]{lang=en}` as `<span lang="en">`. Whether the tag is one is asked when the HTML is cleaned."""

    # No brackets inside: links, which may stand inside, have been replaced by then, and the search stays linear.
    PATTERN = r"""\[([^\[\]]+)\]\{:?[ ]*lang=["']?([^\s"'{}]+)["']?[ ]*\}"""

    def handleMatch(  # type: ignore[override]  # noqa: N802 — the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """The span, and what it replaces."""
        span = Element("span", {"lang": m[2]})
        span.text = m[1]
        return span, m.start(), m.end()


class _PlainFenceReader(FencedBlockPreprocessor):
    FENCED_BLOCK_RE = FENCED_CODE


class PlainFences(FencedCodeExtension):
    """Fenced code without the library's `hl_lines="…"`, which we do not show and which makes the search cubic."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 — the library's name
        """Called by `Markdown(...)`."""
        super().extendMarkdown(md)
        md.preprocessors.register(_PlainFenceReader(md, self.getConfigs()), "fenced_code_block", 25)


class SiteExtension(Extension):
    """Registers the above. The tree comes last: after ids and classes are set and escapes are undone."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 — the library's name
        """Called by `Markdown(...)`."""
        # After links and pictures (150 to 170), before `[text]` is tried as a short reference (130).
        md.inlinePatterns.register(LanguageSpan(LanguageSpan.PATTERN, md), "language-span", 135)
        md.treeprocessors.register(SiteTree(md, self._words), "site", -10)
