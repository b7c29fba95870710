"""Relations that may not lead back to where they began: an agreement cannot renew itself, however many stand between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.base.problems import Problem, problem
from sitegen.read.content import Content
from sitegen.read.record import Record

ACYCLIC = (("agreements", "renews"), ("agreements", "parent"), ("partners", "predecessors"), ("partners", "successor"))
"""Kind and field."""


def check(content: Content) -> Iterator[Problem]:
    """An error for each ring, at the field of its first member by key."""
    for kind, field in ACYCLIC:
        records = content.records.get(kind, {})
        for ring in _rings(records, field):
            yield problem(records[ring[0]].place(field), "cycle", field=field, ring=" → ".join([*ring, ring[0]]))


def _rings(records: Mapping[str, Record], field: str) -> Iterator[tuple[str, ...]]:
    """The rings of a relation, each once, beginning with its smallest key. Keys that are done are not walked again."""
    done: set[str] = set()
    for start in records:
        trail: list[str] = []
        position: dict[str, int] = {}
        branches = [iter((start,))]
        while branches:
            key = next(branches[-1], None)
            if key is None:
                branches.pop()
                if trail:
                    left = trail.pop()
                    del position[left]
                    done.add(left)
            elif key in position:
                ring = trail[position[key] :]
                first = ring.index(min(ring))
                yield tuple(ring[first:] + ring[:first])
            elif key not in done and key in records:
                position[key] = len(trail)
                trail.append(key)
                branches.append(iter(records[key].keys(field)))
