"""Dates, times, numbers, lists and countries as a language writes them: CLDR's data through Babel.

Ours are the labels of time zones, because CLDR has none that a reader abroad understands ("09:00 WIB (UTC+7)"). English is written as in
Britain ("14 November 2022") where the site does not name another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import cache, cached_property
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.lists import format_list
from babel.numbers import format_decimal
from msgspec import Struct

from sitegen.base.cldr import Patterns
from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.base.words import fold, near

_LOCALES = {"en": "en_GB"}

INDONESIAN_ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}

_NO_COUNTRIES = frozenset(["EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"])
"""Codes of two letters that CLDR has and ISO 3166-1 has not."""

_OTHER_NAMES = {
    "america": "US", "amerika": "US", "usa": "US", "united states of america": "US",
    "britain": "GB", "great britain": "GB", "inggris": "GB", "england": "GB", "scotland": "GB", "skotlandia": "GB", "wales": "GB", "uk": "GB",
    "brunei darussalam": "BN",
    "burma": "MM", "myanmar": "MM",
    "cina": "CN", "prc": "CN", "rrc": "CN", "rrt": "CN", "republik rakyat tiongkok": "CN",
    "czech republic": "CZ", "republik ceko": "CZ",
    "filipin": "PH", "philipina": "PH", "philipines": "PH", "philippine": "PH",
    "holland": "NL",
    "hong kong": "HK",
    "kambodja": "KH", "kampuchea": "KH",
    "korea": "KR", "republic of korea": "KR",
    "macao": "MO", "macau": "MO", "makau": "MO",
    "muangthai": "TH", "siam": "TH",
    "palestine": "PS",
    "perancis": "FR",
    "turkey": "TR",
    "uae": "AE",
}  # fmt: skip
"""How people write countries that CLDR writes otherwise, folded."""

_ALIKE = 0.8
"""How alike a mistyped name must be. Names of countries are like each other: at 0.7, Skotlandia is near Polandia."""


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2, and XK as CLDR has it for Kosovo."""
    return (
        frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha())
        - _NO_COUNTRIES
    )


@cache
def _countries_by_name() -> Mapping[str, str]:
    names = {
        fold(name): code
        for lang in ("en", "id")
        for code, name in Locale(lang).territories.items()
        if code in countries()
    }
    return names | _OTHER_NAMES


@cache
def _countries_by_alpha3() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 in capitals."""
    aliases = get_global("territory_aliases")
    return {alias: codes[0] for alias, codes in aliases.items() if len(alias) == 3 and codes[0] in countries()}


def country_suggestion(text: str) -> str | None:
    """The code of the country that a text means: "Philipina", "malaysia", "my", "MYS"; None where it means none."""
    code = text.strip().upper()
    if code in countries():
        return code
    names = _countries_by_name()
    return (
        _countries_by_alpha3().get(code) or names.get(fold(text.strip())) or names.get(near(text, names, _ALIKE) or "")
    )


class Piece(Struct, frozen=True):
    """A part of a written range; `iso` is the date it stands for, for `<time datetime>`, None for what stands between."""

    text: str
    iso: str | None = None


class DayBlock(Struct, frozen=True):
    """The dates of an event as a block: what is large (one line, or first and last day), and what stands under it."""

    big: tuple[str, ...]
    small: str


class Formats:
    """The formats of one language. Equal arguments always give the same text."""

    def __init__(self, lang: str, country_names: Mapping[str, str] | None = None):
        self.lang = lang
        self._locale = _locale(lang)
        self._names = dict(country_names or {})
        self._patterns = Patterns.of(self._locale)
        self._countries: dict[str, str] = {}

    # dates

    def day(self, day: date | PartialDate) -> str:
        """`21 November 2022`; of a month `November 2022`, of a year `2022`."""
        if isinstance(day, PartialDate) and day.day is None:
            return self.month_year(day) if day.month else str(day.year)
        return self._patterns.day(day)

    def month_year(self, day: date | PartialDate) -> str:
        """`November 2022`"""
        return self._patterns.month(day)

    def weekday(self, day: date) -> str:
        """`Senin`"""
        return self._patterns.weekdays[day.weekday()]

    def short_weekday(self, day: date) -> str:
        """`Sen`"""
        return self._patterns.short_weekdays[day.weekday()]

    @cached_property
    def first_weekday(self) -> int:
        """The day with which a week begins where the language is at home, as CLDR says: 0 is Monday, 6 Sunday."""
        return int(_at_home(self._locale).first_week_day)

    def range(self, start: date | PartialDate, end: date | PartialDate) -> tuple[Piece, ...]:
        """A range in pieces: `14–18 November 2022`, `28 November – 2 Desember 2022`, `28 Desember 2022 – 4 Januari 2023`.

        Within a month the dash stands close, across months between thin spaces (CLDR's interval formats)."""
        first, last = _partial(start), _partial(end)
        if first == last:
            return (Piece(self.day(first), first.isoformat()),)
        interval = self._patterns.interval(first, last)
        if interval is None:
            begin, between, finish = self.day(first), self._patterns.between, self.day(last)
        else:
            begin, between, finish = interval.first(first), interval.between, interval.last(last)
        return Piece(begin, first.isoformat()), Piece(between), Piece(finish, last.isoformat())

    def range_text(self, start: date | PartialDate, end: date | PartialDate) -> str:
        """The range as plain text."""
        return "".join(piece.text for piece in self.range(start, end))

    def weekdays(self, start: date | PartialDate, end: date | PartialDate) -> str | None:
        """`Senin–Jumat`, or one day's name; None where the dates are not whole or lie more than six days apart."""
        first, last = _partial(start), _partial(end)
        if not (first.precise and last.precise) or (last.first - first.first).days > 6:
            return None
        names = dict.fromkeys((self.weekday(first.first), self.weekday(last.first)))
        return "–".join(names)

    def day_block(self, start: date | PartialDate, end: date | PartialDate) -> DayBlock:
        """`14–18` over `November 2022`; across months `28 Apr` and `4 Mei` over the year or years; of a month its name over the year."""
        first, last = _partial(start), _partial(end)
        if first.month is None or last.month is None:
            return DayBlock((self.range_text(first, last),), "")
        if first.precise and last.precise and (first.year, first.month) == (last.year, last.month):
            days = dict.fromkeys((str(first.day), str(last.day)))
            return DayBlock(("–".join(days),), self.month_year(first))
        lines = (
            self._patterns.short_day(each) if each.precise else self._patterns.short_month(each)
            for each in (first, last)
        )
        years = dict.fromkeys((str(first.year), str(last.year)))
        return DayBlock(tuple(dict.fromkeys(lines)), "–".join(years))

    # times

    def time(self, at: time) -> str:
        """`09.00` in Indonesian, `09:00` in English."""
        return f"{at.hour:02d}{self._patterns.time_separator}{at.minute:02d}"

    def times(self, times: ClockTimes, zone: str, on: date, city: str | None = None) -> str:
        """`09.00–12.00 WIB`; in another language than Indonesian, and for a foreign zone, with the offset: `09:00 WIB (UTC+7)`,
        `10.00 (UTC+8, Kuala Lumpur)`."""
        text = self.time(times.start)
        if times.end is not None:
            text += f"–{self.time(times.end)}"
        elif times.open_end:
            text += {"id": "–selesai"}.get(self.lang, " until finished")
        return f"{text} {self.zone(zone, on, city)}"

    def zone(self, zone: str, on: date, city: str | None = None) -> str:
        """The label of a zone on a day, as `times` ends with."""
        if zone == "UTC":
            return zone
        label = INDONESIAN_ZONES.get(zone)
        if label and self.lang == "id":
            return label
        offset = datetime(on.year, on.month, on.day, 12, tzinfo=ZoneInfo(zone)).utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        hours, rest = divmod(abs(minutes), 60)
        utc = f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")
        if label:
            return f"{label} ({utc})"
        return f"({utc}, {city or zone.rpartition('/')[2].replace('_', ' ')})"

    # numbers, lists, names

    def number(self, number: int) -> str:
        """`1.234` in Indonesian, `1,234` in English."""
        return str(number) if 0 <= number < 1000 else format_decimal(number, locale=self._locale)

    def plural(self, number: int) -> str:
        """CLDR's plural category: `one`, `other`, …"""
        return str(self._locale.plural_form(number))

    def list(self, items: Sequence[str]) -> str:
        """`a, b, dan c`"""
        return str(format_list(list(items), locale=self._locale))

    def country(self, code: str) -> str:
        """The name of a country: the site's own, else CLDR's."""
        name = self._countries.get(code)
        if name is None:
            name = self._countries[code] = self._names.get(code) or self._locale.territories.get(code, code)
        return name

    @cached_property
    def _languages(self) -> Mapping[str, str]:
        names: Mapping[str, str] = self._locale.languages
        return names

    def language(self, tag: str) -> str:
        """The name of a language in this one: `Inggris`, `English`."""
        return self._languages.get(tag.replace("-", "_")) or self._languages.get(tag.partition("-")[0], tag)

    def open_graph_locale(self, tag: str) -> str:
        """A language as Open Graph writes it, with its likely country (CLDR): `id_ID`, `en_GB`."""
        locale = _at_home(_locale(tag))
        return f"{locale.language}_{locale.territory}"

    def own_name(self) -> str:
        """This language as it calls itself: `Bahasa Indonesia`, `English`."""
        name = self.language(self.lang)
        name = name[:1].upper() + name[1:]
        return f"Bahasa {name}" if self.lang in ("id", "ms") else name


def _partial(day: date | PartialDate) -> PartialDate:
    return day if isinstance(day, PartialDate) else PartialDate.of(day)


@cache
def _at_home(locale: Locale) -> Locale:
    """A locale with a country: its own, else the one where its language is most likely at home (CLDR)."""
    known = get_global("likely_subtags")
    likely = known.get(str(locale)) or known.get(locale.language)
    return locale if locale.territory or not likely else Locale.parse(likely)


@cache
def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(lang, lang.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")
