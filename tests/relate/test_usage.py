from __future__ import annotations

from typing import Any

import pytest

from sitegen.read.record import Record
from tests.relate.make import agreement, article, event, found, partner, said, topic

ITS = partner("its", country="ID")
NETWORK = partner("aun", type="network", country=None)


def about(code: str, *records: Record, **more: Any) -> list[str]:
    return [each for each in found(*records, **more) if code in each]


def test_an_event_in_another_country_than_its_host_is_told_at_the_country() -> None:
    one = event("e", "2026-01-01", host="its", country="MY")
    assert about("host", one, ITS) == ["events/e.yaml:16 host-country"]


@pytest.mark.parametrize(
    "fields",
    [
        {"host": "its", "country": "ID"},
        {"host": "its"},
        {"host": "its", "country": "MY", "mode": "online"},
        {"host": "aun", "country": "MY"},
        {"partners": "its", "country": "MY"},
        {"host": "nobody", "country": "MY"},
    ],
    ids=["the same country", "no country", "online", "a host of no country", "no host", "an unknown host"],
)
def test_nothing_is_wrong_with(fields: dict[str, Any]) -> None:
    assert about("host-country", event("e", "2026-01-01", **fields), ITS, NETWORK) == []


@pytest.mark.parametrize(
    ("on", "today", "wrong"),
    [
        ("2027-11-24", "2026-11-24", False),
        ("2027-11-25", "2026-11-24", True),
        ("2028-11-24", "2027-11-24", False),  # 366 days
        ("2029-02-28", "2028-02-29", False),
        ("2029-03-01", "2028-02-29", True),
        ("2026-11-25", "2026-11-24", False),
        ("2020-01-01", "2026-11-24", False),
    ],
)
def test_an_article_of_more_than_a_year_ahead_is_suspect(on: str, today: str, wrong: bool) -> None:
    assert about("future", article(f"{on}-a"), today=today) == (
        [f"news/{on}-a.yaml:17 future-news.one"] if wrong else []
    )


@pytest.mark.parametrize(
    ("on", "ahead"),
    [
        ("2027-11-25", "lebih dari setahun"),
        ("2028-11-23", "lebih dari setahun"),
        ("2028-11-24", "2 tahun"),
        ("2036-11-23", "9 tahun"),
        ("2036-11-24", "10 tahun"),
    ],
)
def test_the_years_ahead_are_counted_whole(on: str, ahead: str) -> None:
    (told,) = said("future-news", "id", article(f"{on}-a"))
    assert f"({ahead} ke depan)" in told


def test_a_signing_should_name_its_agreement() -> None:
    assert about("signing", article("2026-01-01-a", category="signing")) == [
        "news/2026-01-01-a.yaml:18 signing-without-agreement"
    ]
    assert about("signing", article("2026-01-01-a", category="signing", agreements="a"), agreement("a"), ITS) == []
    assert about("signing", article("2026-01-01-a", category="visit")) == []


NAMING = {
    "agreement": agreement("a", partners="its"),
    "internal agreement": agreement("a", partners="its", public=False),
    "article": article("2026-01-01-a", partners="its"),
    "article to come": article("2027-01-01-a", partners="its"),
    "host": event("e", "2026-01-01", host="its"),
    "organizer": event("e", "2026-01-01", organizers="its"),
    "merger": partner("new", predecessors="its"),
}


@pytest.mark.parametrize("other", NAMING.values(), ids=NAMING)
def test_a_partner_that_something_names_is_no_orphan(other: Record) -> None:
    assert about("its.yaml", ITS, other) == []


def test_one_that_nothing_names_is_noted() -> None:
    assert about("orphan", ITS) == ["partners/its.yaml:1 orphan"]
    assert about("orphan", partner("its", topics="t"), topic("t")) == ["partners/its.yaml:1 orphan"]


def test_one_that_became_part_of_another_is_no_orphan() -> None:
    assert about("orphan", partner("its", successor="new"), partner("new")) == []


def test_nobody_knows_orphans_while_items_are_broken() -> None:
    assert about("orphan", ITS, broken=frozenset({("news", "2026-01-01-a")})) == []
