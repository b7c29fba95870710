from __future__ import annotations

import pytest

from sitegen.read.kinds.agreements import Agreement
from sitegen.relate.chains import Chain
from sitegen.relate.site import Site
from tests.relate.make import agreement, partner, site


def chains(*records: Agreement) -> tuple[Chain, ...]:
    made = site(*records, partner("umpsa"))
    return made.chains(made.agreements)


def keys(chain: Chain) -> list[str]:
    return [member.key for member in chain.members]


def test_an_agreement_renewed_twice_is_one_chain_oldest_first() -> None:
    (chain,) = chains(
        agreement("c", "2025-01-01", "2030-01-01", renews="b"),
        agreement("a", "2015-01-01", "2020-01-01"),
        agreement("b", "2020-01-01", "2025-01-01", renews="a"),
    )
    assert (keys(chain), chain.current.key) == (["a", "b", "c"], "c")


def test_agreements_that_renew_nothing_are_chains_of_their_own_oldest_first() -> None:
    found = chains(
        agreement("new", "2022-01-01"), agreement("old", "2020-01-01"), agreement("draft", None, public=True)
    )
    assert [keys(chain) for chain in found] == [["old"], ["new"], ["draft"]]


CURRENT = {
    "the newest in force": ("new", ["2030-01-01", "2031-01-01"], {}),
    "the one in force, when its renewal is only being talked about": ("old", ["2030-01-01", None], {"signed": None}),
    "the newest signed, when none is in force": ("new", ["2020-01-01", "2021-01-01"], {}),
    "the signed one, when it has ended and its renewal is in process": ("old", ["2020-01-01", None], {"signed": None}),
    "the one still in force, when its renewal is to come": (
        "old",
        ["2030-01-01", "2031-01-01"],
        {"effective": "2027-01-01"},
    ),
    "the renewal to come, when nothing is in force": ("new", ["2020-01-01", "2031-01-01"], {"effective": "2027-01-01"}),
}


@pytest.mark.parametrize(("expected", "ends", "renewal"), CURRENT.values(), ids=CURRENT)
def test_what_stands_for_a_chain_is(expected: str, ends: list[str | None], renewal: dict[str, str | None]) -> None:
    signed = {"signed": "2018-01-01", **renewal}
    (chain,) = chains(
        agreement("old", "2015-01-01", ends[0]), agreement("new", expires=ends[1], renews="old", public=True, **signed)
    )
    assert chain.current.key == expected


def test_two_documents_that_renew_one_are_its_chain() -> None:
    (chain,) = chains(
        agreement("a", "2015-01-01"), agreement("b", "2020-01-01", renews="a"), agreement("c", "2021-01-01", renews="a")
    )
    assert keys(chain) == ["a", "b", "c"]


def test_a_chain_holds_together_where_a_member_is_internal() -> None:
    (chain,) = chains(
        agreement("a", "2015-01-01"),
        agreement("b", "2018-01-01", renews="a", public=False),
        agreement("c", "2021-01-01", renews="b"),
    )
    assert keys(chain) == ["a", "c"]


def test_a_cancelled_agreement_is_in_no_chain() -> None:
    found = chains(
        agreement("a", "2015-01-01"), agreement("b", "2020-01-01", renews="a", stage="cancelled", public=True)
    )
    assert [keys(chain) for chain in found] == [["a"]]


def test_what_renews_itself_is_no_endless_walk() -> None:
    found = chains(agreement("a", renews="b"), agreement("b", renews="a"), agreement("c", renews="c"))
    assert [keys(chain) for chain in found] == [["a", "b"], ["c"]]


def test_a_chain_of_thousands_is_one() -> None:
    found = chains(*(agreement(f"a{n:04}", renews=f"a{n - 1:04}") for n in range(3000)))
    assert [len(chain.members) for chain in found] == [3000]


def test_equal_days_are_ordered_by_key() -> None:
    one, other = agreement("a", "2020-01-01"), agreement("b", "2020-01-01", renews="a")
    for records in ((one, other), (other, one)):
        made = site(partner("umpsa"), *records)
        assert [keys(chain) for chain in made.chains(records)] == [["a", "b"]]


def merged() -> Site:
    """`old` became part of `new` in 2020; each had an agreement before, and `new` renewed that of `old`."""
    return site(
        partner("old", status="closed", successor="new"),
        partner("new"),
        agreement("old-mou", "2016-01-01", "2021-01-01", partners="old"),
        agreement("renewed", "2021-01-01", "2031-01-01", partners="new", renews="old-mou"),
        agreement("own", "2018-01-01", "2030-01-01", partners="new"),
    )


def test_agreements_of_a_merged_partner_are_listed_under_both() -> None:
    made = merged()
    of = {
        key: [each.key for each in made.agreements_of(each_of)] for key, each_of in made.of(type(partner("x"))).items()
    }
    assert of == {"old": ["old-mou"], "new": ["renewed", "own", "old-mou"]}


def test_and_counted_once() -> None:
    made = merged()
    assert len(made.chains(made.agreements)) == 2
    both = [each for one in made.partners("id") for each in made.agreements_of(one)]
    assert len(made.chains({each.key: each for each in both}.values())) == 2


def test_ten_parties_count_once() -> None:
    parties = [partner(f"p{n}", country="MY" if n else "ID") for n in range(10)]
    made = site(*parties, agreement("all", "2024-01-01", partners=[each.key for each in parties]))
    assert len(made.chains(made.agreements)) == 1
    assert [len(made.agreements_of(each)) for each in parties] == [1] * 10
