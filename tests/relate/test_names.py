from __future__ import annotations

from itertools import islice, product
from time import process_time
from unicodedata import normalize

import pytest

from sitegen.base.dates import PartialDate
from sitegen.read.kinds.partners import FormerName, LocalName, Partner
from tests.relate.make import found, partner, said

PAHANG = "Universiti Malaysia Pahang"
NOW = f"{PAHANG} Al-Sultan Abdullah"


def about(*partners: Partner) -> list[str]:
    return [each for each in found(*partners) if each.split()[1] in ("duplicate-partner", "shared-name")]


ALIKE = {
    "the same words": (PAHANG, PAHANG),
    "another case and other spaces": (PAHANG, "UNIVERSITI  malaysia pahang"),
    "in another order, and translated": (PAHANG, "University of Pahang, Malaysia"),
    "translated": ("Institut Teknologi Bandung", "Bandung Institute of Technology"),
    "without its marks": ("Đại học Quốc gia Hà Nội", "Dai hoc Quoc gia Ha Noi"),
    "composed and decomposed": (normalize("NFC", "Đại học Huế"), normalize("NFD", "Đại học Huế")),
    "one letter of a long word": ("Institut Teknologi Sepuluh Nopember", "Institut Teknologi Sepuluh November"),
    "one letter of a word of six": ("Universitas Warsaw", "Universitas Warsow"),
    "one letter too few": ("Universitas Sumatera Utara", "Universitas Sumatra Utara"),
    "two letters that changed places": ("Universiti Kelantan", "Universiti Kelatnan"),
    "a name that became longer": (PAHANG, NOW),
}
DIFFERENT = {
    "another town": ("Universitas Negeri Malang", "Universitas Negeri Padang"),
    "another town, nearly": ("Politeknik Negeri Malang", "Politeknik Negeri Magelang"),
    "a letter of a name of one word": ("Nopember", "November"),
    "a letter of a short word": ("Universitas Chiang Mai", "Universitas Chiang Rai"),
    "a word more at its end, but of two": ("Universitas Islam", "Universitas Islam Indonesia"),
    "a word more in the middle": ("Universitas Negeri Malang", "Universitas Islam Negeri Malang"),
    "two longer names with one beginning": (
        "Universitas Kristen Indonesia Maluku",
        "Universitas Kristen Indonesia Toraja",
    ),
    "another kind of school": ("Politeknik Negeri Malang", "Universitas Negeri Malang"),
    "another number": ("Sekolah Tinggi Kampus2024", "Sekolah Tinggi Kampus2025"),
    "no letters": ("???", "—"),
    "the town alone": ("Bandung", "Universitas Bandung"),
}


@pytest.mark.parametrize(("one", "other"), ALIKE.values(), ids=ALIKE)
def test_names_are_alike(one: str, other: str) -> None:
    for a, b in ((one, other), (other, one)):
        assert [each.split()[1] for each in about(partner("a", a), partner("b", b))] == ["duplicate-partner"]


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT)
def test_names_are_of_two_institutions(one: str, other: str) -> None:
    assert about(partner("a", one), partner("b", other)) == []


def test_institutions_of_two_countries_may_have_one_name() -> None:
    assert (
        about(partner("a", "Universitas Nasional", country="ID"), partner("b", "National University", country="SG"))
        == []
    )


def test_the_name_stands_at_the_later_of_two_equals() -> None:
    assert about(partner("a", PAHANG), partner("b", PAHANG)) == ["partners/b.yaml:12 duplicate-partner"]


def test_a_short_name_is_told_where_it_could_be_an_alias_of_the_longer() -> None:
    assert about(partner("ump", PAHANG), partner("umpsa", NOW)) == ["partners/ump.yaml:12 duplicate-partner"]
    assert about(partner("z-ump", PAHANG), partner("umpsa", NOW)) == ["partners/z-ump.yaml:12 duplicate-partner"]


def test_a_name_that_another_had_before_is_told() -> None:
    umpsa = partner("umpsa", NOW, former_names=(FormerName("Kolej Universiti Teknologi", PartialDate(2006)),))
    assert about(umpsa, partner("a", "Kolej Universiti Teknologi")) == ["partners/a.yaml:12 duplicate-partner"]


def test_a_name_that_is_an_alias_of_another_is_told_at_the_name() -> None:
    umpsa = partner("umpsa", NOW, other_names=("Pahang University",))
    assert about(partner("a", "Universiti Pahang"), umpsa) == ["partners/a.yaml:12 duplicate-partner"]
    assert about(partner("z", "Universiti Pahang"), umpsa) == ["partners/z.yaml:12 duplicate-partner"]


def test_a_name_in_any_language_or_script_counts() -> None:
    local = LocalName("សាកលវិទ្យាល័យភូមិន្ទភ្នំពេញ", "km", "ltr")
    one = partner("a", "Universitas Kerajaan", local=local, title={"en": "Royal University of Phnom Penh"})
    assert about(one, partner("b", "Sekolah Lain", local=local)) == ["partners/b.yaml:12 duplicate-partner"]
    assert about(one, partner("b", "Royal University of Phnom Penh")) == ["partners/b.yaml:12 duplicate-partner"]


def test_names_of_one_partner_may_be_alike() -> None:
    assert (
        about(partner("a", PAHANG, title={"en": "Pahang University Malaysia"}, other_names=(PAHANG, NOW), short="UMP"))
        == []
    )


def test_several_equal_names_are_one_problem() -> None:
    same = {"title": {"id": PAHANG, "en": "University of Malaysia Pahang"}, "short": "UMP", "other_names": (NOW,)}
    assert about(partner("a", PAHANG, **same), partner("b", PAHANG, **same)) == ["partners/b.yaml:12 duplicate-partner"]


def test_aliases_alone_make_no_two_records_one() -> None:
    assert about(partner("a", other_names=(PAHANG,)), partner("b", other_names=(NOW,))) == []


def test_an_alias_with_which_a_name_begins_is_told_at_the_name() -> None:
    assert about(partner("a", other_names=(PAHANG,)), partner("b", NOW)) == ["partners/b.yaml:12 duplicate-partner"]
    assert about(partner("a", PAHANG), partner("b", other_names=(NOW,))) == ["partners/a.yaml:12 duplicate-partner"]


def test_each_further_record_is_told() -> None:
    assert len(about(*(partner(key, PAHANG) for key in "abcd"))) == 3


def test_what_became_part_of_another_may_share_its_names() -> None:
    old = partner("old", PAHANG, short="UMP", successor="between")
    assert about(old, partner("between", successor="new"), partner("new", NOW, short="UMP")) == []
    for old_key, new_key in ("ab", "ba"):
        assert about(partner(old_key, PAHANG), partner(new_key, PAHANG, predecessors=old_key)) == []


def test_identifiers_prove_that_two_institutions_are_two() -> None:
    one = partner("a", "Universitas Kanazawa", ids={"ror": "https://ror.org/02hwp6a56", "schac": "kanazawa-u.ac.jp"})
    other = partner("b", "Universitas Kanagawa", ids={"ror": "https://ror.org/02j6c0d67"})
    assert about(one, other) == []
    same = partner("b", "Universitas Kanagawa", ids={"ror": "https://ror.org/02hwp6a56"})
    assert len(about(one, same)) == 1
    assert len(about(one, partner("b", "Universitas Kanagawa", ids={"wikidata": "Q1"}))) == 1


SHARED = {
    "two short names": ({"short": "UMP"}, {"short": "UMP"}, "short"),
    "a short name and an alias": ({"short": "UMP"}, {"other_names": ("ump",)}, "aliases"),
    "an alias and a short name": ({"other_names": ("UMP",)}, {"short": "UMP"}, "short"),
    "two aliases": (
        {"other_names": ("X", "Pahang Tech")},
        {"other_names": ("pahang tech",)},
        "aliases",
    ),
}


@pytest.mark.parametrize(("one", "other", "field"), SHARED.values(), ids=SHARED)
def test_short_names_and_aliases_are_one_space(one: dict[str, object], other: dict[str, object], field: str) -> None:
    line = {"short": 13, "aliases": 14}[field]
    first, second = partner("a", **one), partner("b", country="ID", **other)  # type: ignore[arg-type]
    assert about(first, second) == [f"partners/b.yaml:{line} shared-name"]


def test_a_partner_may_repeat_its_short_name() -> None:
    assert about(partner("a", short="UMP", other_names=("ump", "Pahang"))) == []


def test_the_key_of_the_other_is_told() -> None:
    (told,) = said("shared-name", "en", partner("a", short="UMP"), partner("b", short="UMP"))
    assert 'partner a is called "UMP"' in told


def test_a_thousand_names_of_one_shape_are_compared_in_no_time() -> None:
    towns = ("".join(letters) for letters in product("abcdefg", repeat=6))
    partners = [partner(town, f"Universitas Negeri {town}") for town in islice(towns, 0, None, 117)]
    begin = process_time()
    about(*partners)
    assert process_time() - begin < 5  # comparing each with all others takes minutes


def test_a_name_as_long_as_a_book_takes_no_time() -> None:
    begin = process_time()
    about(partner("a", " ".join(f"kata{n}" for n in range(20_000))), partner("b", "x" * 100_000 + " kata"))
    assert process_time() - begin < 2
