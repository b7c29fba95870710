from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.read.record import Record
from tests.relate.make import agreement, found, partner, said

FIELDS: dict[str, Callable[..., Record]] = {
    "renews": agreement,
    "parent": agreement,
    "predecessors": partner,
    "successor": partner,
}
SEVEN = [agreement(f"r{n}", renews=f"r{(n + 1) % 7}") for n in range(7)]


def cycles(*records: Record) -> list[str]:
    return [each for each in found(*records) if each.endswith(" cycle")]


def rings(*records: Record) -> list[str]:
    return [each.split(": ")[3].partition(". ")[0].partition(" [")[0] for each in said("cycle", "en", *records)]


@pytest.mark.parametrize(("field", "make"), FIELDS.items())
def test_a_record_cannot_come_before_itself(field: str, make: Callable[..., Record]) -> None:
    assert len(cycles(make("a", **{field: "a"}))) == 1


@pytest.mark.parametrize(("field", "make"), FIELDS.items())
def test_two_cannot_come_before_each_other(field: str, make: Callable[..., Record]) -> None:
    assert len(cycles(make("a", **{field: "b"}), make("b", **{field: "a"}))) == 1


def test_a_ring_is_told_once_in_its_order_from_its_first_key() -> None:
    assert rings(*SEVEN) == ["r0 → r1 → r2 → r3 → r4 → r5 → r6 → r0"]


def test_what_only_leads_into_a_ring_is_not_blamed() -> None:
    records = [agreement("a", renews="b"), agreement("b", renews="c"), agreement("c", renews="b")]
    assert rings(*records) == ["b → c → b"]


def test_rings_of_two_fields_are_two_mistakes() -> None:
    records = [agreement("a", renews="b", parent="b"), agreement("b", renews="a", parent="a")]
    assert len(cycles(*records)) == 2


def test_several_ways_to_one_record_are_no_ring() -> None:
    records = [partner("a", predecessors=["b", "c"]), partner("b", predecessors="d"), partner("c", predecessors="d")]
    assert cycles(*records, partner("d")) == []


def test_a_parent_that_is_renewed_is_no_ring() -> None:
    records = [agreement("ia", parent="mou"), agreement("mou", renews="old"), agreement("old", parent="ia")]
    assert cycles(*records) == []


def test_what_is_not_there_ends_the_walk() -> None:
    assert cycles(agreement("a", renews="nothing")) == []


def test_thousands_in_a_row_are_walked() -> None:
    records = [agreement(f"r{n:04}", renews=f"r{(n + 1) % 3000:04}") for n in range(3000)]
    assert len(cycles(*records)) == 1


def test_very_many_ways_are_not_walked_one_by_one() -> None:
    def layer(n: int) -> list[str]:
        return [f"p{n:02}a", f"p{n:02}b"]

    records = [partner(key, predecessors=layer(n + 1)) for n in range(40) for key in layer(n)]
    assert cycles(*records) == []
