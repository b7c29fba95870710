from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.base.dates import PartialDate, Term
from sitegen.read.kinds.agreements import Agreement
from sitegen.relate.validity import IN_FORCE, Standing, Validity, standing
from tests.relate.make import TODAY, agreement, day

OLD, LATER = "2019-05-06", "2029-05-05"


def stands(one: Agreement, *renewed_by: Agreement, today: str | date = TODAY, within: int = 180) -> Standing:
    found = standing(one, renewed_by, day(today) if isinstance(today, str) else today, within)
    assert found
    return found


def case(
    validity: str,
    since: str | None,
    until: str | None,
    one: Agreement,
    *renewed_by: Agreement,
    today: str = "2026-11-24",
) -> Any:
    expected = Standing(Validity(validity), day(since) if since else None, day(until) if until else None)
    return expected, one, renewed_by, today


def renewal(signed: str | None = "2026-11-24", **fields: Any) -> Agreement:
    return agreement("new", signed, "2031-11-23", **fields)


CASES = {
    "a proposed one is in process": case("in_process", None, None, agreement("a", None, stage="proposed")),
    "one in process has no days": case("in_process", None, None, agreement("a", None, LATER, stage="in_process")),
    "it has ended on the day of its termination": case(
        "ended", "2026-11-24", None, agreement("a", OLD, LATER, stage="terminated", terminated="2026-11-24")
    ),
    "until then it is as if signed": case(
        "active", OLD, "2026-11-25", agreement("a", OLD, LATER, stage="terminated", terminated="2026-11-25")
    ),
    "termination counts also when it had run out before": case(
        "ended", "2026-03-01", None, agreement("a", OLD, "2024-05-05", stage="terminated", terminated="2026-03-01")
    ),
    "it is superseded on the day on which its renewal is signed": case(
        "superseded", "2026-11-24", None, agreement("a", OLD, LATER), renewal()
    ),
    "not before its renewal is effective": case(
        "active", OLD, "2026-11-25", agreement("a", OLD, LATER), renewal("2026-10-01", effective="2026-11-25")
    ),
    "a renewal that is over has still replaced it": case(
        "superseded", "2020-01-01", None, agreement("a", OLD, LATER), agreement("new", "2020-01-01", "2021-01-01")
    ),
    "a renewal that was terminated has still replaced it": case(
        "superseded",
        "2020-01-01",
        None,
        agreement("a", OLD, LATER),
        agreement("new", "2020-01-01", LATER, stage="terminated", terminated="2025-01-01"),
    ),
    "a renewal that was terminated before its first day has replaced nothing": case(
        "active",
        OLD,
        "2028-11-06",
        agreement("a", OLD, LATER),
        renewal("2026-01-01", effective="2026-06-01", stage="terminated", terminated="2026-06-01"),
    ),
    "a cancelled renewal is none": case(
        "active", OLD, "2028-11-06", agreement("a", OLD, LATER), renewal(stage="cancelled")
    ),
    "a renewal in process changes nothing while it runs": case(
        "active", OLD, "2028-11-06", agreement("a", OLD, LATER), renewal(None)
    ),
    "the first of two renewals counts": case(
        "superseded", "2025-01-01", None, agreement("a", OLD, LATER), renewal("2026-01-01"), renewal("2025-01-01")
    ),
    "it is to come on the eve of its first day": case(
        "upcoming", None, "2026-11-25", agreement("a", "2026-10-01", LATER, effective="2026-11-25")
    ),
    "it is in force on its first day": case(
        "active", "2026-11-24", "2028-11-06", agreement("a", "2026-10-01", LATER, effective="2026-11-24")
    ),
    "without an end": case("active_open", OLD, None, agreement("a", OLD, open_ended=True)),
    "without an end, not yet begun": case(
        "upcoming", None, "2027-01-01", agreement("a", OLD, open_ended=True, effective="2027-01-01")
    ),
    "with an end that nobody recorded": case("unknown", OLD, None, agreement("a", OLD)),
    "the last day is in force": case("expiring", "2026-05-28", "2026-11-25", agreement("a", OLD, "2026-11-24")),
    "the day after is not": case("expired", "2026-11-24", None, agreement("a", OLD, "2026-11-23")),
    "180 days before its last day it is expiring": case(
        "expiring", "2026-11-24", "2027-05-24", agreement("a", OLD, "2027-05-23")
    ),
    "181 days before it is not": case("active", OLD, "2026-11-25", agreement("a", OLD, "2027-05-24")),
    "a month is in force until its last day": case(
        "expiring", "2026-06-03", "2026-12-01", agreement("a", OLD, "2026-11"), today="2026-11-30"
    ),
    "February of a leap year has 29 days": case(
        "expiring", "2023-09-02", "2024-03-01", agreement("a", OLD, "2024-02"), today="2024-02-29"
    ),
    "a year from leap day ends on 28 February": case(
        "expiring", "2024-09-01", "2025-03-01", agreement("a", "2024-02-29", term=Term(years=1)), today="2025-02-28"
    ),
    "it is over on 1 March": case(
        "expired", "2025-03-01", None, agreement("a", "2024-02-29", term=Term(years=1)), today="2025-03-01"
    ),
    "five years end on the day before the anniversary": case(
        "expired", "2026-11-24", None, agreement("a", "2021-11-24", term=Term(years=5))
    ),
    "a term counts from the first day in force": case(
        "active", "2022-11-24", "2027-05-27", agreement("a", "2021-11-24", term=Term(years=5), effective="2022-11-24")
    ),
    "what is written wins over the term": case(
        "expired", "2025-01-01", None, agreement("a", "2021-11-24", "2024-12-31", term=Term(years=5))
    ),
    "one shorter than the window is expiring from its first day": case(
        "expiring", "2026-11-01", "2026-12-01", agreement("a", "2026-11-01", "2026-11-30")
    ),
    "it renews itself": case("auto_renewed", "2026-11-24", None, agreement("a", OLD, "2026-11-23", auto_renew=True)),
    "one that renews itself is expiring before": case(
        "expiring", "2026-05-28", "2026-11-25", agreement("a", OLD, "2026-11-24", auto_renew=True)
    ),
    "over, and a renewal is in process": case(
        "in_renewal", "2026-11-24", None, agreement("a", OLD, "2026-11-23"), renewal(None)
    ),
    "over, and a renewal is proposed": case(
        "expired", "2026-11-24", None, agreement("a", OLD, "2026-11-23"), renewal(None, stage="proposed")
    ),
    "over, and its renewal begins tomorrow": case(
        "expired", "2026-11-24", "2026-11-25", agreement("a", OLD, "2026-11-23"), renewal(effective="2026-11-25")
    ),
    "renewing itself comes before a renewal in process": case(
        "auto_renewed", "2026-11-24", None, agreement("a", OLD, "2026-11-23", auto_renew=True), renewal(None)
    ),
    "signed in a year that has begun": case("unknown", "2026-01-01", None, agreement("a", "2026")),
}


@pytest.mark.parametrize(("expected", "one", "renewed_by", "today"), CASES.values(), ids=CASES)
def test_the_first_rule_that_fits_decides(
    expected: Standing, one: Agreement, renewed_by: tuple[Agreement, ...], today: str
) -> None:
    assert stands(one, *renewed_by, today=today) == expected


def test_every_validity_has_a_case() -> None:
    assert {expected.validity for expected, *_ in CASES.values()} == set(Validity)


def test_a_cancelled_agreement_stands_nowhere() -> None:
    assert standing(agreement("a", stage="cancelled"), (), TODAY, 180) is None


def test_a_window_of_no_days_is_the_last_day_alone() -> None:
    one = agreement("a", OLD, "2026-11-24")
    assert stands(one, within=0) == Standing(Validity.EXPIRING, TODAY, day("2026-11-25"))
    assert stands(one, within=0, today="2026-11-23").validity is Validity.ACTIVE


def test_a_window_longer_than_the_calendar_is_no_mistake() -> None:
    assert stands(agreement("a", OLD, LATER), within=10**9).validity is Validity.EXPIRING


def test_the_reporting_word_active_covers_what_is_labelled_active() -> None:
    assert {validity.value for validity in IN_FORCE} == {"active", "active_open", "auto_renewed", "expiring", "unknown"}


FIRST, LAST = date(2026, 1, 1), date(2026, 4, 10)
DAYS = st.dates(FIRST, LAST)


@st.composite
def agreements(draw: st.DrawFn, /, key: str, **more: Any) -> Agreement:
    """Any agreement whose days lie in a hundred days, also one that no author could write."""
    stage = draw(st.sampled_from(["signed", "signed", "signed", "terminated", "in_process", "proposed"]))
    optional = st.none() | DAYS.map(PartialDate.of)
    more["open_ended"] = draw(st.integers(0, 3)) == 0
    more["auto_renew"] = draw(st.booleans())
    if stage == "terminated":
        more["terminated"] = draw(DAYS).isoformat()
    if effective := draw(optional):
        more["effective"] = effective.isoformat()
    dates = [found.isoformat() if (found := draw(optional)) else None for _ in range(2)]
    return agreement(key, *dates, stage=stage, public=True, **more)


@settings(deadline=None)
@given(agreements("a"), st.lists(agreements("b"), max_size=2), DAYS, st.integers(0, 40))
def test_since_and_until_are_the_days_on_which_it_turns(
    one: Agreement, renewed_by: list[Agreement], today: date, within: int
) -> None:
    def validity(on: date) -> Validity:
        return stands(one, *renewed_by, today=on, within=within).validity

    around = [FIRST + timedelta(n) for n in range(-45, 150)]
    turns = [on for on in around if validity(on) != validity(on - timedelta(1))]
    found = stands(one, *renewed_by, today=today, within=within)
    assert found.since == max((on for on in turns if on <= today), default=None)
    assert found.until == min((on for on in turns if on > today), default=None)
