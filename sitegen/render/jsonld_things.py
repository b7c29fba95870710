"""Things as JSON-LD has them: a type, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

Thing: TypeAlias = dict[str, Any]


def known(thing: Thing) -> Thing | None:
    """A thing without what has no value, for schema.org has no null; None where nothing but its type is known."""
    said = {key: value for key, value in thing.items() if value or value == 0}
    return said if said.keys() - {"@type"} else None


def all_known(things: Iterable[Thing]) -> list[Thing]:
    """Those of some things of which more than the type is known."""
    return [said for said in map(known, things) if said]
