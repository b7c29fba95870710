"""YAML as most of it is written: a line for each field, with one value, or a flat list or mapping in brackets. Read without the parser.

What is read here is read as `sitegen.read.yaml` reads it, with the same places, in a quarter of the time. At the first thing that is not
so simple this gives up; then the parser is asked, which also knows what to say about mistakes.
"""

from __future__ import annotations

import re

from sitegen.base.problems import Place
from sitegen.read.nodes import Mapping, Node, Scalar, Sequence

_LONGEST = 10_000
"""Characters: too few for more nodes than a file may have."""
_USUAL = re.compile(r"[\n -~¡-¬®-ɏ‘’“”–—…]*")
"""Characters that no reader of YAML takes for a space, a line end or a mistake."""
_QUOTED = r"\"(?P<double>[^\"\\]*+)\"|'(?P<single>[^']*+)'"
_FIELD = re.compile(
    r"(?P<key>\w[\w-]{0,99}+):"
    rf"(?: ++(?:{_QUOTED}|(?P<plain>\w[^:#]*+(?::[^:# ][^:#]*+)*+)|\[(?P<list>.*)\]|\{{(?P<mapping>.*)\}})?)? *+"
)
_VALUE = rf"(?:{_QUOTED}|(?P<plain>\w[^,:#?\[\]{{}}]*+)) *+(?:,|\Z)"
_ITEM = re.compile(rf" *+{_VALUE}")
_PAIR = re.compile(rf" *+(?P<key>\w[\w-]*+|\"[\w-]++\"): ++{_VALUE}")


class _NotSimple(Exception):  # noqa: N818 — not an error
    """The parser has to be asked."""


def simple_fields(text: str, path: str, first_line: int) -> Mapping | None:
    """The mapping that a text holds, with at least one field; None where the parser has to be asked."""
    if len(text) > _LONGEST or not _USUAL.fullmatch(text):
        return None
    try:
        entries = [
            _entry(line, path, number)
            for number, line in enumerate(text.split("\n"), first_line)
            if line and not line.startswith("#")
        ]
        return _mapping(entries, entries[0][0].place) if entries else None
    except _NotSimple:
        return None


def _entry(line: str, path: str, number: int) -> tuple[Scalar, Node]:
    field = _FIELD.fullmatch(line)
    if not field:
        raise _NotSimple
    return Scalar(field["key"], Place(path, number), quoted=False), _value(field, path, number)


def _mapping(entries: list[tuple[Scalar, Node]], place: Place) -> Mapping:
    if len({key.text for key, _ in entries}) < len(entries):
        raise _NotSimple
    return Mapping(tuple(entries), place)


def _value(field: re.Match[str], path: str, line: int) -> Node:
    kind = field.lastgroup
    if kind == "key":
        return Scalar("", Place(path, line, field.end("key") + 2), quoted=False)
    if kind == "list":
        items = [_scalar(item, path, line) for item in _pieces(_ITEM, field, kind)]
        return Sequence(tuple(items), Place(path, line, field.start(kind)))
    if kind == "mapping":
        pairs = _pieces(_PAIR, field, kind)
        entries: list[tuple[Scalar, Node]] = [(_key(pair, path, line), _scalar(pair, path, line)) for pair in pairs]
        return _mapping(entries, Place(path, line, field.start(kind)))
    return _scalar(field, path, line)


def _pieces(piece: re.Pattern[str], field: re.Match[str], group: str) -> list[re.Match[str]]:
    """What stands between two brackets."""
    pieces = []
    start, end = field.span(group)
    while start < end:
        found = piece.match(field.string, start, end)
        if not found:
            raise _NotSimple
        pieces.append(found)
        start = found.end()
    return pieces


def _key(pair: re.Match[str], path: str, line: int) -> Scalar:
    key = pair["key"]
    return Scalar(key.strip('"'), Place(path, line, pair.start("key") + 1), quoted=key.startswith('"'))


def _scalar(found: re.Match[str], path: str, line: int) -> Scalar:
    group = found.lastgroup
    assert group
    if group == "plain":
        return Scalar(found[group].rstrip(" "), Place(path, line, found.start(group) + 1), quoted=False)
    return Scalar(found[group], Place(path, line, found.start(group)), quoted=True)
