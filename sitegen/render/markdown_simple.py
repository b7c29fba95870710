"""The HTML of a simple body, written straight from its text in a twentieth of the time that Python-Markdown takes.

Most bodies are headings, paragraphs, lists, quotes, tables, pictures and fenced code. Those are read here block by block. Whatever
Python-Markdown would or might read in another way is not simple, and then the whole body is left to it. So what is said here is the
same or nothing; a test compares it with the library as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html import escape

from sitegen.plan.parts import Graphic
from sitegen.render.markdown_inline import PICTURE, Inline, NotSimple
from sitegen.render.markdown_written import Heading, HeadingIds, Words, Written
from sitegen.render.sanitize import CODE_CLASS, Addresses, Judge, decoded

# Controls, halves of characters and noncharacters; the first of them as octets, which is faster to ask.
_ODD_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ODD_OCTETS = bytes(code for code in range(128) if _ODD_CHARACTER.match(chr(code)))
_DEFINITION = re.compile(r"\] ?:")
FENCED_CODE = re.compile(
    r"^(?P<fence>~{3,}|`{3,})[ ]*(?:\{(?P<attrs>[^\n]*)\}|\.?(?P<lang>[\w#.+-]*)[ ]*)(?P<hl_lines>(?!))?\n"
    r"(?P<code>.*?)(?<=\n)(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_SPACES_ALONE = re.compile(r"\n +(?=\n|\Z)")
_BLANK_LINES = re.compile(r"\n\n+")
_HEADING = re.compile(r"(#{1,6})([^#\\]+)")
_RULE = re.compile(r"([-*_])(?: {0,2}\1){2,} *")
# The text of an item must not begin a block of its own, as in `- # a`; nor must a line that continues it.
_TEXT = r"(?![#>:=|-]|[*+] |\d+\. )\S.*"
_ITEM = {"ul": re.compile(rf" {{0,3}}([*+-]) +({_TEXT})"), "ol": re.compile(rf" {{0,3}}([0-9]{{1,6}})\. +({_TEXT})")}
_INNER_ITEM = re.compile(r" {4,7}(?:[*+-]|\d+\.) ")
_MORE_TEXT = re.compile(rf" *{_TEXT}")
_NUMBER = re.compile(r"\d+\. ")
# How a later line of a paragraph begins that may be something else: a table's second line and that below a heading, above all.
_OTHER_LINE = re.compile(r"\n(?:[#>:=| ]|-[ :|-]*(?:\n|\Z))")
_SEPARATOR = re.compile(r"\|(?: *:?-+:? *\|){2,}")
_SIDES = {(True, True): "center", (True, False): "left", (False, True): "right"}
_TAG = re.compile("<[^>]*>")

_Item = tuple[list[str], list[str]]
"""The lines of an item's text, and those of the list inside it."""


def write_simple(
    text: str, links: Iterable[tuple[str, str]], words: Words, pictures: Iterable[tuple[str, Graphic]] = ()
) -> Written | None:
    """The body as HTML; None if it is not simple."""
    # A definition, of a link, a footnote or an abbreviation, changes texts elsewhere; so does a numbered entity without its end.
    if ("]" in text and _DEFINITION.search(text)) or ("&" in text and "&#" in text) or _is_odd(text):
        return None
    judge = Judge(Addresses.of(links, pictures))
    try:
        written = _Writer(judge, words).write(text)
        if judge.addresses.fragments:  # what they mean depends on the headings
            headings = frozenset(heading.id for heading in written.headings)
            written = _Writer(Judge(Addresses.of(links, pictures), headings, set(headings)), words).write(text)
    except NotSimple:
        return None
    return written


class _Writer:
    """Writes one body."""

    def __init__(self, judge: Judge, words: Words) -> None:
        self._judge = judge
        self._inline = Inline(judge)
        self._words = words
        self._pieces: list[str] = []
        self._headings: list[tuple[int, int, str]] = []
        """Where each stands in the pieces, its level as the author gave it, and its HTML."""
        self._tables = 0
        self._in_quote = False

    def write(self, text: str) -> Written:
        """The whole body, once."""
        text = _SPACES_ALONE.sub("\n", text.expandtabs(4) if "\t" in text else text)
        start = 0
        if "~" in text or ("`" in text and "```" in text):
            for fence in FENCED_CODE.finditer(text):
                self._blocks(text[start : fence.start()])
                self._code(fence)
                start = fence.end()
        self._blocks(text[start:])
        headings = self._finish_headings()
        html = "\n".join(self._pieces).replace("\xa0", "&nbsp;")
        judge, without_alt = self._judge, self._inline.pictures_without_alt
        return Written(html, headings, judge.wrong(), without_alt, judge.unknown_languages)

    def _blocks(self, text: str) -> None:
        blocks = _BLANK_LINES.split(text.strip("\n"))
        blocks.reverse()
        while blocks:
            if not (block := blocks.pop()):
                continue
            mark = block[0]
            if mark == "#":
                self._heading(block, blocks)
            elif mark in "-*_" and _RULE.fullmatch(block):
                self._pieces.append("<hr>")
            elif mark in "-*+" and block.startswith(" ", 1):
                self._list("ul", block, blocks)
            elif mark == ">":
                self._quote(block, blocks)
            elif mark == "|":
                self._table(block.split("\n"))
            elif mark.isdecimal() and _NUMBER.match(block):
                self._list("ol", block, blocks)
            elif mark in " :=-" or ("\n" in block and _OTHER_LINE.search(block)):
                raise NotSimple
            else:
                self._pieces.append(self._paragraph(block))

    def _heading(self, block: str, blocks: list[str]) -> None:
        line, _, rest = block.partition("\n")
        found = _HEADING.fullmatch(line)
        # Headings in quotes are numbered after all others; two lines with bars may be a table.
        if self._in_quote or not found or not (text := found[2].strip()) or (rest and "|" in line):
            raise NotSimple
        self._headings.append((len(self._pieces), len(found[1]), self._inline.html(text)))
        self._pieces.append("")
        if rest:
            blocks.append(rest)

    def _finish_headings(self) -> tuple[Heading, ...]:
        """Puts them into their places: their levels depend on all of them."""
        up = min((level for _, level, _ in self._headings), default=2) - 2
        ids = HeadingIds()
        headings = []
        for place, level, html in self._headings:
            text = _TAG.sub("", html) if "<" in html else html
            heading = ids.heading(level - up, " ".join(decoded(text).split()))
            self._pieces[place] = f'<h{heading.level} id="{heading.id}">{html}</h{heading.level}>'
            headings.append(heading)
        return tuple(headings)

    def _paragraph(self, text: str) -> str:
        text = text.lstrip()
        if not text:
            raise NotSimple
        if text.startswith("!["):
            if lone := PICTURE.fullmatch(text):
                return self._inline.figure(lone)
            if text[-1].isspace():
                raise NotSimple
        return f"<p>{self._inline.html(text)}</p>"

    def _quote(self, block: str, blocks: list[str]) -> None:
        """Quotes in a row are one."""
        quotes = [_unquoted(block)]
        while blocks and blocks[-1].startswith(">"):
            quotes.append(_unquoted(blocks.pop()))
        outside, self._in_quote = self._in_quote, True
        self._pieces.append("<blockquote>")
        self._blocks("\n\n".join(quotes))
        self._pieces.append("</blockquote>")
        self._in_quote = outside

    def _list(self, tag: str, block: str, blocks: list[str]) -> None:
        """Lists in a row are one; where a blank line was, the items on both sides of it are paragraphs."""
        start, items = _items(tag, block.split("\n"))
        spaced: set[int] = set()
        while blocks and (_NUMBER.match(blocks[-1]) if tag == "ol" else blocks[-1].startswith(("- ", "* ", "+ "))):
            spaced |= {len(items) - 1, len(items)}
            items += _items(tag, blocks.pop().split("\n"))[1]
        self._pieces.append(self._list_html(tag, start, items, spaced))

    def _list_html(self, tag: str, start: str, items: list[_Item], spaced: Collection[int] = ()) -> str:
        attribute = f' start="{start}"' if tag == "ol" and start != "1" else ""
        html = f"<{tag}{attribute}>\n"
        for number, (lines, inner) in enumerate(items):
            text = "\n".join(lines)
            html += f"<li>\n{self._paragraph(text)}\n" if number in spaced else f"<li>{self._inline.html(text)}"
            if inner:
                inner_tag = "ul" if inner[0].lstrip(" ")[0] in "*+-" else "ol"
                html += self._list_html(inner_tag, *_items(inner_tag, inner)) + "\n"
            html += "</li>\n"
        return html + f"</{tag}>"

    def _table(self, lines: list[str]) -> None:
        # A bar in code, which ends no cell, leaves one backtick on each side of it; so the body is not simple.
        rows = [_cells(line) for line in lines]
        if len(rows) < 3 or not _SEPARATOR.fullmatch(lines[1]) or len(rows[0]) != len(rows[1]):
            raise NotSimple
        classes = []
        for cell in rows[1]:
            side = _SIDES.get((cell.startswith(":"), cell.endswith(":")))
            classes.append(f' class="align-{side}"' if side else "")
        self._tables += 1
        self._pieces += [
            f'<div aria-label="{self._words.table.format(self._tables)}" class="table" role="region" tabindex="0">',
            "<table>\n<thead>\n<tr>",
            *(f'<th{of} scope="col">{self._inline.html(c)}</th>' for of, c in zip(classes, rows[0], strict=True)),
            "</tr>\n</thead>\n<tbody>",
        ]
        for row in rows[2:]:
            row += [""] * (len(classes) - len(row))
            cells = [f"<td{of}>{self._inline.html(c)}</td>" for of, c in zip(classes, row, strict=False)]
            self._pieces += ["<tr>", *cells, "</tr>"]
        self._pieces.append("</tbody>\n</table>\n</div>")

    def _code(self, fence: re.Match[str]) -> None:
        name = f"language-{fence['lang']}" if fence["lang"] else ""
        if fence["attrs"] is not None or (name and not CODE_CLASS.fullmatch(name)):
            raise NotSimple
        attribute = f' class="{name}"' if name else ""
        self._pieces.append(f"<pre><code{attribute}>{escape(fence['code'], quote=False)}</code></pre>")


def _is_odd(text: str) -> bool:
    if not text.isascii():
        return bool(_ODD_CHARACTER.search(text))
    octets = text.encode()
    return len(octets.translate(None, delete=_ODD_OCTETS)) < len(octets)


def _unquoted(block: str) -> str:
    lines = block.split("\n")
    if not all(line.startswith(">") for line in lines):
        raise NotSimple
    text = "\n".join("" if line.strip() == ">" else line[1:].removeprefix(" ") for line in lines)
    if not text or text.strip("\n") != text:
        raise NotSimple
    return text


def _items(tag: str, lines: list[str]) -> tuple[str, list[_Item]]:
    """The first item's mark or number, and all items."""
    start = ""
    items: list[_Item] = []
    for line in lines:
        if found := _ITEM[tag].fullmatch(line):
            start = start or found[1]
            items.append(([found[2]], []))
        elif not items:
            raise NotSimple
        elif items[-1][1] or _INNER_ITEM.match(line):
            items[-1][1].append(line.removeprefix("    "))
        elif _MORE_TEXT.fullmatch(line):
            items[-1][0].append(line)
        else:
            raise NotSimple
    return start, items


def _cells(row: str) -> list[str]:
    return [cell.strip(" ") for cell in row.strip(" ").removeprefix("|").removesuffix("|").split("|")]
