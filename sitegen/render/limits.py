"""How complex a body may be: what the Markdown library would take seconds or for ever for is refused before it is tried.

The library is quadratic, or worse, in what is nested or never closed, and it recurses into quotes and lists. Each limit lies far
above what people write, and low enough that no text below all of them takes more than a few seconds (measured; a test holds it).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from sitegen.base.problems import Fact

LARGEST = 1_000_000
"""Characters in a body."""
MOST_LINES = 20_000
DEEPEST = 12
"""Quotes and lists, one in another."""
MOST_OPEN = 30
"""Brackets of links open at once in a paragraph, and backticks in a row."""
MOST_TAGS = 10_000
MOST_DECLARATIONS = 200
"""`<!…` and `<?…`, comments included."""
MOST_DIVIDERS = 1_000
"""Headings and rules without a blank line between them."""
MOST_ABBREVIATIONS = 500
MOST_CELLS = 50_000
"""Of all tables of a body."""
MOST_COLUMNS = 200
MOST_FOOTNOTES = 1_000
MOST_REPEATED = 100
"""References to one footnote."""
MOST_READING = 6_000_000
"""What is open at once times the length of the text: the library looks for each end up to the end of the text."""
MOST_COPYING = 6_000_000_000
"""Marks in a paragraph times its length: for each mark the library copies the paragraph."""
_HARMLESS = 1_000_000
"""Of the same measure: below this a whole body is fast whatever its marks."""

Excess = tuple[int, str, tuple[tuple[str, Fact], ...]]
"""The line from 1, the id of the finding, and its facts."""

_RULE = r"(?![ ]{0,3}(?:(?:-[ \t]*)+|(?:\*[ \t]*)+)$)"
# Searched after a line break before the text: `re` looks for a character much faster than for `^`.
_DEEP = re.compile(
    rf"\n(?=[ \t>*+:\d-])(?:{_RULE}(?:[ \t]*(?:>|(?:[-*+:]|\d{{1,9}}[.)])(?=[ \t]))){{{DEEPEST + 1}}}"
    rf"|(?:\t| {{4}}){{{DEEPEST + 1}}}[ \t]*(?:>|[-*+:][ \t]|\d{{1,9}}[.)][ \t]))",
    re.MULTILINE,
)
_INLINE_MARKS = "[`*_<\\&!{"
_MARKS = (_INLINE_MARKS + "|:#-=").encode()
_FENCED = re.compile(r"^(`{3,}|~{3,})[ ]*[\w#.+-]*[ ]*$")
_DIVIDER = re.compile(
    r"^(?:#| {0,3}(?:[=-]+|(?:-[ ]{0,2}){3,}|(?:_[ ]{0,2}){3,}|(?:\*[ ]{0,2}){3,})[ ]*$)", re.MULTILINE
)
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")
_BRACKET = re.compile(r"\]\(|[\[\]()]")
_ODD_TITLE = re.compile(r"""\]\([^()"'\n]*["'][^()\n]*\)""")
_TITLE = re.compile(r"""\]\([^\s()]*\s+(?:"[^"]*"|'[^']*')\s*\)""")
_TICKS = re.compile(r"`+|~{3,}")
_UNUSUAL_FENCE = re.compile(r"^(?:```|~~~)[^\n]*\{", re.MULTILINE)
_OPEN_TAG = re.compile(r"<[A-Za-z/][^<>]*+(?!>)")
_FOOTNOTE = re.compile(r"\[\^([^\]\n]{0,200})\]")


def excess(text: str) -> Excess | None:
    """The first limit that a body exceeds, and where; None for every text that people write."""
    if len(text) > LARGEST:
        return 1, "too-complex.size", (("most", LARGEST),)
    if text.count("\n") >= MOST_LINES:
        return MOST_LINES, "too-complex.lines", (("most", MOST_LINES),)
    if deep := _DEEP.search("\n" + text):
        return _line(text, deep.start()), "too-complex.nesting", (("most", DEEPEST),)
    octets = text.encode(errors="replace")
    marks = len(octets) - len(octets.translate(None, delete=_MARKS))  # faster than to count each of them
    if marks * len(text) <= _HARMLESS:
        return None
    if len(_UNUSUAL_FENCE.findall(text)) * len(text) > 8 * MOST_READING:
        return 1, "too-complex.marks", (("most", MOST_OPEN),)
    text = _without_fenced(text)
    return next(chain(_in_whole(text), _in_paragraphs(text)), None)


def _in_whole(text: str) -> Iterator[Excess]:
    tags, declarations = text.count("<"), text.count("<!") + text.count("<?")
    # For each comment the library looks for the end of each open tag.
    if tags > MOST_TAGS or declarations > MOST_DECLARATIONS or declarations * tags > MOST_DECLARATIONS * 500:
        yield 1, "too-complex.html", (("most", MOST_TAGS),)
    if len(_OPEN_TAG.findall(text)) * len(text) > MOST_READING:
        yield 1, "too-complex.html", (("most", MOST_TAGS),)
    abbreviations = len(_ABBREVIATION.findall(text))
    if abbreviations > MOST_ABBREVIATIONS or abbreviations * len(text) > 8 * MOST_READING:
        yield 1, "too-complex.abbreviations", (("most", MOST_ABBREVIATIONS),)
    footnotes = Counter(_FOOTNOTE.findall(text))
    if footnotes and (footnotes.total() > 2 * MOST_FOOTNOTES or max(footnotes.values()) > MOST_REPEATED):
        yield 1, "too-complex.footnotes", (("most", MOST_FOOTNOTES),)


def _in_paragraphs(text: str) -> Iterator[Excess]:
    """What is counted between blank lines, where the library looks for the end of what is open."""
    cells = start = 0
    for blank in [*_BLANK.finditer(text), None]:
        end = blank.start() if blank else len(text)
        paragraph = text[start:end]
        columns = paragraph.count("|", 0, paragraph.find("\n") + 1)
        cells += columns * paragraph.count("\n")
        if columns > MOST_COLUMNS or cells > MOST_CELLS:
            yield _line(text, start), "too-complex.table", (("most", MOST_CELLS), ("columns", MOST_COLUMNS))
        if len(_DIVIDER.findall(paragraph)) > MOST_DIVIDERS:
            yield _line(text, start), "too-complex.dividers", (("most", MOST_DIVIDERS),)
        if _is_tangled(paragraph):
            yield _line(text, start), "too-complex.marks", (("most", MOST_OPEN),)
        start = blank.end() if blank else end


def _is_tangled(paragraph: str) -> bool:
    """Whether too many links or code spans of a paragraph are open at once, or it has too many marks for its length."""
    if sum(map(paragraph.count, _INLINE_MARKS)) * len(paragraph) > MOST_COPYING:
        return True
    if (len(_ODD_TITLE.findall(paragraph)) - len(_TITLE.findall(paragraph))) * len(paragraph) > MOST_READING:
        return True
    texts = targets = 0
    deepest = max(map(len, _TICKS.findall(paragraph)), default=0)
    for bracket in _BRACKET.findall(paragraph):
        if bracket == "[":
            texts += 1
        elif bracket.startswith("]"):
            texts -= texts > 0
        if bracket == "](" or (bracket == "(" and targets):
            targets += 1
        elif bracket == ")":
            targets -= targets > 0
        deepest = max(deepest, texts, targets)
    return deepest > MOST_OPEN or deepest * len(paragraph) > MOST_READING


def _without_fenced(text: str) -> str:
    """The text with empty lines in the place of fenced code, if every fence in it has the simplest form.

    Where one has not, the library may see another block than we do, so that all of it counts as text.
    """
    lines = text.split("\n")
    fence, opened = "", 0
    for number, line in enumerate(lines):
        if not line.startswith(("```", "~~~")):
            continue
        mark = _FENCED.fullmatch(line)
        if not mark and not fence:
            return text
        if mark and not fence:
            fence, opened = mark[1], number
        elif line.rstrip(" ") == fence:
            lines[opened : number + 1] = [""] * (number + 1 - opened)
            fence = ""
    return "\n".join(lines)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
