"""CLDR's date patterns made ready: twelve templates a pattern, one for each month, so that a date costs one `str.format`.

CLDR has intervals with short month names only. Ours are the same patterns with the months written out: `28 November – 2 Desember 2022`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from babel import Locale, localedata
from babel.dates import tokenize_pattern
from msgspec import Struct

from sitegen.base.dates import PartialDate

Token: TypeAlias = tuple[str, str | tuple[str, int]]


class Template:
    """A pattern of day, month and year in one locale."""

    def __init__(self, locale: Locale, tokens: Iterable[Token]):
        tokens = list(tokens)
        self._by_month = ["", *("".join(_part(locale, token, month) for token in tokens) for month in range(1, 13))]

    @classmethod
    def of(cls, locale: Locale, pattern: str) -> Template:
        """The template of a CLDR pattern such as `d MMMM y`."""
        return cls(locale, tokenize_pattern(pattern))

    def __call__(self, day: date | PartialDate) -> str:
        """The text of a date. What the pattern asks for, the date must have."""
        return self._by_month[day.month or 0].format(day)


class Interval(Struct, frozen=True):
    """How the first and the last of a range are written, and what stands between them."""

    first: Template
    between: str
    last: Template

    @classmethod
    def of(cls, locale: Locale, skeleton: str, differs: str) -> Interval:
        """CLDR's pattern for two dates of which `differs` (`y`, `M` or `d`) is the largest part that is not the same."""
        # Put together again: Babel leaves whole what has LLL and MMM for the two months.
        pattern = "".join(locale.interval_formats[skeleton][differs])
        tokens = [_written_out(token) for token in tokenize_pattern(pattern)]
        fields = [value[0] if kind == "field" else "" for kind, value in tokens]
        start = next(at for at, field in enumerate(fields) if field and field in fields[:at])
        end = max(at for at in range(start) if fields[at]) + 1
        between = "".join(str(value) for _, value in tokens[end:start])
        return cls(Template(locale, tokens[:end]), between, Template(locale, tokens[start:]))


def _written_out(token: Token) -> Token:
    """A short month name made long; any other token as it is."""
    return ("field", ("M", 4)) if token in (("field", ("M", 3)), ("field", ("L", 3)), ("field", ("L", 4))) else token


def _part(locale: Locale, token: Token, month: int) -> str:
    """A piece of a template for `str.format` with the date as its argument."""
    match token:
        case "chars", str(text):
            return text.replace("{", "{{").replace("}", "}}")
        case _, ("d", width):
            return f"{{0.day:0{width}d}}"
        case _, ("y", _):
            return "{0.year}"
        case _, ("M" | "L", 1 | 2 as width):
            return f"{month:0{width}d}"
        case _, ("M" | "L", width):
            # The names inside a date also where CLDR has others for a month alone: Babel 2.18 gives for those what the locale
            # that was loaded first has.
            return str(locale.months["format"]["abbreviated" if width == 3 else "wide"][month])
        case _, ("G", _):
            return str(locale.eras["abbreviated"][1])
        case _:
            raise ValueError(f"no part of a date: {token}")


class Patterns(Struct, frozen=True, kw_only=True):
    """What the dates of a locale are made with."""

    day: Template
    month: Template
    short_day: Template
    short_month: Template
    days: Mapping[str, Interval]
    """Two days, by the largest part in which they differ: `y`, `M` or `d`."""
    months: Mapping[str, Interval]
    """Two months, by `y` or `M`."""
    between: str
    """Between two dates of other kinds."""
    weekdays: tuple[str, ...]
    """From Monday."""
    short_weekdays: tuple[str, ...]
    """`Sen`, from Monday."""
    time_separator: str

    @classmethod
    @cache
    def of(cls, locale: Locale) -> Patterns:
        """The patterns of a locale, made once."""
        skeletons = locale.datetime_skeletons
        names = locale.days["format"]["wide"]
        short = _short_weekdays(locale) or names
        return cls(
            day=Template.of(locale, locale.date_formats["long"].pattern),
            month=Template.of(locale, skeletons["yMMMM"].pattern),
            short_day=Template.of(locale, skeletons["MMMd"].pattern),
            short_month=Template.of(locale, "MMM"),
            days={differs: Interval.of(locale, "yMMMd", differs) for differs in "yMd"},
            months={differs: Interval.of(locale, "yMMMM", differs) for differs in "yM"},
            between=locale.interval_formats[None].format("", ""),
            weekdays=tuple(names[number] for number in range(7)),
            short_weekdays=tuple(short[number] for number in range(7)),
            time_separator=re.sub("[^.:]", "", skeletons["Hm"].pattern)[:1] or ":",
        )

    def interval(self, first: PartialDate, last: PartialDate) -> Interval | None:
        """How two days, or two months, are written as a range; None for what is less precise or of different kinds."""
        differs = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        if first.precise and last.precise:
            return self.days[differs]
        if first.precise or last.precise or first.month is None or last.month is None:
            return None
        return self.months[differs]


def _short_weekdays(locale: Locale) -> Mapping[int, str] | None:
    """The short names of weekdays from 0, Monday; None where a language has no others than the long ones.

    Not by `locale.days`: where a language points to its long names, Babel 2.18 writes what they are into data that languages share, and
    gives the next language that points there the names of the first."""
    days: Any = localedata.load(str(locale))
    for part in ("days", "format", "abbreviated"):
        days = getattr(days, "_data", days)[part]  # below what resolves and writes
    own = days[1] if isinstance(days, tuple) else days  # an alias, and what the language has otherwise
    names: Any = getattr(own, "_data", own)
    return names if isinstance(names, dict) and len(names) == 7 else None
