"""Articles: what a record holds, in which languages it exists, and each mistake at its place."""

from __future__ import annotations

from datetime import date, time

import pytest

from sitegen.read.kinds.news import Article, Person
from sitegen.read.record import Moment
from tests.read.kinds.items import found, read, record, said

KEY = "2022-11-21-pelatihan-kui"
LEAST = "title: Staf Politap mengikuti pelatihan\n"


def article(key: str = KEY, *, drafts: bool = False, **files: str) -> Article:
    made = record("news", key, drafts=drafts, **files)
    assert isinstance(made, Article)
    return made


def problems(text: str) -> list[str]:
    return [told.removeprefix(f"{KEY}.id.md:") for told in found(read("news", KEY, id=text))]


def test_the_first_article() -> None:
    made = article(
        id="""
        title: Staf Kerja Sama Politap mengikuti pelatihan penguatan KUI di ITS
        date: 21 Nopember 2022
        dateline: Surabaya
        category: mobility
        events: [2022-11-14-pelatihan-kui]
        partners: [its]
        programs: [its-ism]
        people:
          - name: Amanda Tyara Rizki
            role: {id: Staf Kerja Sama, en: Cooperation staff}
        topics: [mobility, partnership-consortium]
        """
    )
    assert made.date == Moment(date(2022, 11, 21))
    assert made.dateline == {"id": "Surabaya"}
    assert made.people == (
        Person(name="Amanda Tyara Rizki", role={"id": "Staf Kerja Sama", "en": "Cooperation staff"}),
    )
    assert made.summary == {"id": "Staf mengikuti pelatihan di Surabaya."}
    assert (made.languages, made.slugs["id"], made.category) == (("id",), "pelatihan-kui", "mobility")
    assert {ref.kind for ref in made.refs} == {"events", "partners", "topics"}
    assert made.keys("topics") == ("mobility", "partnership-consortium")


def test_two_languages_with_facts_of_their_own() -> None:
    made = article(
        yaml="category: visit\nimage: {src: foto.jpg, credit: Humas}\ncountries: [my]",
        id="judul: Kunjungan\ntanggal: 2022-11-22 09.30\nringkasan: Ringkas.\nimage: {alt: Tamu}\nupdated: 2022-12-01",
        en="title: Visit\nslug: visit\nimage: {alt: Guests}\ntranslation_of: id\nmachine_translated: true\naliases: [/en/old]",
    )
    assert made.date == Moment(date(2022, 11, 22), time(9, 30))
    assert made.title == {"id": "Kunjungan", "en": "Visit"}
    assert made.summary == {"id": "Ringkas.", "en": "Staf mengikuti pelatihan di Surabaya."}
    assert made.image
    assert (made.image.src, made.image.alt) == ("content/news/foto.jpg", {"id": "Tamu", "en": "Guests"})
    assert (made.translated_from, made.machine_translated) == ({"en": "id"}, ("en",))
    assert (made.updated, made.redirects) == ({"id": date(2022, 12, 1)}, ("/en/old/",))
    assert made.slugs == {"id": "pelatihan-kui", "en": "visit"}
    assert (made.path, made.place("category").line) == (f"content/news/{KEY}.yaml", 1)


@pytest.mark.parametrize(
    ("key", "slug", "day"),
    [
        ("2022-11-21-pelatihan-kui", "pelatihan-kui", date(2022, 11, 21)),
        ("2022-11-21", "2022-11-21", date(2022, 11, 21)),
        ("2022-11-21-2023-05-01-x", "2023-05-01-x", date(2022, 11, 21)),
    ],
)
def test_the_key_gives_slug_and_date(key: str, slug: str, day: date) -> None:
    made = article(key, id=LEAST)
    assert (made.slugs["id"], made.date) == (slug, Moment(day))


@pytest.mark.parametrize("key", ["pelatihan-kui", "2022-11-31-pelatihan", "2022-11-2145"])
def test_a_key_without_a_date_needs_the_field(key: str) -> None:
    assert found(read("news", key, id=LEAST)) == [f"{key}.id.md:1:1 required"]


def test_the_date_of_the_field_counts() -> None:
    made = article(id=LEAST + "date: 2023-01-05")
    assert (made.date, made.key) == (Moment(date(2023, 1, 5)), KEY)


def test_a_dateline_with_another_date() -> None:
    made = article(id=LEAST + "dateline: {place: Surabaya, date: 18 November 2022}")
    assert (made.dateline, made.dateline_day) == ({"id": "Surabaya"}, date(2022, 11, 18))


def test_every_language_needs_its_title() -> None:
    outcome = read("news", KEY, id="title: Kunjungan", en="slug: visit")
    assert found(outcome) == [f"{KEY}.en.md:1:1 required"]


def test_a_title_that_cannot_be_read_is_not_missing_too() -> None:
    assert problems("title: [Draf, Kunjungan]") == ["2:8 value-type.text-list"]


def test_one_title_of_the_facts_is_for_all() -> None:
    assert article(yaml="title: ITS", id="category: news", en="category: news").title == {"": "ITS"}


def test_a_draft_is_absent_unless_drafts_are_asked_for() -> None:
    english = "title: Staff\ndraft: true"
    assert article(id=LEAST, en=english).languages == ("id",)
    assert article(id=LEAST, en=english, drafts=True).languages == ("id", "en")
    only = read("news", KEY, id=LEAST + "draft: ya\ntanggal: salah")
    assert (only.record, only.problems) == (None, ())


def test_a_record_says_in_which_languages_it_is_a_draft() -> None:
    english = "title: Staff\ndraft: true"
    assert article(id=LEAST, en=english, drafts=True).drafts == ("en",)
    assert article(id=LEAST, en=english).drafts == ()
    whole = record("news", KEY, drafts=True, yaml="draft: true", id=LEAST, en="title: Staff")
    assert whole.drafts == ("id", "en")
    assert read("news", KEY, id=LEAST, en=english).draft
    assert read("news", KEY, id=LEAST + "draft: true").draft
    assert not read("news", KEY, id=LEAST).draft


def test_a_draft_of_all_words_hides_the_article_without_a_problem() -> None:
    outcome = read("news", KEY, yaml="category: news", id=LEAST + "draft: true")
    assert (outcome.record, outcome.problems) == (None, ())


def test_what_only_a_draft_says_is_not_missing() -> None:
    outcome = read("news", "kunjungan", yaml="category: visit", id="title: Kunjungan\ndate: 2022-11-21\ndraft: true")
    assert (outcome.record, outcome.problems) == (None, ())


def test_a_long_summary_is_told_in_its_language() -> None:
    outcome = read("news", KEY, id=LEAST + "summary: Ringkas.", en=LEAST + f"summary: {'word ' * 41}")
    assert found(outcome) == [f"{KEY}.en.md:3:10 summary-long"]


def test_facts_alone_are_no_article() -> None:
    outcome = read("news", KEY, yaml=LEAST)
    assert said(outcome) == [
        f"content/news/{KEY}.yaml:1:1: error: Belum ada teksnya, jadi belum ada halamannya. [required]\n"
        f"    Buat berkas {KEY}.id.md atau {KEY}.en.md."
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("date: 2022-11-31", ["3:7 date-impossible.day"]),
        ("date: 2022-11", ["3:7 date-format.no-day"]),
        ("date: 21 Nopember 2022", ["3:7 date-read"]),
        ("date: 2022-11-21\ntanggal: 2022-11-21", ["4:1 duplicate-key.names"]),
        ("category: berita", ["3:11 choice"]),
        ("category: [news]", ["3:11 value-type.text-list"]),
        ("topics: mobility, strategy", ["3:9 value-type.list"]),
        ("tags: [Mobility]", ["3:8 key.near"]),
        ("countries: [Malaysia]", ["3:13 country.near"]),
        ("people: [{role: Staf}]", ["3:10 required.inside"]),
        ("people: [{name: Amanda 08123456789}]", ["3:17 personal-data.phone"]),
        ("people: [{name: Amanda, telpon: '1'}]", ["3:25 unknown-field.few"]),
        ("image: {src: a.jpg}", ["3:14 alt-missing.field"]),
        ("image: {src: C:\\foto.jpg, alt: Foto}", ["3:14 address.file"]),
        ("image: {alt: Foto}", ["3:8 required.inside"]),
        ("draft: nanti", ["3:8 value-type.boolean"]),
        ("slug: Pelatihan KUI", ["3:7 slug.letters"]),
        ("slug: con", ["3:7 slug.device"]),
        (f"slug: {'a' * 101}", ["3:7 slug.long"]),
        ("aliases: [berita/lama]", ["3:11 address.former"]),
        ("aliases: [/]", ["3:11 address.former"]),
        ("updated: kemarin", ["3:10 date-format"]),
        ("ringkasan: [Ringkas]", ["3:12 value-type.text-list"]),
        (f"summary: {'kata ' * 41}", ["3:10 summary-long"]),
        ("title2: x", ["3:1 unknown-field.near"]),
        ("topics: [mobility]\ntags: [mobility]", ["4:1 duplicate-key.names"]),
        ("translation_of: jawa", ["3:17 language"]),
        ("summary: {in: Ringkas}", ["3:11 language.tag"]),
        ("summary: {ms: Ringkas}", ["3:11 language.text"]),
        ("summary: {indo: Ringkas}", ["3:11 unknown-field.few"]),
    ],
)
def test_mistakes(more: str, expected: list[str]) -> None:
    assert problems(LEAST + more) == expected


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        (
            "id",
            '"date" berbeda: di sini 2022-11-12, tetapi 2022-11-21 di content/news/' + KEY + ".id.md baris 3.",
            "Samakan keduanya, atau hapus salah satu.",
        ),
        (
            "en",
            '"date" differs: 2022-11-12 here, but 2022-11-21 in content/news/' + KEY + ".id.md line 3.",
            "Make both the same, or delete one of them.",
        ),
    ],
)
def test_words_of_facts_that_differ(lang: str, message: str, hint: str) -> None:
    outcome = read("news", KEY, id=LEAST + "date: 2022-11-21", en=LEAST + "date: 2022-11-12")
    assert said(outcome, lang) == [f"content/news/{KEY}.en.md:3:7: error: {message} [facts-differ]\n    {hint}"]


@pytest.mark.parametrize(
    ("lang", "message", "hint"),
    [
        ("id", '"titel" tidak dikenal dan diabaikan.', 'Maksudnya "title"?'),
        ("en", '"titel" is not known and is ignored.', 'Did you mean "title"?'),
    ],
)
def test_words_of_an_unknown_field(lang: str, message: str, hint: str) -> None:
    outcome = read("news", KEY, id=LEAST + "titel: x")
    assert said(outcome, lang) == [f"content/news/{KEY}.id.md:3:1: warning: {message} [unknown-field]\n    {hint}"]
    assert outcome.record
