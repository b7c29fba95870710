"""What one node means where a date or time is asked for. How people write them is `base.datetext`; here stands what a field allows.

Where a value may be written in several ways, the function gives a `Reading`, which says whether it was written in the usual one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, TypeVar

from sitegen.base.dates import ClockTimes, PartialDate, Term
from sitegen.base.datetext import (
    Misread,
    Precision,
    Reading,
    read_date,
    read_moment,
    read_range,
    read_term,
    read_times,
    read_zone,
)
from sitegen.base.problems import Fact
from sitegen.read import nodes
from sitegen.read.record import Moment
from sitegen.read.values import Read, line

T = TypeVar("T")
S = TypeVar("S")

Open = Literal["open"]
OPEN: Open = "open"
"""`expires: open`: it does not end by itself."""


def partial(smallest: Precision) -> Read[Reading[PartialDate]]:
    """A date that may leave out its day ("month"), or its month too ("year")."""

    def read(node: nodes.Node) -> Reading[PartialDate]:
        return read_date(line(node), smallest)

    return read


def day(node: nodes.Node) -> Reading[date]:
    """A whole date."""
    return _map(read_date(line(node)), lambda whole: whole.first)


def moment(node: nodes.Node) -> Reading[Moment]:
    """A day, with or without a time of day."""
    return _map(read_moment(line(node)), lambda both: Moment(*both))


def span(node: nodes.Node) -> Reading[tuple[PartialDate, PartialDate]]:
    """The first and the last day of a range; of one day it is both."""
    return read_range(line(node))


def end_or_open(node: nodes.Node) -> Reading[PartialDate | Open]:
    """A last day or month, or `open`."""
    text = line(node)
    if text.lower() == OPEN:
        return Reading(OPEN)
    reading = read_date(text, "month")
    return Reading(reading.value, reading.normalised)


def clock(node: nodes.Node) -> ClockTimes:
    """Times of a day: when something begins, and perhaps ends."""
    return read_times(line(node))


def zone(node: nodes.Node) -> str:
    """A time zone's IANA name, from itself or from WIB, WITA or WIT."""
    return read_zone(line(node))


def term(node: nodes.Node) -> Term:
    """How long something lasts."""
    return read_term(line(node))


_KEY_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?![^-])", re.ASCII)


def day_in_key(key: str) -> date | None:
    """The date with which a key begins, if there is such a day."""
    match = _KEY_DATE.match(key)
    try:
        return read_date(match[1]).value.first if match else None
    except Misread:
        return None


def as_read(value: object) -> tuple[str, dict[str, Fact]]:
    """A value that was not written in the usual form: the id of the note that says so, and its facts."""
    match value:
        case (PartialDate() as first, PartialDate() as last) if first != last:
            return "date-read.range", {"first": first.isoformat(), "last": last.isoformat()}
        case (PartialDate() as one, _) | (PartialDate() as one):
            return (
                ("date-read", {"on": one.first}) if one.precise else ("date-read.month", {"written": one.isoformat()})
            )
        case Moment(day=on) | (date() as on):
            return "date-read", {"on": on}
        case _:
            raise TypeError(value)


def _map(reading: Reading[T], to: Callable[[T], S]) -> Reading[S]:
    return Reading(to(reading.value), reading.normalised)
