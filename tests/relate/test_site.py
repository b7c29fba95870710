from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from sitegen.base.dates import PartialDate
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import FormerName, Partner
from sitegen.read.record import Record
from sitegen.relate.order import natural
from sitegen.relate.site import Phase
from tests.relate.make import TODAY, agreement, article, day, event, page, partner, site, topic


def keys(records: Any) -> list[str]:
    return [record.key for record in records]


# what is shown


def test_an_article_appears_on_its_day() -> None:
    articles = [article("2026-11-24-today", "2026-11-24 23:59"), article("2026-11-25-tomorrow")]
    assert keys(site(*articles).articles) == ["2026-11-24-today"]
    assert keys(site(*articles, today="2026-11-25").articles) == ["2026-11-25-tomorrow", "2026-11-24-today"]


def test_articles_to_come_are_shown_on_demand() -> None:
    made = site(article("2026-11-25-a", partners="its"), partner("its"), future=True)
    assert keys(made.articles) == keys(made.naming(made.of(Partner)["its"], Article)) == ["2026-11-25-a"]


def test_an_article_to_come_is_nowhere() -> None:
    made = site(article("2026-11-25-a", partners="its"), partner("its"))
    assert made.get(Article, "2026-11-25-a") is None
    assert made.naming(made.of(Partner)["its"], Article) == ()


def test_an_announcement_is_listed_until_its_last_day_and_keeps_its_page() -> None:
    one = article("2026-01-01-a", expires=day("2026-11-24"))
    assert site(one).listed(one)
    later = site(one, today="2026-11-25")
    assert not later.listed(one)
    assert later.get(Article, one.key) is one


def test_the_public_sees_agreements_that_are_public_and_not_cancelled() -> None:
    records = [
        agreement("a", "2024-01-01"),
        agreement("b", "2025-01-01", public=False),
        agreement("c", "2025-01-01", stage="cancelled", public=True),
        agreement("d", None, public=True),
    ]
    made = site(partner("umpsa"), *records)
    assert keys(made.agreements) == keys(made.agreements_of(made.of(Partner)["umpsa"])) == ["a", "d"]
    assert [made.has_standing(each) for each in records] == [True, True, False, True]


# order


ORDERS: dict[str, list[Record]] = {
    "articles, newest first": [
        article("z", "2026-11-24 09:30"),
        article("y", "2026-11-24 09:00"),
        article("a", "2026-11-24"),
        article("b", "2026-11-24 00:00"),
        article("x", "2026-11-23 23:00"),
    ],
    "events, latest first": [
        event("z"),
        event("y", "2026-12-01"),
        event("b", "2026-11"),
        event("a", "2026-11-01", "2026-11-05"),
        event("c", "2026-11-01"),
        event("x", "2025-12-31"),
    ],
    "agreements, newest first": [
        agreement("x", "2025-01-01", effective="2027-01-01"),
        agreement("z", "2026-01-01"),
        agreement("a", "2025-01-01"),
        agreement("b", "2025"),
        agreement("y", None),
    ],
    "partners, by name": [
        partner("x", "Ångström"),
        partner("b", "Đại học Huế"),
        partner("a", "Universiti Sabah"),
        partner("c", "universiti sabah"),
        partner("k", "សាកល"),
    ],
    "pages and topics, by title": [page("b", title={"": "A"}), page("c", title={"": "B"}), page("a", title={"": "C"})],
}


@pytest.mark.parametrize("records", ORDERS.values(), ids=ORDERS)
def test_the_order_of(records: list[Record]) -> None:
    for mixed in (records, records[::-1], sorted(records, key=lambda record: record.key)):
        assert keys(natural(mixed)) == keys(records)


def test_nothing_has_an_order() -> None:
    assert natural([]) == ()


def test_partners_are_sorted_by_what_they_are_called_in_a_language() -> None:
    made = site(
        partner("a", title={"id": "Universitas Oslo", "en": "Oslo University"}, official=None),
        partner("b", "Politeknik B"),
        partner("c", title={"id": "Akademi Z", "": "Zz Academy"}),
    )
    assert keys(made.partners("id")) == ["c", "b", "a"]
    assert keys(made.partners("en")) == ["a", "b", "c"]


# relations


def test_naming_finds_who_refers_by_any_field_each_once_in_natural_order() -> None:
    made = site(
        partner("its"),
        event("old", "2024-01-01", host="its"),
        event("new", "2025-01-01", organizers="its", partners="its"),
        event("other", "2026-01-01"),
        article("2026-01-01-a", partners="its"),
        article("2026-02-01-a", partners=["its"]),
        topic("its"),
        article("2026-03-01-a", topics="its"),
    )
    its = made.of(Partner)["its"]
    assert keys(made.naming(its, Event)) == ["new", "old"]
    assert keys(made.naming(its, Article)) == ["2026-02-01-a", "2026-01-01-a"]
    assert made.naming(its, Agreement) == ()


def test_editions_are_the_other_events_of_a_series_latest_first() -> None:
    one, two, three = (event(f"e{year}", f"{year}-11-14", series="pkui") for year in (2019, 2022, 2025))
    lone, first = event("lone", "2022-01-01"), event("first", "2022-01-01", series="new")
    made = site(one, two, three, lone, first)
    assert keys(made.editions(two)) == ["e2025", "e2019"]
    assert made.editions(lone) == made.editions(first) == ()


FORMER = (FormerName("UMP", PartialDate(2024)), FormerName("KUKTEM", PartialDate(2006, 10)), FormerName("Kolej", None))


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("2006-10-31", "KUKTEM"),
        ("2006-11-01", "UMP"),
        ("2006", "KUKTEM"),
        ("2024-12-31", "UMP"),
        ("2025-01-01", None),
        (None, None),
    ],
)
def test_an_old_agreement_keeps_the_name_as_signed(signed: str | None, expected: str | None) -> None:
    umpsa = partner("umpsa", "UMPSA", former_names=FORMER)
    assert site(umpsa).signed_name(agreement("a", signed), umpsa) == expected


def test_a_name_that_is_used_again_needs_no_remark() -> None:
    back = partner("umpsa", "UMPSA", title={"en": "UMP"}, former_names=FORMER)
    assert site(back).signed_name(agreement("a", "2020-01-01"), back) is None


def test_mergers_are_found_whichever_record_says_so() -> None:
    made = site(
        partner("a", successor="b"),
        partner("b"),
        partner("c", predecessors=["b", "d"]),
        partner("d"),
        agreement("a-mou", "2020-01-01", partners="a"),
        agreement("d-mou", "2021-01-01", partners="d"),
    )
    assert {key: sorted(made.merged(key)) for key in "abcd"} == {"a": [], "b": ["a"], "c": ["a", "b", "d"], "d": []}
    assert keys(made.agreements_of(made.of(Partner)["c"])) == ["d-mou", "a-mou"]


def test_partners_that_say_to_have_become_each_other_are_no_endless_walk() -> None:
    made = site(partner("a", successor="b"), partner("b", successor="a"), partner("c", predecessors="c"))
    assert {key: sorted(made.merged(key)) for key in "abc"} == {"a": ["b"], "b": ["a"], "c": []}


# the calendar


@pytest.mark.parametrize(
    ("start", "end", "phase"),
    [
        ("2026-11-25", None, Phase.UPCOMING),
        ("2026-11-24", None, Phase.RUNNING),
        ("2026-11-23", None, Phase.PAST),
        ("2026-11-20", "2026-11-24", Phase.RUNNING),
        ("2026-11-20", "2026-11-23", Phase.PAST),
        ("2025-12-28", "2027-01-04", Phase.RUNNING),
        ("2026-11", None, Phase.UPCOMING),
        ("2026-10", None, Phase.PAST),
        ("2026-10", "2026-12", Phase.UPCOMING),
        ("2026-11-20", "2026-11", Phase.RUNNING),
        (None, None, Phase.UPCOMING),
    ],
)
def test_an_event_is(start: str | None, end: str | None, phase: Phase) -> None:
    one = event("e", start, end)
    assert site(one).phase(one) is phase


@pytest.mark.parametrize(("start", "dated"), [("2026-11-24", True), ("2026-11", False), (None, False)])
def test_only_an_event_with_a_day_is_for_calendars(start: str | None, dated: bool) -> None:
    assert site(event("e", start)).dated is dated


def test_a_month_is_to_come_on_its_last_day() -> None:
    one = event("e", "2026-11")
    assert site(one, today="2026-11-30").phase(one) is Phase.UPCOMING
    assert site(one, today="2026-12-01").phase(one) is Phase.PAST


def test_the_order_in_which_files_were_found_changes_nothing() -> None:
    records = [
        partner("umpsa"),
        article("2026-01-01-a", partners="umpsa"),
        article("2026-01-01-b", partners="umpsa"),
        agreement("m1", "2020-01-01"),
        agreement("m2", "2020-01-01", renews="m1"),
    ]
    expected = None
    for mixed in permutations(records):
        made = site(*mixed, today=TODAY)
        seen = keys(made.articles), made.chains(made.agreements), keys(made.naming(records[0], Article))
        expected = expected or seen
        assert seen == expected
