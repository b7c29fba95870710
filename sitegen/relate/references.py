"""References: what a field names must exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.base.problems import Fact, Problem, problem
from sitegen.base.words import near
from sitegen.read.content import Content

MOST_GUESSES = 25
"""Keys of which is asked what was meant. It takes up to 0.1 s among 5,000 keys, and who has more has not mistyped them."""


def check(content: Content) -> Iterator[Problem]:
    """An error for each key that names nothing. What exists but has mistakes of its own, or is a draft, is no mistake of the reference."""
    known = _known(content)
    guesses: dict[tuple[str, str], str | None] = {}
    for records in content.records.values():
        for record in records.values():
            for ref in record.refs:
                if ref.key in known[ref.kind] or ref.kind in content.unread:
                    continue
                name = ref.kind, ref.key
                if name not in guesses and len(guesses) < MOST_GUESSES:
                    guesses[name] = near(ref.key, known[ref.kind])
                facts: dict[str, Fact] = {"field": ref.field, "key": ref.key}
                if meant := guesses.get(name):
                    yield problem(ref.place, f"unknown-reference.{ref.kind}-near", **facts, meant=meant)
                else:
                    yield problem(ref.place, f"unknown-reference.{ref.kind}", **facts)


def _known(content: Content) -> Mapping[str, dict[str, None]]:
    """Kind → the keys of its items: records, then broken ones and drafts."""
    known = {kind: dict.fromkeys(records) for kind, records in content.records.items()}
    for kind, key in sorted(content.broken | content.hidden):
        known[kind][key] = None
    return known
