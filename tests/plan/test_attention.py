from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
from msgspec import structs

from sitegen.base.problems import Place, Problem, problem
from sitegen.plan.attention import Attention, Ending, attention, file_in, subject
from sitegen.plan.parts import Said
from sitegen.read.record import Prose, Record
from tests.relate.make import TODAY, agreement, article, content, event, page, partner, site, topic

KEY = "2026-01-10-a"


def of(*records: Record, problems: tuple[Problem, ...] = (), lang: str = "id", **more: Any) -> Attention:
    return attention(site(*records, future=True, **more), problems, lang)


def on(days: int) -> str:
    """A day so many days after today, as authors write it."""
    return (TODAY + timedelta(days=days)).isoformat()


def test_a_site_in_order_needs_none() -> None:
    records = [article(KEY), page("about"), event("e", "2026-12-01"), partner("umpsa"), topic("t")]
    assert of(*records, agreement("a", expires="2035-01-01")) == Attention()


def test_it_is_plain_data() -> None:
    found = of(article(KEY, languages=("id",), drafts=("id",)), partner("umpsa"), agreement("a", expires=on(1)))
    assert msgspec.json.decode(msgspec.json.encode(found))["drafts"][0]["subject"]["key"] == KEY


# translations


def lacks(*records: Record, **more: Any) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [(each.wanting.value, each.lang, each.others, each.file) for each in of(*records, **more).translations]


def test_languages_are_equals() -> None:
    folder = "content/news/"
    assert lacks(article(KEY, languages=("id",))) == [("version", "en", ("id",), f"{folder}{KEY}.en.md")]
    assert lacks(article(KEY, languages=("en",))) == [("version", "id", ("en",), f"{folder}{KEY}.id.md")]
    three = {"languages": ("id", "en", "ms")}
    assert lacks(article(KEY, languages=("id", "ms")), config=three) == [
        ("version", "en", ("id", "ms"), f"{folder}{KEY}.en.md")
    ]


def test_what_is_behind_names_the_newer_version_and_its_day() -> None:
    behind = article(KEY, updated={"id": "2026-02-02", "en": "2026-02-01"})
    assert lacks(behind) == [("behind", "en", ("id",), f"content/news/{KEY}.en.md")]
    (told,) = of(behind).translations
    assert told.on and told.on.isoformat() == "2026-02-02"
    assert told.subject.href == f"/en/news/2026/{KEY}/"  # the page that is to be mended


def test_facts_want_a_name_and_the_words_that_another_language_has() -> None:
    words = {"en": Prose(text="Words.", place=Place("content/events/e.en.md", 1))}
    named = event("e", "2026-12-01", title={"id": "Acara"}, prose=words)
    assert lacks(named) == [
        ("words", "id", ("en",), "content/events/e.id.md"),
        ("title", "en", ("id",), "content/events/e.yaml"),
    ]
    assert lacks(event("e", "2026-12-01", prose={})) == []


def test_a_file_to_write_lies_beside_those_that_are_there() -> None:
    deep = {"id": Prose(text="Kata.", place=Place(f"content/news/2026/{KEY}/index.id.md"))}
    assert file_in(article(KEY, prose=deep), "en") == f"content/news/2026/{KEY}/index.en.md"
    alone = structs.replace(article(KEY, prose={}), path=f"content/news/{KEY}.id.md")
    assert file_in(alone, "zh-Hans") == f"content/news/{KEY}.zh-Hans.md"
    assert file_in(event("e", "2026-12-01", prose={}), "en") == "content/events/e.en.md"


# agreements


def endings(*records: Record, **more: Any) -> list[Ending]:
    return list(of(partner("umpsa"), *records, **more).endings)


def test_the_last_day_that_is_near_is_told_from_the_day_of_the_site() -> None:
    (soon,) = endings(agreement("a", expires=on(30)), agreement("b", expires=on(31)), config={"expiring_days": 30})
    assert (soon.subject.key, soon.validity, soon.days) == ("a", "expiring", 30)
    assert [partner.text for partner in soon.partners] == ["Universiti umpsa"]
    (today,) = endings(agreement("a", expires=on(0)))
    assert (today.validity, today.days) == ("expiring", 0)


def test_what_has_ended_is_told_until_another_replaces_it() -> None:
    old = agreement("old", expires=on(-1))
    assert [(each.validity, each.days, each.renewal) for each in endings(old)] == [("expired", -1, None)]
    assert endings(old, agreement("new", on(-2), "2035-01-01", renews="old")) == []
    (renewed,) = endings(old, agreement("new", None, renews="old"))
    assert renewed.validity == "in_renewal"
    assert renewed.renewal and renewed.renewal.key == "new"
    (again,) = endings(old, agreement("new", None, renews="old", stage="cancelled"))
    assert (again.validity, again.renewal) == ("expired", None)


def test_what_was_ended_on_purpose_or_goes_on_by_itself_needs_nobody() -> None:
    ended = agreement("a", stage="terminated", terminated=on(-20), expires=on(-1))
    assert endings(ended, agreement("b", expires=on(-1), auto_renew=True), agreement("c", None)) == []
    (soon,) = endings(agreement("b", expires=on(1), auto_renew=True))
    assert soon.automatic


def test_what_ends_next_is_first_and_what_ended_last_is_first_of_those() -> None:
    some = [agreement(f"{days}", expires=on(days)) for days in (-9, 9, -1, 1)]
    assert [each.subject.key for each in endings(*some)] == ["1", "9", "-1", "-9"]


def test_an_agreement_that_readers_do_not_see_is_told_of_without_a_page() -> None:
    (soon,) = endings(agreement("a", expires=on(1), public=False))
    assert soon.subject.href == ""
    assert soon.subject.file == "content/agreements/a.yaml"


# what is not published


def test_a_draft_leads_to_the_page_in_its_own_language() -> None:
    (draft,) = of(article(KEY, drafts=("en",))).drafts
    assert draft.langs == ("en",)
    assert (draft.subject.href, draft.subject.file) == (f"/en/news/2026/{KEY}/", f"content/news/{KEY}.en.md")


def test_articles_wait_for_their_day_the_next_first() -> None:
    waiting = of(article("b", on(30)), article("a", on(2)), article("c", on(0))).waiting
    assert [(each.subject.key, each.days) for each in waiting] == [("a", 2), ("b", 30)]
    assert waiting[0].subject.href


def test_where_days_to_come_are_not_shown_there_is_no_page() -> None:
    (waiting,) = attention(site(article("a", on(2))), (), "id").waiting
    assert waiting.subject.href == ""


# mistakes


def test_errors_stand_before_warnings_and_notes_are_not_told() -> None:
    place = Place(f"content/news/{KEY}.en.md", 3, 7)
    given = (
        problem(Place("content/a.txt"), "file-name.foreign"),
        problem(place, "translation-behind", lang="en", other="id", on=TODAY),
        problem(place, "orphan", key=KEY),
        problem(place, "broken-link", target="x"),
    )
    first, second = of(article(KEY), problems=given).findings
    assert (first.problem.code, second.problem.code) == ("broken-link", "file-name")
    assert first.subject and first.subject.href == f"/en/news/2026/{KEY}/"
    assert second.subject is None


def test_the_list_of_topics_belongs_to_no_item() -> None:
    listed = topic("t")
    (found,) = of(listed, problems=(problem(Place(listed.path), "file-name.foreign"),)).findings
    assert found.subject is None


# names


def test_names_are_in_the_language_of_who_looks_else_marked_as_anothers() -> None:
    whole = site(article(KEY), article("2026-01-10-b", languages=("en",)), future=True)
    both, english = whole.articles
    assert subject(whole, both, "en").name == Said(f"News {KEY}")
    assert subject(whole, english, "id").name == Said("News 2026-01-10-b", "en")
    assert subject(whole, english, "id").href == "/en/news/2026/2026-01-10-b/"


def test_a_site_below_a_path_and_without_the_language_of_who_looks() -> None:
    below = {"base_url": "https://example.ac.id/kui/", "languages": ("id", "ms")}
    whole = site(article(KEY, languages=("id",), drafts=("id",)), future=True, config=below)
    (draft,) = attention(whole, (), "en").drafts
    assert draft.subject.href == f"/kui/id/berita/2026/{KEY}/"
    assert content(config=below).config.languages == ("id", "ms")
