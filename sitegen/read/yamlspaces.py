"""Characters that look like spaces where YAML needs spaces: tabs, and what a paste from a word processor brings along.

libyaml takes a no-break space for a letter and says nothing, or complains two lines later. So the lines are looked at before anything
is made of them: the indentation, the key, and what stands between the colon and the value. In the value itself such a character is
prose and stays.
"""

from __future__ import annotations

import re

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.text import Passage

_INVISIBLE = "\u00a0\u00ad\u1680\u180e\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_ANY = re.compile(f"[\t{_INVISIBLE}]")
_STRUCTURE = re.compile(
    rf"(?P<indent>[ \t{_INVISIBLE}]*)"
    rf"(?P<dashes>(?:-[ \t{_INVISIBLE}]+)*)"
    r"(?:(?P<key>\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s\"'#\[\]{}&*!|>%@`:][^:\n]{0,200}?)"
    rf"(?P<gap>[ \t{_INVISIBLE}]{{0,20}}:(?:[ \t{_INVISIBLE}]+|$)))?"
)
_BLOCK = re.compile(r"[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*+"'), "'": re.compile(r"'(?:[^']|'')*+'")}
_QUOTE_ENDS = {'"': re.compile(r'(?:[^"\\]|\\.)*+"'), "'": re.compile(r"(?:[^']|'')*+'(?!')")}
_MOST_LINES = 20_000


def check(passage: Passage) -> list[Problem]:
    """One problem for each line with such a character in its structure, at the first of them."""
    if not _ANY.search(passage.text):
        return []
    problems: list[Problem] = []
    block_indent: int | None = None  # that of the line which opened the block scalar around this one
    quote = ""  # of the quoted text that goes on from the line before
    # More lines than that are refused for their number of nodes, or they are comments.
    lines = passage.text.split("\n", _MOST_LINES)[:_MOST_LINES]
    for number, line in enumerate(lines, passage.first_line):
        if quote:
            quote = "" if _QUOTE_ENDS[quote].match(line) else quote
            continue
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is not None and (indent > block_indent or not line.strip(" \t")):
            continue
        block_indent = None
        structure = _STRUCTURE.match(line)
        assert structure  # every part of it may be empty
        value = line[structure.end() :]
        if bad := _ANY.search(line, 0, structure.end()):
            after_colon = structure["gap"] and bad.start() > line.find(":", structure.start("gap"))
            problems.append(_found(Place(passage.path, number, bad.start() + 1), bad[0], bool(after_colon)))
        if _BLOCK.match(value):
            block_indent = indent + len(structure["dashes"]) if structure["key"] else indent
        elif value[:1] in _QUOTED and not _QUOTED[value[0]].match(value):
            quote = value[0]
    return problems


def check_key(key: str, place: Place) -> Problem | None:
    """The same for a key that does not begin a line, as in `{id: …}`: a colon without a true space after it is part of the key."""
    bad = _ANY.search(key)
    return bad and _found(Place(place.path, place.line, place.column + bad.start()), bad[0], after_colon=False)


def _found(place: Place, character: str, after_colon: bool) -> Problem:
    if character == "\t":
        return problem(place, "tab.colon" if after_colon else "tab")
    return problem(place, "invisible-space", character=f"U+{ord(character):04X}")
