"""Problems as plain data that can be kept between runs: a date among their facts is told from a text that looks like one."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from msgspec import Struct

from sitegen.base.dates import PartialDate
from sitegen.base.problems import Fact, Place, Problem

KeptFact: TypeAlias = str | int | tuple[str, ...] | PartialDate
"""A date is kept as a `PartialDate`, which JSON writes as an object."""


class KeptProblem(Struct, frozen=True, array_like=True):
    """A problem between two runs."""

    path: str
    line: int
    column: int
    id: str
    facts: tuple[tuple[str, KeptFact], ...]


def keep(found: Problem) -> KeptProblem:
    """A problem, to be kept."""
    place = found.place
    facts = tuple((name, PartialDate.of(fact) if isinstance(fact, date) else fact) for name, fact in found.facts)
    return KeptProblem(place.path, place.line, place.column, found.id, facts)


def again(kept: KeptProblem) -> Problem:
    """The problem that was kept."""
    facts: tuple[tuple[str, Fact], ...] = tuple(
        (name, fact.first if isinstance(fact, PartialDate) else fact) for name, fact in kept.facts
    )
    return Problem(Place(kept.path, kept.line, kept.column), kept.id, facts)


BODY = Place("")
"""Where a page's body begins, as its problems count: the body can be the same while the lines above it in its file change."""


def placed(found: Problem, body: Place | None) -> Problem:
    """A problem of a page at its place in the author's file; one of the page's body counts from where that begins."""
    if found.place.path or not body:
        return found
    column = found.place.column + (body.column - 1 if found.place.line == 1 else 0)
    return Problem(Place(body.path, body.line + found.place.line - 1, column), found.id, found.facts)
