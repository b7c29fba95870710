from __future__ import annotations

from typing import Any

import pytest

from sitegen.read.record import Record
from sitegen.relate.translations import newer_version
from tests.relate.make import agreement, article, day, event, found, page, partner, topic

KEY = "2026-01-10-a"


def about(code: str, *records: Record, **more: Any) -> list[str]:
    return [each for each in found(*records, **more) if code in each]


def test_each_missing_version_of_an_article_is_noted() -> None:
    one = article(KEY, languages=("id",))
    assert about("missing", one) == [f"news/{KEY}.yaml:1 translation-missing"]
    three = {"languages": ("id", "en", "ms")}
    assert len(about("missing", one, config=three)) == 2
    assert len(about("missing", article(KEY), config=three)) == 1


def test_no_language_is_the_main_one() -> None:
    assert len(about("missing", article(KEY, languages=("en",)))) == 1
    assert len(about("missing", page("about", languages=("en",)))) == 1


def test_facts_are_in_every_language() -> None:
    facts = [event("e", "2026-01-01"), partner("umpsa"), agreement("a"), topic("t")]
    assert about("translation", *facts) == []


NAMED = {"id": "Nama"}


@pytest.mark.parametrize("record", [event("e", title=NAMED), partner("p", title=NAMED), agreement("a", title=NAMED)])
def test_a_name_in_one_language_is_noted_where_the_facts_are_in_all(record: Record) -> None:
    place = record.place("name" if record.kind == "partners" else "title")
    path = f"{record.kind}/{record.key}.yaml"
    assert about("missing", record) == [f"{path}:{place.line} translation-missing.title"]


def test_a_name_for_all_languages_is_in_each() -> None:
    one = partner("p", title={"": "Chulalongkorn University", "id": "Universitas Chulalongkorn"})
    assert about("translation", one) == []


NEWER = {
    "the Indonesian one": ({"id": "2026-02-02", "en": "2026-02-01"}, None, ("id", "2026-02-02")),
    "the English one": ({"id": "2026-02-01", "en": "2026-02-02"}, ("en", "2026-02-02"), None),
    "neither": ({"id": "2026-02-02", "en": "2026-02-02"}, None, None),
    "neither, when both are as old as the article": ({}, None, None),
    "neither, when one date is for all": ({"": "2026-02-02"}, None, None),
    "the one that was updated since": ({"id": "2026-02-02"}, None, ("id", "2026-02-02")),
    "the one that differs from the date for all": ({"": "2026-02-02", "en": "2026-03-03"}, ("en", "2026-03-03"), None),
    "the one as old as the article, when the other is said to be older": (
        {"en": "2026-01-09"},
        None,
        ("id", "2026-01-10"),
    ),
}


@pytest.mark.parametrize(("updated", "than_id", "than_en"), NEWER.values(), ids=NEWER)
def test_the_newer_version_is(updated: dict[str, str], than_id: Any, than_en: Any) -> None:
    one = article(KEY, updated=updated)
    for lang, expected in (("id", than_id), ("en", than_en)):
        assert newer_version(one, lang) == ((expected[0], day(expected[1])) if expected else None)
        behind = [f"news/{KEY}.{lang}.md:1 translation-behind"] if expected else []
        assert [each for each in about("behind", one) if f".{lang}.md" in each] == behind


def test_of_several_newer_versions_the_newest_counts() -> None:
    one = article(KEY, updated={"en": "2026-02-01", "ms": "2026-03-01"}, languages=("id", "en", "ms"))
    assert newer_version(one, "id") == ("ms", day("2026-03-01"))
    assert newer_version(one, "en") == ("ms", day("2026-03-01"))


def test_a_plain_page_without_a_date_is_not_called_old() -> None:
    assert newer_version(page("about", updated={"id": "2026-02-02"}), "en") is None
    assert newer_version(page("about", updated={"id": "2026-02-02", "en": "2026-01-01"}), "en") is not None


def test_a_version_that_is_not_published_is_not_newer() -> None:
    assert newer_version(article(KEY, updated={"en": "2026-02-02"}, languages=("id",)), "id") is None


def test_a_version_without_words_is_told_at_its_item() -> None:
    one = article(KEY, updated={"id": "2026-02-02"}, prose={})
    assert about("behind", one) == [f"news/{KEY}.yaml:1 translation-behind"]
