"""Content lines of RFC 5545: how a value is written in one, and how lines become a file. Knows no property by name.

Written here because nothing but this is needed of a calendar library, and a library takes ten times as long. The tests hold it to one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

_LIMIT = 74
"""Octets of a line before it is folded. 75 are allowed (3.1), and the space that a folded line begins with is one of them."""


def text(value: str) -> str:
    r"""A TEXT value (3.3.11): backslash, semicolon and comma are escaped, a line break of any kind is `\n`."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def day(value: date) -> str:
    """A DATE value (3.3.4): `20261201`."""
    return value.isoformat().replace("-", "")


def instant(value: datetime) -> str:
    """A DATE-TIME value in UTC (3.3.5): `20261201T020000Z`."""
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def document(lines: Iterable[str]) -> bytes:
    """The file of these lines: each of them ended by CRLF, and folded where it is long."""
    return b"".join(_folded(line.encode()) for line in lines)


def _folded(line: bytes) -> bytes:
    """A line with its end, over as many lines as it takes. No character is cut in two, and none that is escaped is cut from its backslash:
    RFC 5545 allows that, but not every reader puts it together again."""
    assert b"\n" not in line, "a value was not escaped"
    pieces, start = [], 0
    while len(line) - start > _LIMIT:
        end = start + _LIMIT
        while line[end] & 0b1100_0000 == 0b1000_0000:  # in the middle of a character (UTF-8)
            end -= 1
        if line[end - 1] in b"\\^":  # ^ escapes in the values of parameters (RFC 6868)
            end -= 1
        pieces.append(line[start:end])
        start = end
    return b"\r\n ".join([*pieces, line[start:]]) + b"\r\n"
