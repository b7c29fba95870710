"""What is found while the fields of one item are asked for: problems, and where the fields stand."""

from __future__ import annotations

from msgspec import Struct

from sitegen.base.problems import Fact, Place, Problem, Severity, problem


class Findings(Struct):
    """Of one item; its groups share them."""

    problems: list[Problem]
    failed: bool = False
    """Whether any problem is an error."""
    places: dict[str, Place] = {}
    """Field (`image`, `image.src`) → its value in the first file that has it."""
    wrong: set[str] = set()
    """Fields with a value that could not be read."""
    missing: dict[str, dict[str, None]] = {}
    """Path → required fields that are nowhere, in the order asked."""

    def report(self, place: Place, id: str, /, **facts: Fact) -> None:  # noqa: A002 — as `problem`
        """Keep a problem."""
        found = problem(place, id, **facts)
        self.problems.append(found)
        self.failed |= found.severity is Severity.ERROR

    def report_missing(self) -> None:
        """Keep one problem for each file that lacks required fields."""
        for path, names in self.missing.items():
            self.report(Place(path), "required", fields=tuple(names))
