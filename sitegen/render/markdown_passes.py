"""The library's passes over a whole text and a whole tree, made only where they could change something.

Each class stands in the place of the one that it inherits from. What is true of the text is true of the tree: whatever stands in an
element, besides what the library marks with STX and ETX, was written by the author.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, ETX, STX

_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)


def register(md: Markdown) -> None:
    """Puts them in the places of the library's."""
    md.preprocessors.register(_Whitespace(md), "normalize_whitespace", 30)
    md.preprocessors.register(_RawHtml(md), "html_block", 20)
    md.treeprocessors.register(_Prettify(md), "prettify", 10)
    md.treeprocessors.register(_AttributeLists(md), "attr_list", 8)
    md.treeprocessors.register(_Unescape(md), "unescape", 0)


class _Whitespace(NormalizeWhitespace):
    def run(self, lines: list[str]) -> list[str]:
        """The lines without tabs, and those of spaces alone empty; two empty lines follow."""
        text = "\n".join(lines)
        if "\t" in text or "\r" in text or STX in text or ETX in text:
            return super().run(lines)
        if "\n " in text:
            lines[1:] = [line if line.strip(" ") else "" for line in lines[1:]]
        return [*lines, "", ""]


class _RawHtml(HtmlBlockPreprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """The lines with HTML put aside. All that the parser would do without a tag is to write `&#65` as `&#65;`."""
        text = "\n".join(lines)
        return super().run(lines) if "<" in text or "&#" in text else lines


class _Prettify(PrettifyTreeprocessor):
    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802 — the library's
        """Breaks lines between blocks.

        All tags of a tree are in small letters, and the only child of a `pre` is `code`, which is no block.
        """
        if elem.tag in _BLOCK_LEVEL:
            if len(elem) and elem[0].tag in _BLOCK_LEVEL and not (elem.text and elem.text.strip()):
                elem.text = "\n"
            for child in elem:
                if child.tag in _BLOCK_LEVEL:
                    self._prettifyETree(child)
        if not (elem.tail and elem.tail.strip()):
            elem.tail = "\n"


class _AttributeLists(AttrListTreeprocessor):
    def run(self, doc: Element) -> None:
        """Sets the attributes that the author gave in braces."""
        if _stands_in(self.md, "{"):
            super().run(doc)


class _Unescape(UnescapeTreeprocessor):
    def run(self, root: Element) -> None:
        """Puts back what stood behind a backslash."""
        if _stands_in(self.md, "\\"):
            super().run(root)

    def unescape(self, text: str) -> str:
        """Called for every text and attribute."""
        return super().unescape(text) if STX in text else text


def _stands_in(md: Markdown, mark: str) -> bool:
    """Whether it stands in the text that is being converted, as the preprocessors have left it."""
    lines: list[str] = md.lines  # type: ignore[attr-defined]  # the stubs do not know it
    return mark in "\n".join(lines)
