"""Things as JSON-LD has them: a type, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import msgspec

Thing: TypeAlias = dict[str, Any]


def known(thing: Thing) -> Thing | None:
    """A thing without what has no value, for schema.org has no null; None where nothing but its type is known."""
    said = {key: value for key, value in thing.items() if value or value == 0}
    return said if len(said) > ("@type" in said) else None


def all_known(things: Iterable[Thing]) -> list[Thing]:
    """Those of some things of which more than the type is known."""
    return [said for said in map(known, things) if said]


def document(things: list[Thing]) -> str:
    """Things as one document on one line, spaced as `json.dumps` does it, in half of its time."""
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": things})
    return msgspec.json.format(text, indent=0).decode()
