"""A long mapping, kept as a few pieces of JSON text: who asks for a key reads its piece only, and who changes one copies the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeAlias, TypeVar
from zlib import crc32

import msgspec
from msgspec import Raw

T = TypeVar("T")

_PIECES = 16
_ENCODER = msgspec.json.Encoder()

Pieces: TypeAlias = tuple[Raw, ...]
"""What is kept of a table."""


class Table(Mapping[str, T], Generic[T]):
    """A mapping in pieces, with values of one `kind`. It keeps what it has read, and does not change."""

    def __init__(self, kind: Any, pieces: Pieces):
        self._decoder: msgspec.json.Decoder[dict[str, T]] = msgspec.json.Decoder(dict[str, kind])
        self._pieces = pieces
        self._read: dict[int, dict[str, T]] = {}

    def __getitem__(self, key: str) -> T:
        return self._piece(_number(key))[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, else the default."""
        return self._piece(_number(key)).get(key, default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key in self._piece(_number(key))

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def __len__(self) -> int:
        return sum(len(self._piece(number)) for number in range(len(self._pieces)))

    def whole(self) -> dict[str, T]:
        """All of it, for whoever asks for much."""
        return {key: value for number in range(len(self._pieces)) for key, value in self._piece(number).items()}

    def with_(self, changes: Mapping[str, T]) -> Pieces:
        """What is to be kept of the table with other values of some keys."""
        pieces = list(self._pieces)
        for number, changed in _by_piece(changes).items():
            pieces[number] = Raw(_ENCODER.encode(self._piece(number) | changed))
        return tuple(pieces)

    def _piece(self, number: int) -> dict[str, T]:
        if number not in self._read:
            self._read[number] = self._decoder.decode(self._pieces[number])
        return self._read[number]


def pieces(rows: Mapping[str, object]) -> Pieces:
    """What is to be kept of a mapping."""
    parts = _by_piece(rows)
    return tuple(Raw(_ENCODER.encode(parts.get(number, {}))) for number in range(_PIECES))


def _by_piece(rows: Mapping[str, T]) -> Mapping[int, dict[str, T]]:
    parts: defaultdict[int, dict[str, T]] = defaultdict(dict)
    for key, value in rows.items():
        parts[crc32(key.encode()) % _PIECES][key] = value
    return parts


def _number(key: str) -> int:
    return crc32(key.encode()) % _PIECES
