"""The forms in which people write dates, times and terms: regular expressions, each beside an example. What they mean is `base.datetext`.

They are matched against text on one line in the characters of a keyboard, with `–` for all long dashes. Only ASCII digits are digits.
All but the usual form are text, which `re` compiles when it is first asked: most sites ask for few of them.
"""

from __future__ import annotations

import re

_TO = r"\s*(?:[-–]|s\s?\.?\s?d\b\.?|s\s?/\s?d\b\.?|sampai(?:\s+dengan)?|hingga|to|until)\s*"
_MONTH = r"[^\W\d_]{3,12}"
_ORDINAL = r"(?:st|nd|rd|th)?"
_DAY_OF_MONTH = rf"\d{{1,2}}\s+{_MONTH}"
_CLOCK = r"\d{1,2}[.:]\d{2}"
_AT = r"(?:(?:pukul|pkl\.?|jam|at)\s+)?"
_ZONE = r"(?:\s*(WIB|WITA|WIT))?"
_WEEKDAY = r"([a-z]{3,9}|jum'at)"


def _form(pattern: str) -> str:
    """In capitals or not."""
    return f"(?ai){pattern}"


ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
"""2022-11-21, 2022-11"""
NUMERIC = _form(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
"""21/11/2022, 21.11.22"""
WORDED = rf"(?i)(?:([0-9]{{1,2}}){_ORDINAL}[\s-]\s*)?({_MONTH})\.?[,\s-]\s*([0-9]{{4}}|[0-9]{{2}})"
"""21 Nopember 2022, 21-Nov-2022, August, 2016. Any letters, so that the near miss can be told of `Novémber`."""
YEAR = _form(r"\d{4}")
"""2022"""

YEAR_FIRST = _form(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
"""2022/11/21, 2022-1-5"""
MONTH_FIRST = _form(rf"({_MONTH})\.?\s+(\d{{1,2}}){_ORDINAL},?\s+(\d{{4}})")
"""November 21st, 2022"""
WITH_TIME = _form(rf".*\d{{4}}.*[\sT]{_CLOCK}{_ZONE}")
"""16/03/2023, 16:57 WIB"""

WEEKDAYS = _form(rf"(?:hari\s+)?{_WEEKDAY}(?:{_TO}{_WEEKDAY})?(?:\s*,\s*|\s+)(?=\S)")
"""What stands before a date: Senin, ; hari Senin s.d. Jumat"""
DATE_WORD = _form(r"(?:tanggal|tgl\.?)\s*(?=\d)")
"""tanggal18"""
IN_BRACKETS = _form(r"\(([^()]*)\)")
"""(16/6/2023)"""

DAYS = _form(rf"(\d{{1,2}}){_TO}({_DAY_OF_MONTH}\.?,?\s+\d{{4}})")
"""14–18 November 2022"""
DAYS_OF_MONTHS = _form(rf"({_DAY_OF_MONTH})\.?{_TO}({_DAY_OF_MONTH}\.?,?\s+\d{{4}})")
"""28 November s.d. 2 Desember 2022"""
TWO_DATES = _form(rf"(.*?\d{{4}}(?:-\d\d){{0,2}})(?:\s{_TO}|{_TO}\s|\s*–\s*|{_TO}(?=\d{{1,2}}\s))(.*\d{{4}}.*)")
"""28 Desember 2022 – 4 Januari 2023, 2022-11-14 - 2022-11-18. A hyphen that belongs to a date has no space beside it."""

MOMENT = _form(rf"(.*?\d{{4}}(?:-\d\d){{0,2}})[,T\s]\s*{_AT}({_CLOCK}){_ZONE}")
"""2022-11-21 09.00"""
TIMES = _form(rf"{_AT}({_CLOCK}){_ZONE}(?:{_TO}(?:({_CLOCK})|(selesai|finish(?:ed)?|end)))?{_ZONE}")
"""pukul 09.00 WIB s.d. selesai"""
TERM = _form(r"(\d{1,3}|[a-z]+?)\s*(?:\([^)]*\)\s*)?(?:(tahun|thn|th|years?)|bulan|bln|months?)")
"""5 (lima) tahun, setahun, 18 months"""
