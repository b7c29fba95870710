"""Dates as values: with the precision that an author gave, terms of years, times of a day.

A date without a time is never an instant: it has no zone and is never converted.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, time, timedelta

from msgspec import Struct


class PartialDate(Struct, frozen=True, gc=False):
    """A day, a month or a year. Ordered by the first day, then by the last."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A whole date."""
        return cls(day.year, day.month, day.day)

    @property
    def precise(self) -> bool:
        """Whether this is one day."""
        return self.day is not None

    @property
    def first(self) -> date:
        """The first day that is meant."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that is meant: of a month its last, of a year 31 December."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """ISO 8601, as precise as the date: `2022-11-21`, `2022-11`, `2022`."""
        return "-".join([f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)])

    def __lt__(self, other: PartialDate) -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def __le__(self, other: PartialDate) -> bool:
        return (self.first, self.last) <= (other.first, other.last)


class Term(Struct, frozen=True, array_like=True):
    """How long something lasts."""

    years: int = 0
    months: int = 0

    def last_day(self, start: date) -> date:
        """The day before the anniversary of `start`. 29 February has its anniversary on 1 March, 31 August + 6 months on 1 March."""
        months = start.year * 12 + start.month - 1 + self.years * 12 + self.months
        year, month = divmod(months, 12)
        month += 1
        if start.day > monthrange(year, month)[1]:
            return date(year, month, monthrange(year, month)[1])
        return date(year, month, start.day) - timedelta(days=1)


class ClockTimes(Struct, frozen=True, array_like=True):
    """Local times of a day."""

    start: time
    end: time | None = None
    open_end: bool = False
    """It ends when it is finished: "09.00–selesai" (until finished)."""
    zone: str | None = None
    """IANA name, where the text named one."""
