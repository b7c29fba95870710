"""What can be seen in an author's Markdown without rendering it: its links, its first sentence, and common slips.

All of it is linear in the length of the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from sitegen.base.problems import Fact
from sitegen.read.personal import personal_data


class Link(Struct, frozen=True, gc=False):
    """A target of a link or picture as the author wrote it, and where: line and column (characters) from 1."""

    target: str
    line: int
    column: int
    linked: bool = True
    """Whether a link leads there."""
    shown: bool = False
    """Whether it is shown as a picture. Both where one cannot be told from the other without rendering."""


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


def find_links(body: str) -> tuple[Link, ...]:
    """Every target in the Markdown outside code, in order: of links, pictures, reference definitions and raw HTML.

    A superset: what only looks like a link is in it too. Bare addresses and `<https://…>` are not.
    """
    others = "]:" in body or _may_have_attributes(body)
    if not others and "](" not in body:
        return ()
    text = without_code(body)
    found: list[Link] = []
    line, line_start, read, before = 1, 0, 0, 0
    # Most bodies have inline links only, and a search for two fixed characters takes a hundredth of the time.
    for match in (_TARGET_STARTS if others else _INLINE_TARGET_STARTS).finditer(text):
        target, start = _target(text, match.end(), match[0].lstrip()[0])
        if not target:
            continue
        linked, shown = _uses(text, before, match)
        before = match.end()
        if newlines := text.count("\n", read, start):
            line += newlines
            line_start = text.rindex("\n", read, start) + 1
        read = max(read, start)
        found.append(Link(target, line, start - line_start + 1, linked, shown))
    return tuple(found)


def _may_have_attributes(body: str) -> bool:
    """Whether `href` or `src` may be given a value in it."""
    if "=" not in body:
        return False
    folded = body.casefold()  # as the expression, which takes `ſ` for `s`
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
    return True, text.find("![", before, match.start()) >= 0


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
    return _without_spans(_without_fences(text))


def _without_fences(text: str) -> str:
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


def findings(body: str, lang: str) -> list[Slip]:
    """Slips in one body in `lang`: joined paragraphs, personal data, the wrong language."""
    return [*_joined_paragraphs(body), *_personal_data(body), *_wrong_language(body, lang)]


_LONG_LINE = 120
# How a block begins whose lines belong together: a list, quote, table, heading, code, raw HTML, a definition.
_NO_PARAGRAPH = re.compile(
    r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|[>|#<]|:\s{1,3}\S|\[[^\]]*\]:|\*\[[^\]]*\]:)| {4}|\t|[\s|:-]*$"
)


def _joined_paragraphs(body: str) -> Iterator[Slip]:
    """Long lines with no blank line between them, as pasted from a word processor: Markdown makes one paragraph of them."""
    if not any(
        len(line) > _LONG_LINE < len(after) and not _NO_PARAGRAPH.match(line) and not _NO_PARAGRAPH.match(after)
        for line, after in pairwise(body.split("\n"))
    ):
        return
    run = first = 0
    in_paragraph = True
    for number, line in enumerate([*_without_fences(body).split("\n"), ""], start=1):
        blank = not line.strip()
        in_paragraph = blank or (in_paragraph and not _NO_PARAGRAPH.match(line))
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
    lang: frozenset(words.split())
    for lang, words in {
        "id": "yang dan di dari dengan untuk pada ini itu dalam tidak adalah oleh ke akan juga sebagai telah atau para serta",
        "en": "the of and to in is for that with on as was by are from this at be has have were which will an",
    }.items()
}
_LEAST_WORDS = 40
_SPAN = re.compile(r"\[[^\[\]]*\]\{[^{}]*\}")


def _wrong_language(body: str, lang: str) -> Iterator[Slip]:
    """A body in Indonesian that is English by its commonest words, or the reverse."""
    if lang not in _STOP_WORDS:
        return
    other = "en" if lang == "id" else "id"
    words = _SPAN.sub(" ", without_code(body)).lower().split()
    if len(words) < _LEAST_WORDS:
        return
    other_count = _count(_STOP_WORDS[other], words)
    if other_count >= len(words) / 10 and other_count > 3 * _count(_STOP_WORDS[lang], words):
        blank = len(body) - len(body.lstrip())
        yield body.count("\n", 0, blank) + 1, 1, f"wrong-language.{lang}", ()


def _count(searched: frozenset[str], words: list[str]) -> int:
    """How many of the words are among those searched for."""
    return sum(map(searched.__contains__, words))


_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_SENTENCE = 200
_PARAGRAPH_WINDOW = 4000
_BLANK = re.compile(r"\n[ \t]*\n")
# What is taken out of a paragraph: letters without which it has none of it, what it looks like, and what stays.
_MARKS = (
    ("![", re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])?"), ""),
    ("[^", re.compile(r"\[\^[^\[\]]*\]"), ""),
    ("[", re.compile(r"\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])?(?:\{[^{}\n]*\})?"), r"\1"),
    ("<", re.compile(r"<(https?://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>"), r"\1"),
    ("<", re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL), ""),
    ("{", re.compile(r"\s*\{:?[ ]*[.#\w][^{}\n]*\}"), ""),
    ("", re.compile(r"`(?<!\\`)`*|\*(?<!\\\*)\**|_(?<![\w\\]_)_*|_(?<!\\_)_*(?!\w)"), ""),
    ("\\", re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_END = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]?[^\Wa-z_]|\s*$)|[。！？។]+""")
_ABBREVIATION = re.compile(
    r"""["'“‘(\[]?(?:(?:[A-Z][a-z]{0,3}\.)*[A-Z]"""  # an initial, S.T., Ph.D.
    r"""|(?:[A-Z][a-z]{0,3}\.)+[A-Z][a-z]{0,3}"""  # M.Eng.
    r"""|(?i:drs?|dra|prof|ir|hj?|no|nos|jl|jln|hlm|tgl|tel|telp|kab|prov|kec|dkk|dll|dsb|a\.n|u\.p|s\.d|mr|mrs|ms|st|vs|inc|ltd|tbk|pt"""
    r"""|cf|e\.g|i\.e|etc|al|fig|vol|ed|rev|ph|lt|gg|bpk|sdri?|yth))"""
)


def first_sentence(markdown: str) -> str:
    """The first sentence of the first real paragraph as plain text, at most 200 characters with "…" where it was cut.

    Headings, lists, quotes, tables, pictures, code and raw HTML are no paragraphs. "" if there is none.
    """
    for block in _blocks(_without_fences(markdown)):
        if not block.strip() or _NO_PARAGRAPH.match(block.lstrip("\n")):
            continue
        text = _plain(block[:_PARAGRAPH_WINDOW])
        if _WORD.search(text):
            return _shortened(_until_end(text))
    return ""


def _blocks(text: str) -> Iterator[str]:
    start = 0
    for blank in _BLANK.finditer(text):
        yield text[start : blank.start()]
        start = blank.end()
    yield text[start:]


def _plain(block: str) -> str:
    for needed, marks, kept in _MARKS:
        if needed in block:
            block = marks.sub(kept, block)
    return " ".join(unescape(block).split())


def _until_end(text: str) -> str:
    for match in _END.finditer(text):
        words = text[: match.start()].split()
        if match.end() == len(text) or match[0] != "." or not (words and _ABBREVIATION.fullmatch(words[-1])):
            return text[: match.end()]
    return text


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_SENTENCE:
        return text
    cut = text[:_LONGEST_SENTENCE]
    words = cut.rpartition(" ")[0] or cut[:-1]
    return words.rstrip(" ,;:–-") + "…"
