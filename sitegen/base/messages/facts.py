"""Facts of problems in a sentence of one language: `{on:long}` is 21 November 2022 where `on` is that day.

Babel is loaded by the first fact that needs it: most need nothing but their own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from sitegen.base.problems import Fact

_LOCALES = {"id": "id", "en": "en_GB"}

_DATES = {"long": "d MMMM y", "short": "d MMMM", "month": "MMMM", "weekday": "EEEE"}
"""Form → CLDR pattern; a date of any other form is written as in files."""

_LONGEST = 120
"""Characters of a text from a file."""


def said(facts: Iterable[tuple[str, Fact]], lang: str) -> Mapping[str, object]:
    """The facts by their names, for `str.format_map` with a sentence of a language."""
    locale = _LOCALES[lang]
    return {name: _Said(value, locale) for name, value in facts}


class _Said(Struct, frozen=True):
    value: Fact
    locale: str

    def __format__(self, form: str) -> str:
        value = self.value
        if isinstance(value, date):
            return _day(value, form, self.locale)
        if isinstance(value, tuple):
            return _list(value, form, self.locale)
        if isinstance(value, str) and form in ("country", "language"):
            return _name(value, form, self.locale)
        if form == "decimal" and self.locale == "id":
            return str(value).replace(".", ",")
        return _visible(str(value))


def _day(day: date, form: str, locale: str) -> str:
    if form not in _DATES:
        return day.isoformat()
    from babel.dates import format_date

    return format_date(day, _DATES[form], locale=locale)


def _list(texts: tuple[str, ...], form: str, locale: str) -> str:
    from babel.lists import format_list

    return str(format_list([_visible(text) for text in texts], "or" if form == "or" else "standard", locale=locale))


def _name(code: str, form: str, locale: str) -> str:
    """The name of a country or a language; a code that CLDR does not know stays."""
    from babel.core import Locale

    names = Locale.parse(locale)
    if form == "country":
        return str(names.territories.get(code, code))
    return str(names.languages.get(code.replace("-", "_"), code))


def _visible(text: str) -> str:
    """Text from a file as one printable line: control characters are shown by their names, long text is cut."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "…"
