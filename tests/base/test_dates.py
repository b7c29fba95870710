from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.base.dates import PartialDate, Term


@pytest.mark.parametrize(
    ("partial", "first", "last", "written"),
    [
        (PartialDate(2022, 11, 21), date(2022, 11, 21), date(2022, 11, 21), "2022-11-21"),
        (PartialDate(2022, 11), date(2022, 11, 1), date(2022, 11, 30), "2022-11"),
        (PartialDate(2024, 2), date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (PartialDate(2100, 2), date(2100, 2, 1), date(2100, 2, 28), "2100-02"),
        (PartialDate(2022), date(2022, 1, 1), date(2022, 12, 31), "2022"),
    ],
)
def test_a_partial_date_spans_all_its_days(partial: PartialDate, first: date, last: date, written: str) -> None:
    assert (partial.first, partial.last, partial.isoformat()) == (first, last, written)


def test_only_a_day_is_precise() -> None:
    assert [PartialDate(2022).precise, PartialDate(2022, 11).precise, PartialDate(2022, 11, 1).precise] == [
        False,
        False,
        True,
    ]


def test_a_whole_date_keeps_its_day() -> None:
    assert PartialDate.of(date(2022, 11, 21)) == PartialDate(2022, 11, 21)


def test_partial_dates_stand_by_their_first_day_and_of_those_the_shortest_first() -> None:
    expected = [
        PartialDate(2021, 12),
        PartialDate(2022, 1, 1),
        PartialDate(2022, 1),
        PartialDate(2022),
        PartialDate(2022, 1, 2),
        PartialDate(2022, 2),
    ]
    shuffled = expected.copy()
    Random(3).shuffle(shuffled)
    assert sorted(shuffled) == expected
    assert PartialDate(2022, 1) >= PartialDate(2022, 1, 1)


@pytest.mark.parametrize(
    ("start", "term", "last"),
    [
        (date(2024, 2, 28), Term(years=5), date(2029, 2, 27)),
        (date(2024, 2, 29), Term(years=1), date(2025, 2, 28)),
        (date(2024, 2, 29), Term(years=4), date(2028, 2, 28)),
        (date(2023, 3, 1), Term(years=1), date(2024, 2, 29)),
        (date(2022, 1, 1), Term(years=1), date(2022, 12, 31)),
        (date(2022, 1, 1), Term(months=12), date(2022, 12, 31)),
        (date(2022, 7, 15), Term(months=18), date(2024, 1, 14)),
        (date(2022, 8, 31), Term(months=6), date(2023, 2, 28)),
        (date(2022, 10, 31), Term(months=1), date(2022, 11, 30)),
        (date(2022, 12, 1), Term(months=1), date(2022, 12, 31)),
        (date(2022, 1, 1), Term(years=1, months=6), date(2023, 6, 30)),
    ],
)
def test_a_term_ends_on_the_day_before_its_anniversary(start: date, term: Term, last: date) -> None:
    assert term.last_day(start) == last


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(1, 100))
def test_years_and_the_months_in_them_are_the_same_term(start: date, years: int) -> None:
    assert Term(years=years).last_day(start) == Term(months=12 * years).last_day(start)
