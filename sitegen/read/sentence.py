"""The first sentence of an author's Markdown, for lists that show an article of which no summary was written.

It is linear in the length of the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from sitegen.read.prose import NO_PARAGRAPH, without_fences

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
    for block in _blocks(without_fences(markdown)):
        if not block.strip() or NO_PARAGRAPH.match(block.lstrip("\n")):
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
