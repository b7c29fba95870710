from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.read.kinds.events import Event, Registration
from sitegen.read.kinds.news import Article
from sitegen.read.record import Moment, Record
from sitegen.relate.site import Site
from tests.relate.make import agreement, article, day, event, partner, site
from tests.relate.test_validity import DAYS, LAST, agreements

UMPSA = partner("umpsa")


def change(*records: Record, today: str = "2026-11-24", **more: Any) -> str | None:
    found = site(*records, UMPSA, today=today, **more).next_change
    return found.isoformat() if found else None


def registration(deadline: str) -> Registration:
    return Registration(deadline=Moment(day(deadline)))


CHANGES: dict[str, tuple[str | None, Record]] = {
    "an agreement becomes one that expires soon": ("2027-01-01", agreement("a", "2024-01-01", "2027-06-30")),
    "an agreement is over": ("2026-12-01", agreement("a", "2024-01-01", "2026-11")),
    "an agreement begins": ("2026-11-25", agreement("a", "2026-11-01", "2031-01-01", effective="2026-11-25")),
    "an agreement is terminated": (
        "2026-12-31",
        agreement("a", "2024-01-01", stage="terminated", terminated="2026-12-31", open_ended=True),
    ),
    "nothing, when an agreement has no end": (None, agreement("a", "2024-01-01", open_ended=True)),
    "nothing, when nobody sees the agreement": (None, agreement("a", "2024-01-01", "2026-11-30", public=False)),
    "nothing, when it was cancelled": (
        None,
        agreement("a", "2024-01-01", "2026-11-30", stage="cancelled", public=True),
    ),
    "an event begins": ("2026-12-14", event("e", "2026-12-14", "2026-12-18")),
    "an event is over": ("2026-11-27", event("e", "2026-11-20", "2026-11-26")),
    "the month of an event is over": ("2027-01-01", event("e", "2026-12")),
    "nothing, when an event is over": (None, event("e", "2026-11-20")),
    "nothing, when an event has no day": (None, event("e")),
    "registration closes": ("2026-11-29", event("e", "2026-12-14", registration=registration("2026-11-28"))),
    "nothing, when it never closes": (None, event("e", registration=Registration(url="https://example.org/"))),
    "nothing, when it has closed": ("2026-12-14", event("e", "2026-12-14", registration=registration("2026-11-23"))),
    "an article appears": ("2026-11-25", article("2026-11-25-a")),
    "an announcement leaves the lists": ("2026-12-01", article("2026-11-01-a", expires=day("2026-11-30"))),
    "an announcement of today leaves them": ("2026-12-01", article("2026-11-24-a", expires=day("2026-11-30"))),
    "an announcement appears, later than it expires": (
        "2026-12-20",
        article("2026-12-20-a", expires=day("2026-11-30")),
    ),
    "nothing, when an article is there": (None, article("2026-11-24-a")),
}


@pytest.mark.parametrize(("expected", "record"), CHANGES.values(), ids=CHANGES)
def test_the_next_change_is_when(expected: str | None, record: Record) -> None:
    assert change(record) == expected


def test_the_first_of_all_changes_counts() -> None:
    assert change(*(record for _, record in CHANGES.values() if record.kind != "agreements")) == "2026-11-25"


def test_the_last_day_of_the_calendar_is_no_mistake() -> None:
    assert change(agreement("a", "2024-01-01", "2026-11"), event("e", "2026-12"), today="9999-12-31") is None


def test_nothing_changes_on_an_empty_site() -> None:
    assert change() is None


def test_an_article_that_is_shown_already_does_not_appear() -> None:
    assert change(article("2026-12-20-a"), future=True) is None
    assert change(article("2026-12-20-a", expires=day("2026-12-24")), future=True) == "2026-12-25"


def test_an_internal_renewal_is_seen_by_what_it_replaces() -> None:
    renewal = agreement("b", "2026-11-01", "2031-01-01", effective="2026-12-01", renews="a", public=False)
    assert change(agreement("a", "2020-01-01", open_ended=True), renewal) == "2026-12-01"


# by trying every day


@st.composite
def events(draw: st.DrawFn, key: str) -> Event:
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    form = draw(st.sampled_from([10, 10, 7]))
    deadline = draw(st.none() | DAYS)
    more: dict[str, Any] = {"registration": registration(deadline.isoformat())} if deadline else {}
    return event(key, *(each.isoformat()[:form] for each in days), **more)


@st.composite
def articles(draw: st.DrawFn, key: str) -> Article:
    return article(key, draw(DAYS).isoformat(), expires=draw(st.none() | DAYS))


@st.composite
def sites(draw: st.DrawFn) -> list[Record]:
    made: list[Record] = [draw(agreements(f"a{n}", renews=f"a{n - 1}")) for n in range(draw(st.integers(0, 3)))]
    made += [draw(events(f"e{n}")) for n in range(draw(st.integers(0, 2)))]
    made += [draw(articles(f"n{n}")) for n in range(draw(st.integers(0, 2)))]
    return made


def seen(made: Site) -> object:
    """What readers see that depends on the day."""
    deadlines = [
        each.registration.deadline.day for each in made.events if each.registration and each.registration.deadline
    ]
    return (
        [made.standing(each).validity for each in made.agreements],
        [made.phase(each) for each in made.events],
        [(each.key, made.listed(each)) for each in made.articles],
        [made.today <= deadline for deadline in deadlines],
    )


@settings(deadline=None)
@given(sites(), DAYS, st.booleans())
def test_the_next_change_is_the_first_day_on_which_readers_see_something_else(
    records: Sequence[Record], today: date, future: bool
) -> None:
    def on(when: date) -> object:
        return seen(site(UMPSA, *records, today=when, future=future, config={"expiring_days": 20}))

    now, end = on(today), LAST + timedelta(31)
    first = next((when for n in range(1, (end - today).days) if on(when := today + timedelta(n)) != now), None)
    assert site(UMPSA, *records, today=today, future=future, config={"expiring_days": 20}).next_change == first
