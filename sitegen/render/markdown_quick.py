"""Python-Markdown, asked less: the same bytes in less than half of the time.

The library tries every pattern on every text and every block processor on every block, by regular expression. Here each of them is
asked only where a mark stands that it cannot do without. Each shortcut says which fact about Python-Markdown 3.11 makes it right;
a test compares all of them with the library as it is, so that a version in which such a fact has changed is noticed.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final, Self
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.inlinepatterns import ReferenceInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

from sitegen.render import markdown_passes
from sitegen.render.markdown_serialize import to_html

# What must begin a line of a block (after spaces) for a processor to take it, by the regular expressions in `blockprocessors`,
# `def_list`, `footnotes` and `abbr`; "0" stands for a digit that begins the block, " " for a block that is empty or begins with
# a space or an empty line, "|" for a bar anywhere. A paragraph is what nothing else takes.
_BLOCK_MARKS: Final = {
    "empty": " ",
    "indent": " ",
    "defindent": " ",
    "code": " ",
    "table": "|",
    "hashheader": "#",
    "setextheader": "=-",
    "hr": "-_*",
    "olist": "0",
    "ulist": "*+-",
    "deflist": ":",
    "quote": ">",
    "footnote": "[",
    "abbr": "*",
    "reference": "[",
}
_NO_MARKS: Final[frozenset[str]] = frozenset()
_LINE_STARTS: Final = frozenset("".join(_BLOCK_MARKS.values())) - frozenset(" |0")

# What must stand in a text for a pattern to match in it, and what every match of its regular expression begins with.
_INLINE_MARKS: Final = {
    "backtick": ("`", "`", "\\"),
    "escape": ("\\", "\\"),
    "footnote": ("[^", "[^"),
    "reference": ("[", "["),
    "link": ("](", "["),
    "image_link": ("![", "!["),
    "image_reference": ("![", "!["),
    "language-span": ("]{", "["),
    "short_reference": ("[", "["),
    "short_image_ref": ("![", "!["),
    "autolink": ("<", "<"),
    "automail": ("<", "<"),
    "linebreak": ("  \n", "  \n"),
    "html": ("<", "<"),
    "entity": ("&", "&"),
    "em_strong": ("", "*", "_"),
}


class QuickMarkdown(Markdown):
    """Markdown to HTML as the library makes it, for our extensions alone: one that registers anything else is a KeyError."""

    def __init__(self, extensions: list[Extension]) -> None:
        super().__init__(extensions=extensions, output_format="html")
        self.serializer = to_html
        self.treeprocessors.register(_QuickInline(self), "inline", 20)
        markdown_passes.register(self)

    def build_parser(self) -> Self:
        """Called by the library before the extensions are registered."""
        super().build_parser()
        quick = _QuickBlocks(self)
        quick.blockprocessors = self.parser.blockprocessors
        for processor in quick.blockprocessors:
            processor.parser = quick
        self.parser = quick
        return self


class _QuickBlocks(BlockParser):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._takers: dict[frozenset[str], list[BlockProcessor]] = {}

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:  # noqa: N802 — the library's name
        """Adds the elements of the blocks to the parent; which processor may take a block is decided by the block's text alone."""
        while blocks:
            marks = _block_marks(blocks[0])
            takers = self._takers.get(marks) or self._takers_of(marks)
            for processor in takers:
                if processor.test(parent, blocks[0]) and processor.run(parent, blocks) is not False:
                    break

    def _takers_of(self, marks: frozenset[str]) -> list[BlockProcessor]:
        needed = {id(self.blockprocessors[name]): need for name, need in _BLOCK_MARKS.items()}
        paragraph = self.blockprocessors["paragraph"]
        self._takers[marks] = [p for p in self.blockprocessors if p is paragraph or marks.intersection(needed[id(p)])]
        return self._takers[marks]


def _block_marks(block: str) -> frozenset[str]:
    if block[:1].isalpha() and "\n" not in block and "|" not in block:
        return _NO_MARKS
    first = block.lstrip(" ")[:1]
    starts = {line.lstrip(" ")[:1] for line in block.split("\n")} if "\n" in block else {first}
    marks = starts & _LINE_STARTS
    if first.isdecimal():
        marks.add("0")
    if block[:1] in {"", " ", "\n"}:
        marks.add(" ")
    if "|" in block:
        marks.add("|")
    return frozenset(marks)


class _QuickInline(InlineProcessor):
    """Walks over the texts; those without any mark stay as they are, and in the others only patterns with their mark are tried.

    `run` is the library's without the lists of ancestors, which only `ANCESTOR_EXCLUDES` needs and none of our patterns has.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        names = {id(self.inlinePatterns[name]): name for name in _INLINE_MARKS if name in self.inlinePatterns}
        self._patterns: list[tuple[Any, tuple[str, ...]]] = [
            (pattern, _INLINE_MARKS[names[id(pattern)]]) for pattern in self.inlinePatterns
        ]
        self._without_references = [p for p in self._patterns if not isinstance(p[0], ReferenceInlineProcessor)]
        self._tried = self._patterns

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Replaces the marks in all texts of the tree by elements."""
        self.stashed_nodes = {}
        # A reference that is defined nowhere is left as it is.
        self._tried = self._patterns if self.md.references else self._without_references
        elements = deque([tree])
        while elements:
            element = elements.popleft()
            inserted: list[tuple[Element, list[Element]]] = []
            # What is made of a tail comes next in this very walk.
            for child in element:
                if (text := child.text) and _has_mark(text) and not isinstance(text, AtomicString):
                    child.text = None
                    found = self._elements(text, child, is_text=True)
                    elements.extend(found)
                    inserted.append((child, found))
                if (tail := child.tail) and _has_mark(tail):
                    child.tail = None
                    holder = Element("d")
                    found = self._elements(tail, holder, is_text=False)
                    child.tail = holder.tail
                    position = list(element).index(child) + 1
                    element[position:position] = found
                if len(child):
                    elements.append(child)
            for child, found in inserted:
                child[0:0] = found
        return tree

    def _elements(self, text: str, holder: Element, *, is_text: bool) -> list[Element]:
        """What stands in the text, as elements with tails; what comes before the first is left in the holder's text or tail."""
        text = self._InlineProcessor__handleInline(text)
        placed = self._InlineProcessor__processPlaceholders(text, holder, is_text)  # type: ignore[attr-defined]
        return [element for element, _ in placed]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 — the library's
        """The text with a placeholder for each element that stands in it.

        Holds the library's private `__applyPattern`, too, without its branches for patterns of the old style.
        """
        if isinstance(data, AtomicString):
            return data
        for index in range(patternIndex, len(self._tried)):
            pattern, (needed, *beginnings) = self._tried[index]
            if needed in data:
                start = 0
                while match := _next_match(pattern, beginnings, data, start):
                    node, begin, start = match
                    if node is None:
                        continue
                    if not isinstance(node, str) and not isinstance(node.text, AtomicString):
                        self._handle_inside(node, index)
                    placeholder = self._InlineProcessor__stashNode(node, "")  # type: ignore[attr-defined]
                    data, start = data[:begin] + placeholder + data[start:], begin + len(placeholder)
        return data

    def _handle_inside(self, node: Element, index: int) -> None:
        for child in [node, *node]:
            if child.text:
                child.text = self._InlineProcessor__handleInline(child.text, index + 1)
            if child.tail:
                child.tail = self._InlineProcessor__handleInline(child.tail, index)


def _next_match(
    pattern: InlinePattern, beginnings: list[str], text: str, start: int
) -> tuple[Element | str | None, int, int] | None:
    """What a pattern makes of its next match, and where that begins and ends; None at the end of the text."""
    places = [place for beginning in beginnings if (place := text.find(beginning, start)) >= 0]
    if not places:
        return None
    for match in pattern.compiled_re.finditer(text, min(places)):
        node, begin, end = pattern.handleMatch(match, text)
        if begin is not None and end is not None:
            return node, begin, end
    return None


def _has_mark(text: str) -> bool:
    """Whether any pattern could match, or an element has been put aside in the text."""
    return (
        "[" in text or "*" in text or "_" in text or "`" in text or "<" in text or "&" in text or "\\" in text
        or "  \n" in text or INLINE_PLACEHOLDER_PREFIX in text
    )  # fmt: skip
