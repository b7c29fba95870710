"""A long mapping in pieces."""

from __future__ import annotations

import msgspec
import pytest

from sitegen.base.table import Table, pieces

ROWS = {f"key-{number}": (number, str(number)) for number in range(500)}


def table(rows: dict[str, tuple[int, str]]) -> Table[tuple[int, str]]:
    return Table(tuple[int, str], pieces(rows))


def test_what_is_kept_is_found_again() -> None:
    kept = table(ROWS)
    assert kept["key-7"] == (7, "7")
    assert kept.get("key-8") == (8, "8")
    assert kept.get("nobody") is None
    assert "key-9" in kept
    assert "nobody" not in kept
    assert kept.whole() == dict(kept) == ROWS
    assert len(kept) == len(ROWS)
    with pytest.raises(KeyError):
        kept["nobody"]


def test_an_empty_one_is_one_too() -> None:
    assert table({}).whole() == {}


def test_a_change_gives_what_is_kept_of_the_changed_table() -> None:
    kept = table(ROWS)
    changed = {"key-3": (0, "new"), "key-500": (500, "more")}
    assert Table(tuple[int, str], kept.with_(changed)).whole() == ROWS | changed
    assert kept.whole() == ROWS


def test_of_a_change_the_other_pieces_are_copied_as_they_are() -> None:
    before = pieces(ROWS)
    damaged = tuple(msgspec.Raw(b"no JSON") if number != 5 else piece for number, piece in enumerate(before))
    key = next(key for key in ROWS if key in msgspec.json.decode(before[5]))
    kept: Table[tuple[int, str]] = Table(tuple[int, str], damaged)
    after = kept.with_({key: (1, "other")})
    assert [number for number, piece in enumerate(after) if bytes(piece) != bytes(damaged[number])] == [5]
