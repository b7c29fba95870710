"""What can be seen in an author's Markdown without rendering it: its links, its first sentence, and common slips.

All of it is linear in the length of the text, whatever the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.base.problems import Fact


@dataclass(frozen=True, slots=True)
class Link:
    """A target of a link or picture as the author wrote it, and where: line and column (characters) from 1."""

    target: str
    line: int
    column: int


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TICKS = re.compile(r"(?<!\\)`+|\n[ \t]*\n")
_LONGEST_TARGET = 2000

# `](target "title")`, `[label]: target`, `href="target"`, each up to where its target begins.
_TARGET_STARTS = re.compile(
    r"\]\([ \t\n]{0,8}"
    r"|^ {0,3}\[(?!\^)[^\[\]\n]{1,500}\]:[ \t]{0,8}(?:\n[ \t]{0,8})?"
    r"|\b(?:href|src)[ \t\n]{0,8}=[ \t\n]{0,8}",
    re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(r"""[ \t\n]+(?:"[^"]*"|'[^']*')[ \t\n]*\Z|[ \t\n]+\Z""")


def find_links(body: str) -> tuple[Link, ...]:
    """Every target in the Markdown outside code, in order: of links, pictures, reference definitions and raw HTML.

    A superset: what only looks like a link is in it too. Bare addresses and `<https://…>` are not.
    """
    text = without_code(body)
    found: list[Link] = []
    line, line_start = 1, 0
    for match in _TARGET_STARTS.finditer(text):
        start = match.end()
        opening = match[0].lstrip()
        target, start = _target(text, start, opening)
        if not target:
            continue
        newlines = text.count("\n", line_start, start)
        if newlines:
            line += newlines
            line_start = text.rindex("\n", line_start, start) + 1
        found.append(Link(target, line, start - line_start + 1))
    return tuple(found)


def _target(text: str, start: int, opening: str) -> tuple[str, int]:
    """The target that begins at `start`, and where its first character stands."""
    window = text[start : start + _LONGEST_TARGET]
    if window.startswith("<"):
        return window[1:].partition(">")[0].partition("\n")[0].strip(), start + 1
    if opening.startswith("]"):
        return _TITLE.sub("", window[: _closing(window)]), start
    if opening.startswith("["):
        return re.split(r"\s", window, maxsplit=1)[0], start
    if window[:1] in {'"', "'"}:
        return window[1:].partition(window[0])[0], start + 1
    return re.split(r"""[\s"'>}]""", window, maxsplit=1)[0], start


def _closing(window: str) -> int:
    """Where the parenthesis closes that was opened before `window`; its blank line or end if it never does."""
    depth = 0
    for match in re.finditer(r"[()]|\n[ \t]*\n", window):
        if match[0] == "(":
            depth += 1
        elif match[0] != ")" or depth == 0:
            return match.start()
        else:
            depth -= 1
    return len(window)


def without_code(text: str) -> str:
    """The same text, of the same length and lines, with spaces in the place of fenced blocks and code spans."""
    if "`" not in text and "~~~" not in text:
        return text
    return _without_spans(_without_fences(text))


def _without_fences(text: str) -> str:
    lines = text.split("\n")
    fence = ""
    opened = 0
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if not fence:
            if mark:
                fence, opened = mark[1], number
        elif mark and mark[1] == fence and not line[mark.end() :].strip():
            lines[opened : number + 1] = [" " * len(inner) for inner in lines[opened : number + 1]]
            fence = ""
    return "\n".join(lines)


def _without_spans(text: str) -> str:
    """Code spans close with as many backticks as they open with, in the same paragraph."""
    runs = list(_TICKS.finditer(text))
    closes: dict[int, int] = {}
    later: dict[str, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        ticks = runs[index][0]
        if ticks.startswith("\n"):
            later.clear()
            continue
        if ticks in later:
            closes[index] = later[ticks]
        later[ticks] = index
    pieces, end, index = [], 0, 0
    while index < len(runs):
        if index in closes:
            last = closes[index]
            start, stop = runs[index].start(), runs[last].end()
            pieces += [text[end:start], re.sub(r"[^\n]", " ", text[start:stop])]
            end, index = stop, last
        index += 1
    return "".join([*pieces, text[end:]])


def findings(body: str, lang: str) -> list[tuple[int, int, str, tuple[tuple[str, Fact], ...]]]:
    """Common slips in one body in `lang`: line and column from 1 within it, the id of the problem, and its facts."""
    return []


def first_sentence(markdown: str) -> str:
    """The first sentence of the first real paragraph as plain text; "" if there is none."""
    return ""
