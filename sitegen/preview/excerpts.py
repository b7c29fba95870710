"""The line of a file where a mistake stands, cut to what fits on a screen."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sitegen.base.problems import Place

BEFORE, AFTER = 50, 90
"""Characters that are shown before the marked place, and from it on."""

_WORD = re.compile(r"""[^\s"'(){}\[\],;]+|.""")


class Excerpt(NamedTuple):
    """A line in three parts; `marked` stands at the column of the mistake and is never empty."""

    before: str
    marked: str
    after: str


def excerpt(root: Path, place: Place) -> Excerpt | None:
    """The line at a place, the word there marked; None where the file or the line is not there any more.

    A long line is cut at both ends ("…"). What cannot be seen is written as its code (<U+200B>), a tab as an arrow.
    """
    try:
        with (root / place.path).open(encoding="utf-8", errors="replace") as file:
            line = next(islice(file, place.line - 1, None), None)
    except (OSError, ValueError):
        return None
    if line is None or (place.line == 1 and place.column == 1 and not line.strip()):
        return None
    line = line.rstrip("\n").removeprefix("\ufeff")
    return _cut(line, min(place.column - 1, len(line)))


def _cut(line: str, at: int) -> Excerpt:
    word = _WORD.match(line, at)
    marked = word[0][:AFTER] if word else " "
    first, last = max(0, at - BEFORE), at + AFTER
    before, after = line[first:at], line[at + len(marked) : last]
    return Excerpt(
        ("…" if first else "") + _visible(before), _visible(marked), _visible(after) + ("…" if last < len(line) else "")
    )


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "→" if c == "\t" else f"<U+{ord(c):04X}>" for c in text)
