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
_INDENTED_CLOSER = re.compile(r"\s+---\s*")
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
    lines = text.split("\n")
    whole = Split(None, 1, text, 1)
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return whole, []
    opener = lines[first]
    if not _FENCE.fullmatch(opener):
        return whole, _no_fence(lines, first, path)
    for number in range(first + 1, len(lines)):
        if _FENCE.fullmatch(lines[number]):
            front = "".join(f"{line}\n" for line in lines[first + 1 : number])
            return Split(front, first + 2, "\n".join(lines[number + 1 :]), number + 2), []
        if _LIKE_A_CLOSER.fullmatch(lines[number]):
            return whole, [_odd_closer(lines, number, path)]
    for number in range(first + 1, len(lines)):
        if _INDENTED_CLOSER.fullmatch(lines[number]):
            return whole, [_odd_closer(lines, number, path)]
    return whole, [problem(Place(path, first + 1), "front-matter-open")]


def _odd_closer(lines: list[str], number: int, path: str) -> Problem:
    return problem(Place(path, number + 1), "front-matter-fence.closing", found=lines[number].rstrip())


def _no_fence(lines: list[str], first: int, path: str) -> list[Problem]:
    """What is wrong with a first line that is no fence; nothing if the words simply begin."""
    found = lines[first].rstrip()
    place = Place(path, first + 1)
    if _LIKE_AN_OPENER.fullmatch(found):
        return [problem(place, "front-matter-fence", found=found)]
    if _FIELD.fullmatch(found):
        return [problem(place, "front-matter-fence.missing", found=found)]
    return []
