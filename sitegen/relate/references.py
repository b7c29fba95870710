"""References: what a field names must exist."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.base.problems import Problem, problem
from sitegen.base.words import near
from sitegen.read.content import Content
from sitegen.read.record import Ref


def check(content: Content) -> Iterator[Problem]:
    """An error for each key that names nothing. What exists but has mistakes of its own, or is a draft, is no mistake of the reference."""
    known = (
        {(kind, key) for kind, records in content.records.items() for key in records} | content.broken | content.hidden
    )
    for records in content.records.values():
        for record in records.values():
            for ref in record.refs:
                if (ref.kind, ref.key) not in known:
                    yield _unknown(ref, content)


def _unknown(ref: Ref, content: Content) -> Problem:
    meant = near(ref.key, content.records.get(ref.kind, {}))
    facts = {"field": ref.field, "key": ref.key, "kind": ref.kind}
    if meant:
        return problem(ref.place, f"unknown-reference.{ref.kind}-near", **facts, meant=meant)
    return problem(ref.place, f"unknown-reference.{ref.kind}", **facts)
