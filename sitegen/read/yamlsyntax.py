"""What the YAML parser complains about, in the words of somebody who never heard of YAML: which line, and how to write it.

libyaml names the state of its machine ("did not find expected key"). The line that it stumbled over says more, so the line is looked at
again: nearly always a value needs quotes, and then the problem shows the whole line as it should be.
"""

from __future__ import annotations

import re

from yaml import MarkedYAMLError

from sitegen.base.problems import Place, Problem, problem
from sitegen.read.nodes import Node, Scalar
from sitegen.read.text import Passage

MOST_LEVELS = 64
"""How deep mappings and lists may stand in each other."""
_LONGEST = 300
"""Characters of a line that are looked at and shown."""
_KEY = r"\"[^\"]*\"|'[^']*'|[^\s'\"#\[\]{}:,&*!|>%@`][^:]*?"
_LINE = re.compile(rf"(?P<indent> *)(?P<head>(?:- +)*(?:(?P<key>{_KEY})\s*:(?:\s+|$))?)(?P<value>.*)")
_GLUED = re.compile(r"(?P<head>\s*(?:- +)*[^\W\d]\w{0,40}):(?P<value>(?!//)[^\s:].*)")
_BEGINNINGS = frozenset("[]{},@*&!%`|>?-")
_OF_COLUMNS = ("mapping values", "document start", "block mapping", "block collection")
"""States of libyaml in which it counted columns."""
_ENTRY = re.compile(r"\n *-(?= )")
_COLON = re.compile(r":(?:\s|$)")


class _Line:
    """A line of a text, cut into what stands before its value and the value."""

    def __init__(self, text: str, index: int) -> None:
        self.start = text.rfind("\n", 0, index) + 1
        self.text = text[self.start : self.start + _LONGEST].partition("\n")[0].rstrip()
        match = _LINE.match(self.text)
        assert match  # every part of it may be empty
        self.key = match["key"] or ""
        self.head = match["head"]
        """Dashes, key and colon."""
        self.first = self.start + match.end("indent")
        """Where the first character stands that is no space."""
        self.value = match["value"]
        self.value_at = self.start + match.start("value")

    def quoted(self) -> str:
        """The line with its value in single quotes."""
        return f"{self.head.rstrip()} {_in_quotes(self.value)}".lstrip()

    def glued(self) -> tuple[int, str] | None:
        """Of a line like `title:A`: where its colon stands, and the line with the space that it lacks."""
        match = None if self.key else _GLUED.match(self.text)
        return match and (self.start + match.end("head"), f"{match['head'].lstrip()}: {match['value']}")


def _in_quotes(value: str) -> str:
    """A value as a single-quoted scalar (YAML 1.2.2, section 7.3.2), without the quotes around it that did not work."""
    mark, inner = value[:1], value[1:-1]
    if mark in ('"', "'") and len(value) > 1 and value.endswith(mark):
        second = inner.find(mark)
        # "Judul "penting"" has quotes inside quotes; "Satu" dan "dua" has none around it.
        if second < 0 or inner[:second].endswith(" ") or inner.count(mark) % 2:
            value = inner
    return "'" + value.replace("'", "''") + "'"


def quoted_line(text: str, index: int) -> str:
    """The line around a place with its value in single quotes."""
    return _Line(text, index).quoted()


def bad_escape(passage: Passage, index: int) -> Problem:
    """A backslash in double quotes that does not mean what it looks like."""
    return passage.problem(index, "yaml-syntax.escape", found=passage.text[index : index + 2])


def swallowed_entry(passage: Passage, start: int, end: int) -> Problem | None:
    """An entry of a list that is indented too far, so that YAML adds it to the text above: `- a`, then `  - b`."""
    entry = _ENTRY.search(passage.text, start, end)
    return entry and passage.problem(entry.end() - 1, "yaml-syntax.indent")


def glued_key(key: Scalar) -> Problem | None:
    """A key without a value that has a colon in it: `{id:A}`."""
    name, _, value = key.text.partition(":")
    if key.quoted or not value:
        return None
    place = Place(key.place.path, key.place.line, key.place.column + len(name))
    return problem(place, "yaml-syntax.no-space", write=f"{name}: {value}")


def explain_root(passage: Passage, root: Node) -> Problem:
    """Why a whole text that is a list or one value holds no fields."""
    if not isinstance(root, Scalar):
        return problem(root.place, "yaml-syntax.list")
    start = len(passage.text) - len(passage.text.lstrip("\n"))
    if glued := _Line(passage.text, start).glued():
        return passage.problem(glued[0], "yaml-syntax.no-space", write=glued[1])
    return problem(root.place, "yaml-syntax.no-colon", found=root.text[:_LONGEST])


def explain(passage: Passage, error: MarkedYAMLError, *, bracket: int | None, quote: int | None) -> Problem:
    """The problem that an error of the parser tells of.

    `bracket`: where the innermost open bracket stands, None if none is open. `quote`: where the scalar before the error
    began, if it stood in quotes.
    """
    text = passage.text
    said = f"{error.context or ''}: {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    cause = error.context_mark or mark
    # The end of a text is told as one line too far.
    at, since = (min(one.index, len(text.rstrip())) if one else 0 for one in (mark, cause))

    if "nesting depth" in said:  # libyaml's own limit, which it meets before it gives the events
        return passage.problem(at, "yaml-limits.depth", most=MOST_LEVELS)
    if "tab character" in said or text.startswith("\t", at):
        return passage.problem(at, "tab")
    if "quoted scalar" in said and ("end of stream" in said or "document indicator" in said):
        return passage.problem(since, "yaml-syntax.quote-open", quote=text[since])
    if "escape" in said or "hexdecimal" in said:
        return bad_escape(passage, max(text.rfind("\\", 0, at + 1), 0))
    if bracket is not None:
        return _in_brackets(passage, at, bracket)
    if "document start" in said and text[:at].rstrip().endswith("..."):
        return passage.problem(at, "yaml-limits.documents")
    line = _Line(text, since if "expected ':'" in said else at)
    if quote is not None and quote < line.start:
        return passage.problem(quote, "yaml-syntax.quote-open", quote=text[quote])
    return _value_without_quotes(passage, line) or _line_out_of_place(passage, line, said, at)


def _value_without_quotes(passage: Passage, line: _Line) -> Problem | None:
    """A value that YAML takes for something else, so that it needs quotes."""
    start, value = line.value_at, line.value
    if not line.head or not value:
        return None
    if value[0] in "'\"":
        return passage.problem(start, "yaml-syntax.quote", quote=value[0], write=line.quoted())
    if value[0] in _BEGINNINGS:
        return passage.problem(start, "yaml-syntax.begins", found=value[0], write=line.quoted())
    if line.key and _COLON.search(value):
        return passage.problem(start, "yaml-syntax.colon", key=line.key, write=line.quoted())
    return None


def _line_out_of_place(passage: Passage, line: _Line, said: str, at: int) -> Problem:
    """A line that is no `key: value`, or not where one belongs."""
    before = _Line(passage.text, max(line.start - 1, 0))
    if glued := line.glued() or ("mapping values" in said and before.glued()):
        return passage.problem(glued[0], "yaml-syntax.no-space", write=glued[1])
    if "expected ':'" in said:
        return passage.problem(line.first, "yaml-syntax.no-colon", found=line.text.strip())
    if (line.head or line.first > line.start) and any(state in said for state in _OF_COLUMNS):
        return passage.problem(line.first, "yaml-syntax.indent")
    return passage.problem(at, "yaml-syntax.other", found=line.text.strip())


def _in_brackets(passage: Passage, at: int, bracket: int) -> Problem:
    """An error between `[` or `{` and its end, which may be missing."""
    text = passage.text
    line = _Line(text, bracket)
    closing = "]" if text[bracket] == "[" else "}"
    if closing not in line.text[bracket - line.start :]:
        write = f"{line.head}{line.value}{closing}"
        return passage.problem(bracket, "yaml-syntax.bracket-open", found=text[bracket], write=write)
    start = max(text.rfind(mark, bracket, at) for mark in ",[{") + 1
    item = re.split(r"[,\]}\n]", text[start : start + _LONGEST], maxsplit=1)[0]
    if not item.strip():
        return passage.problem(start, "yaml-syntax.other", found=line.text.strip())
    start += len(item) - len(item.lstrip())
    return passage.problem(start, "yaml-syntax.item", found=item.strip(), write=_in_quotes(item.strip()))
