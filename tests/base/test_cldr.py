from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from sitegen.base.cldr import Interval, Patterns, Template


@pytest.mark.parametrize(
    ("lang", "pattern", "text"),
    [
        ("id", "d MMMM y", "7 November 2022"),
        ("id", "dd/MM/y", "07/11/2022"),
        ("en", "d MMM y", "7 Nov 2022"),
        ("vi", "d MMMM 'năm' y", "7 tháng 11 năm 2022"),
        ("th", "d MMMM G y", "7 พฤศจิกายน ค.ศ. 2022"),
        ("id", "'{0.day}' d", "{0.day} 7"),
    ],
)
def test_a_template_fills_the_parts_of_a_date(lang: str, pattern: str, text: str) -> None:
    assert Template.of(Locale(lang), pattern)(date(2022, 11, 7)) == text


def test_a_pattern_with_more_than_a_date_is_refused() -> None:
    with pytest.raises(ValueError, match="no part of a date"):
        Template.of(Locale("id"), "d MMMM y HH.mm")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("id", "28 November\u2009–\u20092 Desember 2022"),
        ("zh_Hant", "2022年11月28日至12月2日"),
        ("ru", "28 ноября – 2 декабря 2022\u202fг."),
        ("fa", "28 نوامبر تا 2 دسامبر 2022"),
    ],
)
def test_intervals_have_their_months_written_out(lang: str, text: str) -> None:
    interval = Interval.of(Locale.parse(lang), "yMMMd", "M")
    assert interval.first(date(2022, 11, 28)) + interval.between + interval.last(date(2022, 12, 2)) == text


@pytest.mark.parametrize("lang", sorted(name for name in locale_identifiers() if "_" not in name))
def test_every_language_that_babel_knows_has_its_patterns(lang: str) -> None:
    patterns = Patterns.of(Locale.parse(lang))
    assert "2022" in patterns.day(date(2022, 11, 7))
    assert len(set(patterns.weekdays)) == 7


def test_months_do_not_depend_on_the_language_that_was_used_before() -> None:
    script = """if True:
        from datetime import date
        from babel import Locale
        from sitegen.base.cldr import Template
        Locale.parse("ja").months["stand-alone"]["wide"][11]
        print(Template.of(Locale.parse("id"), "LLLL y")(date(2022, 11, 7)))"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "November 2022"
