"""What each part of the audit found, as tables for people and an answer for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """Some figures of one kind, and where they were missed."""

    title: str
    """What was measured, and what is wanted."""
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    misses: list[str] = field(default_factory=list)
    """One a line: the page, and what is wrong there. Empty: all is as wanted."""

    def lines(self) -> Iterator[str]:
        """To be printed; a missed figure is named below its table."""
        yield f"{self.title}: {f'MISSED {len(self.misses)} times' if self.misses else 'reached'}"
        widths = [max(map(len, cells)) for cells in zip(self.columns, *self.rows, strict=True)]
        for row in (self.columns, *self.rows):
            cells = [
                cell.ljust(width) if number == 0 else cell.rjust(width)
                for number, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            yield "  " + "  ".join(cells).rstrip()
        for miss in self.misses:
            yield f"  - {miss}"
