"""What can be seen in an author's Markdown without rendering it: its links, and common slips.

All of it is linear in the length of the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

from sitegen.base.problems import Fact, Place
from sitegen.read.personal import personal_data
from sitegen.read.record import Link

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TICKS = re.compile(r"`(?<!\\`)`*")  # the letter first: the search then runs from backtick to backtick
_PARAGRAPH_END = re.compile(r"(\n[ \t]*\n)")
_NO_NEWLINE = re.compile(r"[^\n]")

# `](target "title")`, `[label]: target`, `href="target"`, each up to where its target begins.
_INLINE_TARGET_STARTS = re.compile(r"\]\([ \t\n]{0,8}")
_TARGET_STARTS = re.compile(
    r"\]\([ \t\n]{0,8}"
    r"|^ {0,3}\[(?!\^)[^\[\]\n]{1,500}\]:[ \t]{0,8}(?:\n[ \t]{0,8})?"
    r"|\b(?:href|src)[ \t\n]{0,8}=[ \t\n]{0,8}",
    re.MULTILINE | re.IGNORECASE,
)
_IN_ANGLES = re.compile(r"<([^<>\n]{0,1000})>")
_IN_QUOTES = re.compile(r"""(["'])((?:(?!\1)[^\n]){0,1000})\1""")
_UP_TO_SPACE = re.compile(r"\S{0,1000}")
_UNQUOTED = re.compile(r"""[^\s"'<>}]{0,1000}""")
# The next `](` ends a target that never closes, so that no text is read twice.
_CLOSING = re.compile(r"[()]|\n[ \t]*\n|\](?=\()")


def find_links(text: str, start: Place) -> tuple[Link, ...]:
    """Every target in Markdown whose code was taken out, in order: of links, pictures, reference definitions and raw HTML. `start` is
    the beginning of the line in which the text begins.

    A superset: what only looks like a link is in it too. Bare addresses and `<https://…>` are not.
    """
    # To ask for one character takes a hundredth of the time that any other search does.
    if "]" not in text and "=" not in text:
        return ()
    others = "]:" in text or _may_have_attributes(text)
    found: list[Link] = []
    line, line_start, read, before = start.line, 0, 0, 0
    # Most bodies have inline links only, and a search for two fixed characters is much faster.
    for match in (_TARGET_STARTS if others else _INLINE_TARGET_STARTS).finditer(text):
        target, at = _target(text, match.end(), match[0].lstrip()[0])
        if not target:
            continue
        linked, shown = _uses(text, before, match)
        before = match.end()
        if newlines := text.count("\n", read, at):
            line += newlines
            line_start = text.rindex("\n", read, at) + 1
        read = max(read, at)
        found.append(Link(target, Place(start.path, line, at - line_start + 1), linked, shown))
    return tuple(found)


def _may_have_attributes(text: str) -> bool:
    """Whether `href` or `src` may be given a value in it."""
    if "=" not in text:
        return False
    folded = text.casefold()  # as the expression, which takes `ſ` for `s`
    return "href" in folded or "src" in folded


def _uses(text: str, before: int, match: re.Match[str]) -> tuple[bool, bool]:
    """Whether what begins at `match` is a link, and whether it is a picture; the target before it began at `before`."""
    opening = match[0].lstrip()[0]
    if opening == "[":  # a definition
        return True, True
    if opening != "]":
        shown = opening in "sSſ"  # `src`, with the letter that folds to `s`
        return not shown, shown
    words = text.rfind("[", before, match.start())
    if words > 0 and text[words - 1] == "!" and (words < 2 or text[words - 2] != "\\"):
        return False, True
    return True, "!" in text and text.find("![", before, match.start()) >= 0


def _target(text: str, start: int, opening: str) -> tuple[str, int]:
    """The target that begins at `start`, after `opening`, and where its first character stands."""
    if opening in "][" and (angles := _IN_ANGLES.match(text, start)):
        return angles[1].strip(), start + 1
    if opening == "]":
        return _without_title(text[start : _closing(text, start)]), start
    if opening == "[":
        return _UP_TO_SPACE.match(text, start)[0], start  # type: ignore[index]  # it matches anything
    if quoted := _IN_QUOTES.match(text, start):
        return quoted[2], start + 1
    return _UNQUOTED.match(text, start)[0], start  # type: ignore[index]


def _closing(text: str, start: int) -> int:
    """Where the parenthesis closes that was opened before `start`; the end of the paragraph if it never does."""
    depth = 0
    for match in _CLOSING.finditer(text, start):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")" and depth:
            depth -= 1
        else:
            return match.start()
    return len(text)


def _without_title(inner: str) -> str:
    inner = inner.rstrip()
    quote = inner.find(inner[-1]) if inner.endswith(('"', "'")) else -1
    return inner[:quote].rstrip() if 0 < quote < len(inner) - 1 and inner[quote - 1].isspace() else inner


def without_code(text: str) -> str:
    """The same text, of the same length and lines, with spaces in the place of fenced blocks and code spans."""
    if "`" not in text and "~" not in text:
        return text
    return _without_spans(without_fences(text))


def without_fences(text: str) -> str:
    """The same text, of the same length and lines, with spaces in the place of fenced blocks."""
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    fence = ""
    opened = 0
    for number, line in enumerate(lines):
        mark = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if not fence:
            if mark:
                fence, opened = mark[1], number
        elif mark and mark[1] == fence and not line[mark.end() :].strip():
            lines[opened : number + 1] = [" " * len(inner) for inner in lines[opened : number + 1]]
            fence = ""
    return "\n".join(lines)


def _without_spans(text: str) -> str:
    """Code spans close with as many backticks as they open with, in the same paragraph."""
    if "`" not in text:
        return text
    return "".join(_without_spans_of(piece) if "`" in piece else piece for piece in _PARAGRAPH_END.split(text))


def _without_spans_of(paragraph: str) -> str:
    runs = list(_TICKS.finditer(paragraph))
    closes: dict[int, int] = {}
    later: dict[str, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        ticks = runs[index][0]
        if ticks in later:
            closes[index] = later[ticks]
        later[ticks] = index
    pieces, end, index = [], 0, 0
    while index < len(runs):
        if index in closes:
            last = closes[index]
            start, stop = runs[index].start(), runs[last].end()
            pieces += [paragraph[end:start], _NO_NEWLINE.sub(" ", paragraph[start:stop])]
            end, index = stop, last
        index += 1
    return "".join([*pieces, paragraph[end:]])


Slip: TypeAlias = tuple[int, int, str, tuple[tuple[str, Fact], ...]]
"""A common slip: its line and column from 1 within the body, the id of the problem, and its facts."""


def findings(body: str, text: str, lang: str) -> list[Slip]:
    """Slips in one body in `lang`, which is `text` without its code: joined paragraphs, personal data, the wrong language."""
    return [*_joined_paragraphs(body), *_personal_data(body), *_wrong_language(body, text, lang)]


_LONG_LINE = 120
# How a block begins whose lines belong together: a list, quote, table, heading, code, raw HTML, a definition.
NO_PARAGRAPH = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|[>|#<]|:\s{1,3}\S|\[[^\]]*\]:|\*\[[^\]]*\]:)| {4}|\t|[\s|:-]*$")


def _joined_paragraphs(body: str) -> Iterator[Slip]:
    """Long lines with no blank line between them, as pasted from a word processor: Markdown makes one paragraph of them."""
    if not any(
        len(line) > _LONG_LINE < len(after) and not NO_PARAGRAPH.match(line) and not NO_PARAGRAPH.match(after)
        for line, after in pairwise(body.split("\n"))
    ):
        return
    run = first = 0
    in_paragraph = True
    for number, line in enumerate([*without_fences(body).split("\n"), ""], start=1):
        blank = not line.strip()
        in_paragraph = blank or (in_paragraph and not NO_PARAGRAPH.match(line))
        if in_paragraph and len(line.strip()) > _LONG_LINE:
            run, first = run + 1, first if run else number
            if not line.endswith(("  ", "\\")):  # a line break that is meant
                continue
        if run > 1:
            yield first, 1, "paragraphs", (("lines", run),)
            return
        run = 0


def _personal_data(body: str) -> Iterator[Slip]:
    """Numbers of mobile telephones in Indonesia, and mail addresses with the providers of private mail."""
    for position, name, found in personal_data(body):
        yield *_place(body, position), name, (("found", found),)


def _place(body: str, position: int) -> tuple[int, int]:
    return body.count("\n", 0, position) + 1, position - body.rfind("\n", 0, position)


_STOP_WORDS = {
    lang: frozenset(form for word in words.split() for form in (word, word.capitalize(), word.upper()))
    for lang, words in {
        "id": "yang dan di dari dengan untuk pada ini itu dalam tidak adalah oleh ke akan juga sebagai telah atau para serta",
        "en": "the of and to in is for that with on as was by are from this at be has have were which will an",
    }.items()
}
_LEAST_WORDS = 40
_SPAN = re.compile(r"\[[^\[\]]*\]\{[^{}]*\}")


def _wrong_language(body: str, text: str, lang: str) -> Iterator[Slip]:
    """A body in Indonesian that is English by its commonest words, or the reverse."""
    if lang not in _STOP_WORDS:
        return
    others = _STOP_WORDS["en" if lang == "id" else "id"]
    words = (_SPAN.sub(" ", text) if "{" in text else text).split()
    if len(words) < _LEAST_WORDS or others.isdisjoint(words):
        return
    count = _count(others, words)
    if count >= len(words) / 10 and count > 3 * _count(_STOP_WORDS[lang], words):
        blank = len(body) - len(body.lstrip())
        yield body.count("\n", 0, blank) + 1, 1, f"wrong-language.{lang}", ()


def _count(searched: frozenset[str], words: list[str]) -> int:
    """How many of the words are among those searched for."""
    return sum(map(searched.__contains__, words))
