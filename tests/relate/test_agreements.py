from __future__ import annotations

import pytest

from sitegen.read.record import Record
from tests.relate.make import agreement, found, partner

UMPSA, UNIMAS, CLOSED = partner("umpsa"), partner("unimas"), partner("closed", status="closed")
MOU = agreement("mou")


def about(code: str, *records: Record) -> list[str]:
    return [each for each in found(*records, UMPSA, UNIMAS) if code in each]


def test_an_implementation_without_a_parent_is_told_at_its_type() -> None:
    assert about("parent", agreement("ia", type="ia")) == ["agreements/ia.yaml:15 parent-missing"]


def test_other_types_need_no_parent() -> None:
    assert about("parent", agreement("moa", type="moa")) == []


def test_partners_of_the_parent_may_sign_below_it() -> None:
    parent = agreement("mou", partners=["umpsa", "unimas"])
    assert about("parent", parent, agreement("ia", type="ia", parent="mou", partners="unimas")) == []


def test_others_may_not() -> None:
    below = agreement("ia", type="ia", parent="mou", partners=["umpsa", "unimas"])
    assert about("parent", MOU, below) == ["agreements/ia.yaml:4 parent-partners"]


def test_nor_below_another_type() -> None:
    assert about("parent", MOU, agreement("moa", type="moa", parent="mou", partners="unimas")) != []


def test_a_partner_may_have_taken_in_the_one_that_signed() -> None:
    old = partner("ump", successor="between")
    records = [old, partner("between"), partner("now", predecessors="between"), agreement("mou", partners="ump")]
    assert about("parent", *records, agreement("ia", type="ia", parent="mou", partners="now")) == []


def test_a_parent_that_is_not_there_is_the_mistake_of_the_reference_alone() -> None:
    assert about("parent", agreement("ia", type="ia", parent="nothing")) == []


BOUND = {
    "in force": agreement("a", "2024-01-01", "2030-01-01", partners="closed"),
    "on its last day": agreement("a", "2024-01-01", "2026-11-24", partners="closed"),
    "without an end": agreement("a", "2024-01-01", open_ended=True, partners="closed"),
    "to come": agreement("a", "2024-01-01", effective="2027-01-01", partners="closed"),
    "one of several": agreement("a", "2024-01-01", "2030-01-01", partners=["umpsa", "closed"]),
    "internal": agreement("a", "2024-01-01", "2030-01-01", partners="closed", public=False),
}
HISTORY = {
    "over": agreement("a", "2019-01-01", "2024-01-01", partners="closed"),
    "terminated": agreement("a", "2019-01-01", stage="terminated", terminated="2024-01-01", partners="closed"),
    "in process": agreement("a", None, partners="closed"),
    "cancelled": agreement("a", stage="cancelled", partners="closed"),
}


@pytest.mark.parametrize("one", BOUND.values(), ids=BOUND)
def test_a_closed_institution_cannot_be_bound(one: Record) -> None:
    assert about("closed", one, CLOSED) == ["agreements/a.yaml:4 closed-partner"]


@pytest.mark.parametrize("one", HISTORY.values(), ids=HISTORY)
def test_what_does_not_bind_may_name_it(one: Record) -> None:
    assert about("closed", one, CLOSED) == []


def test_its_successor_is_bound_in_its_place() -> None:
    assert about("closed", BOUND["in force"], partner("closed", status="closed", successor="umpsa")) == []


def test_an_inactive_partner_is_not_closed() -> None:
    assert about("closed", BOUND["in force"], partner("closed", status="inactive")) == []
