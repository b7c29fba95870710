from __future__ import annotations

from typing import Any

import pytest

from sitegen.read.record import Record
from sitegen.relate.references import MOST_GUESSES
from tests.relate.make import LINES, agreement, article, content, event, found, partner, said, topic
from tests.relate.make import site as make_site

UMPSA = partner("umpsa", topics=["mobility"])
UNKNOWN = {
    "partners": article("2026-01-01-a", partners="nobody"),
    "host": event("a", "2026-01-01", host="nobody"),
    "organizers": event("a", "2026-01-01", organizers="nobody"),
    "successor": partner("a", successor="nobody"),
    "predecessors": partner("a", predecessors="nobody"),
    "events": article("2026-01-01-a", events="nobody"),
    "agreements": article("2026-01-01-a", agreements="nobody"),
    "parent": agreement("a", parent="nobody"),
    "renews": agreement("a", renews="nobody"),
    "topics": article("2026-01-01-a", topics="nobody"),
}
"""Field → a record in which it names what is not there."""
KIND = {"host": "partners", "organizers": "partners", "successor": "partners", "predecessors": "partners"} | {
    "parent": "agreements",
    "renews": "agreements",
}


def references(*records: Record, **more: Any) -> list[str]:
    return [each for each in found(*records, **more) if "unknown-reference" in each]


@pytest.mark.parametrize("field", UNKNOWN)
def test_what_names_nothing_is_an_error_where_it_stands(field: str) -> None:
    record = UNKNOWN[field]
    place = f"{record.kind}/{record.key}.yaml:{LINES[field]}"
    assert references(record, UMPSA, topic("mobility")) == [f"{place} unknown-reference.{KIND.get(field, field)}"]


@pytest.mark.parametrize("field", UNKNOWN)
def test_what_is_nearly_right_is_told(field: str) -> None:
    kind = KIND.get(field, field)
    meant = {
        "partners": partner("nobody-2"),
        "events": event("nobody-2", "2026-01-01"),
        "agreements": agreement("nobody-2"),
        "topics": topic("nobody-2"),
    }[kind]
    assert [each.split()[1] for each in references(UNKNOWN[field], meant, UMPSA, topic("mobility"))] == [
        f"unknown-reference.{kind}-near"
    ]


def test_a_key_of_another_kind_is_not_meant() -> None:
    assert references(article("2026-01-01-a", partners="mobility"), topic("mobility"))[0].endswith(
        "unknown-reference.partners"
    )


def test_the_same_key_in_two_kinds_is_fine() -> None:
    assert references(topic("its"), partner("its"), article("2026-01-01-a", topics="its", partners="its")) == []


def test_an_item_with_mistakes_of_its_own_is_no_mistake_of_those_who_name_it() -> None:
    assert references(article("2026-01-01-a", partners="its"), broken=frozenset({("partners", "its")})) == []


def test_a_draft_may_be_named_and_is_not_shown() -> None:
    report = article("2026-01-01-a", events="soon")
    hidden = frozenset({("events", "soon")})
    assert references(report, hidden=hidden) == []
    assert make_site(report, hidden=hidden).naming(report, type(report)) == ()


def test_what_was_mistyped_may_be_broken() -> None:
    broken = frozenset({("partners", "umpsa")})
    (problem,) = said("unknown-reference", "en", article("2026-01-01-a", partners="umspa"), broken=broken)
    assert 'Did you mean "umpsa"?' in problem


def test_each_place_is_reported() -> None:
    records = [article(f"2026-01-0{n}-a", partners="nobody") for n in range(1, 4)]
    assert len(references(*records)) == 3


def test_of_very_many_keys_only_some_are_guessed() -> None:
    partners = [partner(f"partner-{n:04}") for n in range(300)]
    lost = article("2026-01-01-a", partners=[f"partner-{n:04}x" for n in range(300)])
    near = [each for each in references(*partners, lost) if each.endswith("near")]
    assert len(near) == MOST_GUESSES


def test_a_reference_to_nothing_is_no_page_and_no_crash() -> None:
    lone = agreement("a", partners="nobody", renews="nothing")
    made = make_site(lone)
    assert made.chains(made.agreements)[0].members == (lone,)
    assert content(lone).of(type(lone))
