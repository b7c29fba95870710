from __future__ import annotations

from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.base.words import SLUG_BYTES, fold, initial, is_slug, near, slug_of, sort_key

FOLDED = [
    ("Đại học Quốc gia Hà Nội", "dai hoc quoc gia ha noi"),
    ("Łódź", "lodz"),
    ("Straße", "strasse"),
    ("STRAẞE", "strasse"),
    ("Øresund", "oresund"),
    ("Ǿ", "o"),
    ("İstanbul", "istanbul"),
    ("ılıca", "ilica"),
    ("Æbler", "aebler"),
    ("Þór", "thor"),
    ("Nguyễn Thị Thơ", "nguyen thi tho"),
    ("Ünïversité", "universite"),
    ("Institut Teknologi Sepuluh Nopember", "institut teknologi sepuluh nopember"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding_leaves_base_letters_without_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_a_name_from_macos_folds_like_the_same_name_from_windows(text: str, folded: str) -> None:
    assert fold(normalize("NFD", text)) == folded


@pytest.mark.parametrize("text", ["ดี", "មហាវិទ្យាល័យ", "جامعة الأزهر", "国立大学", "がく"])
def test_words_of_other_scripts_keep_their_marks(text: str) -> None:
    assert fold(text) == normalize("NFKC", text)


@given(st.text())
def test_composed_and_decomposed_text_always_folds_alike(text: str) -> None:
    assert fold(normalize("NFC", text)) == fold(normalize("NFD", text))


def test_names_stand_in_the_order_of_a_dictionary() -> None:
    expected = [
        "Aarhus",
        "Ålesund",
        "‘Ayn Syams",
        "Đại học",
        "Łódź",
        "Øresund",
        "Universitas",
        "zeta",
        "3M",
        "جامعة",
        "มหา",
    ]
    shuffled = expected.copy()
    Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == expected


def test_names_that_fold_alike_keep_one_order_whatever_came_first() -> None:
    assert sorted(["São Paulo", "SAO PAULO", "Sao Paulo"], key=sort_key) == ["SAO PAULO", "Sao Paulo", "São Paulo"]


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Đại học", "D"), ("‘Ayn Syams", "A"), ("ʻOkina", "O"), ('"Veteran"', "V"), ("3M", "#"), ("جامعة", "#"), ("", "#"), ("—", "#")],
)  # fmt: skip
def test_a_name_stands_under_the_letter_with_which_it_begins(name: str, letter: str) -> None:
    assert initial(name) == letter


@given(st.lists(st.text()))
def test_each_letter_of_an_index_comes_once(names: list[str]) -> None:
    letters = [initial(name) for name in sorted(names, key=sort_key)]
    runs = [letter for at, letter in enumerate(letters) if at == 0 or letters[at - 1] != letter]
    assert len(runs) == len(set(runs))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đại học", "dai-hoc"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("(14–18 November)", "14-18-november"),
        ("KUI — Hari 1: Pembukaan", "kui-hari-1-pembukaan"),
        ("a_b  c‑d−e", "a-b-c-d-e"),
        ("มหาวิทยาลัย", ""),
        ("جامعة الأزهر", ""),
        ("", ""),
    ],
)
def test_an_address_is_made_of_latin_letters_or_not_at_all(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@given(st.text(max_size=300))
def test_a_derived_address_is_short_and_has_no_dash_at_its_ends(text: str) -> None:
    slug = slug_of(text)
    assert len(slug) <= SLUG_BYTES
    assert slug == slug.strip("-")


@pytest.mark.parametrize("text", ["pelatihan-kui", "2022", "a", "console", "com10", "x" * 100])
def test_small_letters_digits_and_dashes_are_an_address(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kunjungan",
        "a b",
        "a_b",
        "a/b",
        "..",
        "a\n",
        "é",
        "x" * 101,
        "con",
        "nul",
        "com1",
        "lpt9",
        "aux",
        "prn",
        "٣",
    ],
)
def test_what_a_server_or_windows_takes_for_something_else_is_no_address(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("Start_Date", "start-date"),
        ("start date", "start-date"),
        ("SUMARY", "summary"),
        ("x", None),
        ("", None),
        ("colour", None),
        ("t" * 1_000_000, None),
    ],
)
def test_a_mistyped_word_is_near_the_one_that_it_means(word: str, meant: str | None) -> None:
    assert near(word, ["title", "start-date", "summary"]) == meant


def test_of_words_that_are_equally_near_the_first_by_letters_is_meant() -> None:
    candidates = ["a-b", "a_b", "ab"]
    assert near("a b", candidates) == near("a b", reversed(candidates)) == "a-b"


def test_how_near_a_word_must_be_can_be_asked_for() -> None:
    assert near("Skotlandia", ["Polandia"]) == "Polandia"
    assert near("Skotlandia", ["Polandia"], least=0.8) is None
