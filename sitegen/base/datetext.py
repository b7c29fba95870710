"""Dates, times and terms as people type them, in Indonesian or English.

What has one meaning is read, and marked as normalised where it was not written like `2022-11-21`; what could mean two days, or no day, is
refused with what to write instead. Knows nothing of files: a mistake is raised as `Misread` with a problem's id and facts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, time
from functools import cache, lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar
from zoneinfo import available_timezones

from msgspec import Struct

from sitegen.base import dateforms as form
from sitegen.base.dates import ClockTimes, PartialDate, Term
from sitegen.base.datewords import MONTHS, NUMBERS, UNKNOWN, WEEKDAYS, ZONES
from sitegen.base.problems import Fact
from sitegen.base.words import near

T = TypeVar("T")

Precision = Literal["day", "month", "year"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside is a slip of the finger."""

_LONGEST = 120
"""Characters. No date takes more."""

_LIKE = {"‐": "-", "‑": "-", "−": "-", "‒": "–", "—": "–", "―": "–", "’": "'", "‘": "'", "ʼ": "'", "`": "'"}
"""Characters that word processors put in the place of those on the keyboard."""
_AS_TYPED = str.maketrans(_LIKE)


_REGIONS = frozenset(
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
)
"""How the IANA names of zones begin."""


class Misread(Exception):  # noqa: N818 — what happened, not an error of the program
    """A text that does not mean what was asked for; `id` and `facts` are those of the problem to report."""

    def __init__(self, id: str, **facts: Fact):  # noqa: A002 — a problem's id
        super().__init__(id, facts)
        self.id = id
        self.facts: Mapping[str, Fact] = facts


class Reading(Struct, Generic[T], frozen=True):
    """What a text means, and whether it was written in another than the usual form."""

    value: T
    normalised: bool = False


@lru_cache(1024)  # the files of an item all say it, and items share their days
def read_date(text: str, smallest: Precision = "day") -> Reading[PartialDate]:
    """A date; with `smallest` "month" or "year" one that names no day, or no month, is accepted too.

    Raises `Misread` of the codes date-format, date-ambiguous, date-impossible and weekday."""
    written = _line(text, "date-format")
    if not form.ISO.fullmatch(written):  # which most are; it is no range
        rest, _ = _without_weekdays(written)
        if any(re.fullmatch(several, rest) for several in (form.DAYS, form.DAYS_OF_MONTHS, form.TWO_DATES)):
            raise Misread("date-format.range", found=written)
    day = _date(written, smallest)
    return Reading(day, text.strip() != day.isoformat())


@lru_cache(1024)
def read_moment(text: str) -> Reading[tuple[date, time | None]]:
    """A day with or without a time of day: `2022-11-21 09.00`. The time is the site's own: a zone beside it is refused."""
    written = _line(text, "date-format")
    found = None if form.ISO.fullmatch(written) else re.fullmatch(form.MOMENT, written)
    day = read_date(found[1] if found else text)
    if not found:
        return Reading((day.value.first, None), day.normalised)
    if found[3]:
        raise Misread("date-format.zone", found=found[0], zone=found[3])
    return Reading((day.value.first, read_time(found[2])), day.normalised)


def read_range(text: str) -> Reading[tuple[PartialDate, PartialDate]]:
    """First and last day, as they were written; a single day is both. `14–18 November 2022`, `28 Desember 2022 s.d. 4 Januari 2023`.

    Either may be a month. Whether the last is before the first is the caller's question."""
    written = _line(text, "date-format")
    rest, weekdays = _without_weekdays(written)
    if found := re.fullmatch(form.DAYS, rest):
        last = _date(found[2])
        first = _whole(last.year, last.month or 1, int(found[1]))
    elif found := re.fullmatch(form.DAYS_OF_MONTHS, rest):
        last = _date(found[2])
        first = _date(f"{found[1]} {last.year}")
        if first > last:  # from December to January: the first year is another
            raise Misread("date-format.no-year", found=found[1])
    elif found := re.fullmatch(form.TWO_DATES, rest):
        first, last = _date(found[1], "month"), _date(found[2], "month")
    else:
        first = last = _date(written, "month")
    for day, weekday in zip((first, last), weekdays, strict=False):
        _check_weekday(day, weekday)
    return Reading((first, last), text.strip() != first.isoformat())


def read_time(text: str) -> time:
    """A time of day: `09.00`, `9:00`."""
    times = read_times(text)
    if times != ClockTimes(times.start):
        raise Misread("time-format", found=text.strip())
    return times.start


def read_times(text: str) -> ClockTimes:
    """Times of a day: `09.00`, `09.00–12.00 WIB`, `pukul 09.00 s.d. selesai`."""
    written = _line(text, "time-format")
    found = re.fullmatch(form.TIMES, written)
    zones = {zone.upper() for zone in found.group(2, 5) if zone} if found else set()
    if not found or len(zones) > 1:
        raise Misread("time-format", found=written)
    end = _clock(found[3]) if found[3] else None
    return ClockTimes(_clock(found[1]), end, bool(found[4]), ZONES[zones.pop()] if zones else None)


def _clock(text: str) -> time:
    hour, minute = (int(number) for number in re.split("[.:]", text))
    if hour > 23 or minute > 59:
        raise Misread("time-format", found=text)
    return time(hour, minute)


def read_term(text: str) -> Term:
    """How long something lasts: `5 tahun`, `18 bulan`, `5 (lima) tahun`, `3 years`. At most a hundred years, or 999 months."""
    written = _line(text, "date-format.term")
    found = re.fullmatch(form.TERM, written)
    if not found:
        raise Misread("date-format.term", found=written)
    number = int(found[1]) if found[1].isdecimal() else NUMBERS.get(found[1].lower(), 0)
    term = Term(years=number) if found[2] else Term(months=number)
    if number == 0 or term.years > 100:
        raise Misread("date-format.term", found=written)
    return term


def read_zone(text: str) -> str:
    """A time zone's IANA name, from itself or from WIB, WITA, WIT."""
    written = _line(text, "timezone")
    name = ZONES.get(written.upper(), written)
    if name in _zones():
        return name
    if meant := near(written, _zones(), 0.8) or near(written, _zones_by_city(), 0.8):
        raise Misread("timezone.near", found=written, meant=_zones_by_city().get(meant, meant))
    raise Misread("timezone", found=written)


@cache
def _zones() -> frozenset[str]:
    """The zones that are places, and UTC. What else a machine knows is old ("US/Eastern"), its own ("localtime"), or easily taken for
    its opposite: Etc/GMT+7 is seven hours *behind* UTC."""
    return frozenset(name for name in available_timezones() if name.partition("/")[0] in _REGIONS) | {"UTC"}


@cache
def _zones_by_city() -> Mapping[str, str]:
    return {name.rpartition("/")[2]: name for name in sorted(_zones())}


def _line(text: str, mistake: str) -> str:
    """The text on one line, in the characters of a keyboard; refused with the id `mistake` where it is too long to mean anything."""
    written = " ".join(text.split()).translate(_AS_TYPED)
    if len(written) > _LONGEST:
        raise Misread(mistake, found=written[:_LONGEST])
    return written


class _Weekday(NamedTuple):
    number: int
    written: str


def _without_weekdays(text: str) -> tuple[str, list[_Weekday]]:
    """What follows the weekday, or the range of weekdays, with which a text begins; and those weekdays."""
    if text[:1].isdigit():
        return text, []
    found = re.match(form.WEEKDAYS, text)
    names = [name for name in found.groups() if name] if found else []
    if found and all(name.lower() in WEEKDAYS for name in names):
        text = text[found.end() :]
    else:
        names = []
    if word := re.match(form.DATE_WORD, text):
        text = text[word.end() :]
    in_brackets = re.fullmatch(form.IN_BRACKETS, text)
    return in_brackets[1] if in_brackets else text, [_Weekday(WEEKDAYS[name.lower()], name) for name in names]


def _check_weekday(day: PartialDate, weekday: _Weekday) -> None:
    if day.precise and day.first.weekday() != weekday.number:
        raise Misread("weekday", on=day.first, found=weekday.written)


def _date(text: str, smallest: Precision = "day") -> PartialDate:
    """A date with or without its weekday before it."""
    rest, weekdays = _without_weekdays(text)
    if found := form.ISO.fullmatch(rest):
        day = _iso(found)
    elif found := re.fullmatch(form.NUMERIC, rest):
        day = _numeric(found, weekdays)
    elif found := re.fullmatch(form.WORDED, rest):
        day = _worded(found)
    elif re.fullmatch(form.YEAR, rest):
        day = PartialDate(_year(int(rest)))
    else:
        raise _no_date(rest, text)
    if day.day is None and (smallest == "day" or (day.month is None and smallest == "month")):
        raise Misread("date-format.no-month" if day.month is None else "date-format.no-day", found=text)
    for weekday in weekdays:
        _check_weekday(day, weekday)
    return day


def _no_date(rest: str, written: str) -> Misread:
    """What is wrong with a text that has none of the forms of a date."""
    if found := re.fullmatch(form.YEAR_FIRST, rest):
        day = _whole(*(int(number) for number in found.groups()))
        return Misread("date-format.write", found=written, write=day.isoformat())
    if (found := re.fullmatch(form.MONTH_FIRST, rest)) and found[1].lower() in MONTHS:
        day = _whole(int(found[3]), MONTHS[found[1].lower()], int(found[2]))
        return Misread("date-ambiguous.american", found=written, write=day.isoformat())
    if re.fullmatch(form.WITH_TIME, rest):
        return Misread("date-format.time", found=written)
    if rest.lower().rstrip(".") in UNKNOWN:
        return Misread("date-format.unknown", found=written)
    if re.search("[0-9]", rest) and not rest.isdecimal() and not re.search(form.YEAR, rest):
        return Misread("date-format.no-year", found=written)
    return Misread("date-format", found=written)


def _iso(found: re.Match[str]) -> PartialDate:
    year, month = _year(int(found[1])), int(found[2])
    if found[3] is None:
        return PartialDate(year, _month(month, found[0]))
    day = int(found[3])
    if month > 12 and 1 <= day <= 12:
        raise Misread("date-impossible.swapped", found=found[0], write=f"{year}-{day:02d}-{month:02d}")
    return _whole(year, _month(month, found[0]), day)


def _numeric(found: re.Match[str], weekdays: list[_Weekday]) -> PartialDate:
    """Day, month, year in numbers: read where it can only be that."""
    one, other = int(found[1]), int(found[3])
    if len(found[4]) == 2:
        raise Misread("date-ambiguous.year", found=found[0])
    year = _year(int(found[4]))
    if other > 12 >= one:
        raise Misread("date-ambiguous.american", found=found[0], write=_whole(year, one, other).isoformat())
    day = _whole(year, _month(other, found[0]), one)
    if one == other or one > 12:
        return day
    also = date(year, one, other)
    for weekday in weekdays:
        if also.weekday() != weekday.number:
            _check_weekday(day, weekday)  # neither day has it
    raise Misread("date-ambiguous", found=found[0], one=day.first, other=also)


def _worded(found: re.Match[str]) -> PartialDate:
    word = found[2].lower()
    if word not in MONTHS:
        if meant := near(word, MONTHS):
            raise Misread("date-format.month-near", found=found[0], word=found[2], meant=meant.capitalize())
        raise Misread("date-format", found=found[0])
    if len(found[3]) == 2:
        raise Misread("date-ambiguous.year" if found[1] else "date-format.no-year", found=found[0])
    year = _year(int(found[3]))
    return _whole(year, MONTHS[word], int(found[1])) if found[1] else PartialDate(year, MONTHS[word])


def _year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Misread("date-impossible.year", year=year)
    return year


def _month(month: int, written: str) -> int:
    if not 1 <= month <= 12:
        raise Misread("date-impossible.month", found=written, month=month)
    return month


def _whole(year: int, month: int, day: int) -> PartialDate:
    _year(year), _month(month, str(month))
    if not 1 <= day <= 28:  # which every month has
        length = monthrange(year, month)[1]
        if (month, day, length) == (2, 29, 28):
            raise Misread("date-impossible.leap", year=year)
        if not 1 <= day <= length:
            raise Misread("date-impossible.day", day=day, on=date(year, month, 1), length=length)
    return PartialDate(year, month, day)
