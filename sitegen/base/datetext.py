"""Dates, times and terms as people type them, in Indonesian or English.

What has one meaning is read, and marked as normalised where it was not written like `2022-11-21`; what could mean two days, or no day, is
refused with what to write instead. Knows nothing of files: a mistake is raised as `Misread` with a problem's id and facts.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Generic, Literal, TypeVar
from zoneinfo import available_timezones

from sitegen.base.dates import ClockTimes, PartialDate, Term
from sitegen.base.problems import Fact
from sitegen.base.words import fold, near

T = TypeVar("T")

Precision = Literal["day", "month", "year"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside is a slip of the finger."""

_LONGEST = 120
"""No date takes more characters."""


class Misread(Exception):  # noqa: N818 — what happened, not an error of the program
    """A text that does not mean what was asked for; `id` and `facts` are those of the problem to report."""

    def __init__(self, id: str, **facts: Fact):  # noqa: A002 — a problem's id
        super().__init__(id, facts)
        self.id = id
        self.facts: Mapping[str, Fact] = facts


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a text means, and whether it was written in another than the usual form."""

    value: T
    normalised: bool = False


# fmt: off
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari pebruari feb peb february", "maret mar mrt march", "april apr", "mei may", "juni jun june",
            "juli jul july", "agustus agt agu ags aug august", "september sep sept", "oktober okt oct october",
            "november nopember nov nop", "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "senin sen monday mon", "selasa sel tuesday tue", "rabu rab wednesday wed", "kamis kam thursday thu",
            "jumat jum'at jum friday fri", "sabtu sab saturday sat", "minggu ahad min sunday sun",
        )
    )
    for name in names.split()
}
_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "satu one se", "dua two", "tiga three", "empat four", "lima five", "enam six", "tujuh seven", "delapan eight",
            "sembilan nine", "sepuluh ten",
        ),
        1,
    )
    for name in names.split()
}
# fmt: on

ZONE_WORDS = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}

_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_WEEKDAY = re.compile(r"([^\W\d]{3,9}|jum['’`]at)\s*,?\s+(?=\S)", re.IGNORECASE)
_DAY_WORD = re.compile(r"^(?:hari\s+|(?:tanggal|tgl\.?)\s*(?=\d))", re.IGNORECASE)
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([^\W\d_]{3,9})\.?(?:,|\s)\s*(\d{4}|\d{2})", re.IGNORECASE | re.ASCII
)
_TO = r"\s*(?:-|–|—|s\s*\.?\s*d\.?|s\s*/\s*d\.?|sampai(?:\s+dengan)?|hingga|to|until)\s*"
_DAYS_OF_MONTH = re.compile(rf"(\d{{1,2}}){_TO}(\d{{1,2}}\s+[^\W\d_]+\.?,?\s*\d{{2,4}})", re.IGNORECASE | re.ASCII)
_DAYS_OF_MONTHS = re.compile(
    rf"(\d{{1,2}}\s+[^\W\d_]{{3,9}})\.?{_TO}(\d{{1,2}}\s+[^\W\d_]{{3,9}}\.?,?\s+(\d{{4}}))", re.IGNORECASE | re.ASCII
)
_TWO_DATES = re.compile(
    rf"(.*?\d{{4}}(?:-\d{{2}}-\d{{2}})?)(?:\s{_TO}|{_TO}\s|\s*[–—]\s*|{_TO}(?=\d{{1,2}}\s))(.*\d{{4}}.*)", re.IGNORECASE
)
_NO_YEAR = re.compile(r"\(?\d{1,2}(?:\s*[-–]\s*\d{1,2})?\s*[/.]\s*\d{1,2}\)?", re.ASCII)
_WITH_TIME = re.compile(r".*\d{4}.*\s\d{1,2}[.:]\d{2}(?:\s*WI(?:B|TA|T))?", re.IGNORECASE | re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})", re.ASCII)
_ZONE = r"(?:\s*(WIB|WITA|WIT))?"
_TIMES = re.compile(
    rf"(?:pukul\s+|jam\s+|at\s+)?(\d{{1,2}}[.:]\d{{2}}){_ZONE}(?:{_TO}(?:(\d{{1,2}}[.:]\d{{2}})|(selesai|finish(?:ed)?|end)))?{_ZONE}",
    re.IGNORECASE | re.ASCII,
)
_TERM = re.compile(r"(\d{1,3}|[a-z]+)\s*(?:\([^)]*\)\s*)?(tahun|thn|th|years?|bulan|bln|months?)", re.ASCII)


def read_date(text: str, smallest: Precision = "day") -> Reading[PartialDate]:
    """A date; with `smallest` "month" or "year" one that names no day, or no month, is accepted too.

    Raises `Misread` of the codes date-format, date-ambiguous, date-impossible and weekday."""
    written = _usable(text)
    plain, weekday = _without_weekday(written)
    value, normalised = _date(plain, written)
    if value.day is None and (smallest == "day" or (value.month is None and smallest == "month")):
        raise Misread("date-format.no-month" if value.month is None else "date-format.no-day", found=written)
    if weekday is not None and value.precise and value.first.weekday() != weekday[0]:
        raise Misread("weekday", on=value.first, found=weekday[1])
    return Reading(value, normalised or weekday is not None)


def read_moment(text: str) -> Reading[tuple[date, time | None]]:
    """A day with or without a time of day: `2022-11-21 09.00`."""
    written = _usable(text)
    found = re.fullmatch(
        r"(.*?\d{4}|\d{4}-\d\d-\d\d)[,T\s]\s*(?:pukul\s+)?(\d{1,2}[.:]\d{2})(\s*WI(?:B|TA|T))?", written, re.IGNORECASE
    )
    if not found:
        day = read_date(written)
        return Reading((day.value.first, None), day.normalised)
    if found[3]:
        raise Misread("date-format.zone", found=written, zone=found[3].strip())
    day = read_date(found[1])
    return Reading((day.value.first, read_time(found[2])), day.normalised)


def read_range(text: str) -> Reading[tuple[PartialDate, PartialDate]]:
    """First and last day; a single day is both. `14–18 November 2022`, `28 Desember 2022 s.d. 4 Januari 2023`."""
    written = _usable(text)
    plain, weekday = _without_weekday(written)
    found = _DAYS_OF_MONTH.fullmatch(plain)
    if found:
        last = read_date(found[2]).value
        first = _whole(last.year, last.month or 1, int(found[1]), written)
        return Reading((_checked_weekday(first, weekday), last), normalised=True)
    found = _DAYS_OF_MONTHS.fullmatch(plain)
    if found:
        first, last = read_date(f"{found[1]} {found[3]}").value, read_date(found[2]).value
        return Reading((_checked_weekday(first, weekday), last), normalised=True)
    found = _TWO_DATES.fullmatch(written)
    if found:
        return Reading((read_date(found[1]).value, read_date(found[2]).value), normalised=True)
    day = read_date(written, "month")
    return Reading((day.value, day.value), day.normalised)


def read_time(text: str) -> time:
    """A time of day: `09.00`, `9:00`."""
    found = _CLOCK.fullmatch(text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Misread("time-format", found=text.strip()[:_LONGEST])
    return time(int(found[1]), int(found[2]))


def read_times(text: str) -> ClockTimes:
    """Times of a day: `09.00`, `09.00–12.00 WIB`, `09.00 s.d. selesai`."""
    written = text.strip()[:_LONGEST]
    found = _TIMES.fullmatch(" ".join(written.split()))
    if not found:
        raise Misread("time-format", found=written)
    zones = {zone.upper() for zone in (found[2], found[5]) if zone}
    if len(zones) > 1:
        raise Misread("time-format", found=written)
    zone = ZONE_WORDS[zones.pop()] if zones else None
    return ClockTimes(read_time(found[1]), read_time(found[3]) if found[3] else None, bool(found[4]), zone)


def read_term(text: str) -> Term:
    """How long something lasts: `5 tahun`, `18 bulan`, `lima tahun`, `3 years`."""
    found = _TERM.fullmatch(text.strip().lower()[:_LONGEST])
    number = int(found[1]) if found and found[1].isdecimal() else _NUMBERS.get(found[1], 0) if found else 0
    if not found or not 0 < number <= 100:
        raise Misread("date-format.term", found=text.strip()[:_LONGEST])
    return Term(months=number) if found[2].startswith(("bulan", "bln", "month")) else Term(years=number)


def read_zone(text: str) -> str:
    """A time zone's IANA name, from itself or from WIB, WITA, WIT."""
    written = text.strip()[:_LONGEST]
    if written.upper() in ZONE_WORDS:
        return ZONE_WORDS[written.upper()]
    if written in _zones():
        return written
    meant = near(written, _zones())
    if meant:
        raise Misread("timezone.near", found=written, meant=meant)
    raise Misread("timezone", found=written)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _usable(text: str) -> str:
    """The text on one line, with plain spaces and plain digits only; refused where it cannot be a date at all."""
    written = " ".join(text.split())
    if len(written) > _LONGEST:
        raise Misread("date-format", found=written)
    if fold(written) in ("tba", "tbd", "tbc", "menyusul", "belum ditentukan"):
        raise Misread("date-format.unknown", found=written)
    return written


def _without_weekday(text: str) -> tuple[str, tuple[int, str] | None]:
    """The text without a weekday before it, and that weekday: its number, Monday 0, and as it was written."""
    text = _DAY_WORD.sub("", text)
    found = _WEEKDAY.match(text)
    number = _WEEKDAYS.get(found[1].lower().replace("’", "'").replace("`", "'")) if found else None
    if found is None or number is None:
        return text, None
    rest = _DAY_WORD.sub("", text[found.end() :])
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return rest, (number, found[1])


def _checked_weekday(day: PartialDate, weekday: tuple[int, str] | None) -> PartialDate:
    if weekday is not None and day.precise and day.first.weekday() != weekday[0]:
        raise Misread("weekday", on=day.first, found=weekday[1])
    return day


def _date(text: str, written: str) -> tuple[PartialDate, bool]:
    """A date without its weekday, and whether it was normalised."""
    found = _ISO.fullmatch(text)
    if found:
        return _iso(found, written), False
    found = _NUMERIC.fullmatch(text)
    if found:
        return _numeric(found, written), True
    if re.fullmatch(r"\d{4}", text, re.ASCII):
        return PartialDate(_year(int(text), written)), False
    found = _WORDED.fullmatch(text)
    if found:
        return _worded(found, written), True
    if _WITH_TIME.fullmatch(text):
        raise Misread("date-format.time", found=written)
    if not re.search(r"\d{4}", text) and any(_MONTHS.get(word.lower()) for word in re.findall(r"[^\W\d_]+", text)):
        raise Misread("date-format.no-year", found=written)
    if _NO_YEAR.fullmatch(text):
        raise Misread("date-format.no-year", found=written)
    raise Misread("date-format", found=written)


def _iso(found: re.Match[str], written: str) -> PartialDate:
    year, month = int(found[1]), int(found[2])
    if found[3] is None:
        if not 1 <= month <= 12:
            raise Misread("date-impossible.month", found=written, month=month)
        return PartialDate(_year(year, written), month)
    day = int(found[3])
    if month > 12 and 1 <= day <= 12:
        raise Misread("date-impossible.swapped", found=written, write=f"{year:04d}-{day:02d}-{month:02d}")
    return _whole(year, month, day, written)


def _numeric(found: re.Match[str], written: str) -> PartialDate:
    one, other, year = int(found[1]), int(found[3]), found[4]
    if len(year) == 2:
        raise Misread("date-ambiguous.year", found=written)
    if other > 12 >= one:
        raise Misread("date-ambiguous.american", found=written, write=f"{year}-{one:02d}-{other:02d}")
    if one <= 12 and one != other and one >= 1 and other >= 1:
        forms = (f"{year}-{other:02d}-{one:02d}", f"{year}-{one:02d}-{other:02d}")
        days = [date.fromisoformat(form) for form in forms]
        raise Misread("date-ambiguous", found=written, one=days[0], other=days[1])
    return _whole(int(year), other, one, written)


def _worded(found: re.Match[str], written: str) -> PartialDate:
    month = _MONTHS.get(found[2].lower())
    if month is None:
        meant = near(found[2], _MONTHS)
        if meant:
            raise Misread("date-format.month-near", found=written, word=found[2], meant=meant.capitalize())
        raise Misread("date-format", found=written)
    if len(found[3]) == 2:
        raise Misread("date-format.no-year" if found[1] is None else "date-ambiguous.year", found=written)
    year = int(found[3])
    return PartialDate(_year(year, written), month) if found[1] is None else _whole(year, month, int(found[1]), written)


def _year(year: int, written: str) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Misread("date-impossible.year", found=written, year=year)
    return year


def _whole(year: int, month: int, day: int, written: str) -> PartialDate:
    _year(year, written)
    if not 1 <= month <= 12:
        raise Misread("date-impossible.month", found=written, month=month)
    length = monthrange(year, month)[1]
    if day > length or day < 1:
        raise Misread("date-impossible.day", day=day, on=date(year, month, 1), length=length)
    return PartialDate(year, month, day)
