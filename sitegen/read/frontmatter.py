"""A Markdown file cut in two: the fields between two lines of three hyphens, and the words after them.

A fence that a word processor has "improved" is an error, and never a text whose fields are silently lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitegen.base.problems import Place, Problem, problem

_DASHES = "-\u00ad\u2010-\u2015\u2043\u2212\u23af\u2500\u2e3a\u2e3b\ufe58\ufe63\uff0d"
_FENCE = re.compile(r"---\s*")
_LIKE_AN_OPENER = re.compile(
    rf"[\s\u200b\ufeff]*[{_DASHES}][{_DASHES}\s\u200b\ufeff]*"  # —, ––-, - - -, ---- or an indented ---
    r"|\+{3}\s*"  # TOML, as in Hugo
    r"|---\s*[^\s-].*"  # ---yaml, ---js
)
# One hyphen is an empty entry of a list; what is indented may belong to a longer value.
_LIKE_A_CLOSER = re.compile(
    rf"[{_DASHES}](?:[^\S\n]*[{_DASHES}\u200b\ufeff])+\s*|[{_DASHES[1:]}]\s*|\+{{3}}\s*|\.{{3}}\s*"
)
_MAYBE_A_CLOSER = re.compile(rf"\n([{_DASHES}+.].*)")
_INDENTED_CLOSER = re.compile(r"\n([^\S\n]+---[^\S\n]*)(?=\n|\Z)")
_FIELD = re.compile(r"[a-z][a-z_]{1,20}:(?:\s.*)?")


class Split(NamedTuple):
    """The two parts of a file, and the lines of the file at which they begin."""

    front: str | None
    """Without its fences; None where there are none."""
    front_line: int
    body: str
    body_line: int


def split(text: str, path: str) -> tuple[Split, list[Problem]]:
    """The front matter and the body of a text from `decode`. With an error the body is the whole text."""
    whole = Split(None, 1, text, 1)
    blank = len(text) - len(text.lstrip())
    if blank == len(text):
        return whole, []
    start = text.rfind("\n", 0, blank) + 1
    opener = text[start:].partition("\n")[0]
    opening = Place(path, text.count("\n", 0, start) + 1)
    if not _FENCE.fullmatch(opener):
        return whole, _no_fence(opener.rstrip(), opening)
    begin = start + len(opener)
    for closer in _MAYBE_A_CLOSER.finditer(text, begin):
        if _FENCE.fullmatch(closer[1]):
            front = text[begin + 1 : closer.start(1)]
            return Split(front, opening.line + 1, text[closer.end() + 1 :], _line(text, closer) + 1), []
        if _LIKE_A_CLOSER.fullmatch(closer[1]):
            return whole, [_odd_closer(text, closer, path)]
    if indented := _INDENTED_CLOSER.search(text, begin):
        return whole, [_odd_closer(text, indented, path)]
    return whole, [problem(opening, "front-matter-open")]


def _line(text: str, closer: re.Match[str]) -> int:
    return text.count("\n", 0, closer.start(1)) + 1


def _odd_closer(text: str, closer: re.Match[str], path: str) -> Problem:
    return problem(Place(path, _line(text, closer)), "front-matter-fence.closing", found=closer[1].rstrip())


def _no_fence(found: str, place: Place) -> list[Problem]:
    """What is wrong with a first line that is no fence; nothing if the words simply begin."""
    if _LIKE_AN_OPENER.fullmatch(found):
        return [problem(place, "front-matter-fence", found=found)]
    if _FIELD.fullmatch(found):
        return [problem(place, "front-matter-fence.missing", found=found)]
    return []
