"""What all kinds share: facts and texts merged over an item's files, lists, groups, names in two languages, unknown fields."""

from __future__ import annotations

import pytest

from sitegen.base.problems import Problem, in_order
from sitegen.read import targets, values
from sitegen.read.fields import Fields
from sitegen.read.group import Group
from sitegen.read.item import Item
from sitegen.read.parsing import parse_facts, parse_words
from tests.read.kinds.items import CONFIG, found, read


class Asked:
    """The fields of an item, and what was reported while they were asked."""

    def __init__(self, *, drafts: bool = False, **files: str) -> None:
        self.problems: list[Problem] = []
        facts = parse_facts("content/x/a.yaml", files.pop("yaml").encode(), self.problems) if "yaml" in files else None
        words = {
            lang: parse_words(
                f"content/x/a.{lang}.md",
                lang,
                f"---\n{text}\n---\nKata.".encode(),
                self.problems,
                has_facts=bool(facts),
            )
            for lang, text in files.items()
        }
        item = Item(kind="x", key="a", facts=facts, words={lang: file for lang, file in words.items() if file})
        self.fields = Fields(item, CONFIG, self.problems, drafts=drafts)

    @property
    def told(self) -> list[str]:
        return [
            f"{p.place.path.removeprefix('content/x/a.')}:{p.place.line}:{p.place.column} {p.id}"
            for p in in_order(self.problems)
        ]


def test_a_fact_may_stand_in_any_file_and_be_repeated() -> None:
    asked = Asked(yaml="order: 1", id="order: 1", en="theme: x")
    assert asked.fields.one("order", values.number) == 1
    assert asked.told == []


def test_a_fact_written_in_two_ways_is_the_same_fact() -> None:
    asked = Asked(id="aktif: ya\nwarna: light blue", en="aktif: TRUE\nwarna: Light-Blue")
    assert asked.fields.one("aktif", values.boolean) is True
    assert asked.fields.one("warna", values.choice(["light_blue"])) == "light_blue"
    assert asked.told == []


def test_three_files_that_differ_are_told_once() -> None:
    asked = Asked(yaml="order: 1", id="order: 2", en="order: 3")
    asked.fields.one("order", values.number)
    assert asked.told == ["id.md:2:8 facts-differ"]


def test_the_order_of_a_list_is_no_difference_between_files() -> None:
    asked = Asked(id="mitra: [its, umpsa, its]", en="partners: [umpsa, its]")
    assert asked.fields.refs("partners") == ("its", "umpsa")
    assert asked.told == []


def test_lists_that_differ_name_both() -> None:
    asked = Asked(id="partners: [its]", en="partners: [its, umpsa]")
    asked.fields.refs("partners")
    (problem,) = asked.problems
    assert dict(problem.facts) == {
        "field": "partners",
        "here": "[its, umpsa]",
        "there": "[its]",
        "path": "content/x/a.id.md",
        "line": 2,
    }


def test_a_text_of_a_language_file_goes_before_the_one_for_all() -> None:
    asked = Asked(yaml="place: Surabaya", en="place: Surabaya city")
    assert asked.fields.texts("place") == {"": "Surabaya", "en": "Surabaya city"}


def test_two_texts_for_one_language_differ() -> None:
    asked = Asked(yaml="place: {en: Rectorate}", en="tempat: Main building")
    asked.fields.texts("place")
    assert asked.told == ["en.md:2:9 facts-differ"]


def test_a_text_on_several_lines_is_one_line() -> None:
    asked = Asked(yaml="place: |\n  Gedung   Rektorat\n  lantai 2\n")
    assert asked.fields.texts("place") == {"": "Gedung Rektorat lantai 2"}


@pytest.mark.parametrize("empty", ["", "~", "null", "''", "[]", "{}"])
def test_an_empty_value_is_none(empty: str) -> None:
    asked = Asked(yaml=f"place: {empty}")
    assert asked.fields.texts("place", required=True) == {}
    assert asked.fields.findings.missing == {"content/x/a.yaml": {"place": None}}


def test_an_unknown_name_is_reported_where_it_stands_even_when_empty() -> None:
    asked = Asked(yaml="order: 1\nordre:")
    asked.fields.one("order", values.number)
    asked.fields.report_unknown()
    assert asked.told == ["yaml:2:1 unknown-field.near"]


def test_a_mistyped_indonesian_name_is_near_to_the_right_one() -> None:
    asked = Asked(yaml="ringkasn: x")
    asked.fields.texts("summary")
    asked.fields.report_unknown()
    assert dict(asked.problems[0].facts)["meant"] == "ringkasan"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("judul", "title"),
        ("tanggal", "date"),
        ("ringkasan", "summary"),
        ("mulai", "start"),
        ("selesai", "end"),
        ("tempat", "place"),
        ("kota", "city"),
        ("negara", "country"),
        ("mitra", "partners"),
        ("kegiatan", "events"),
        ("topik", "topics"),
        ("tags", "topics"),
        ("gambar", "image"),
        ("status", "status"),
    ],
)
def test_indonesian_names_mean_the_same(typed: str, name: str) -> None:
    asked = Asked(yaml=f"{typed}: x")
    assert asked.fields.one(name, values.line) == "x"
    asked.fields.report_unknown()
    assert asked.told == []


def test_a_problem_names_the_field_as_the_author_did() -> None:
    asked = Asked(yaml="negara: Filipina")
    asked.fields.one("country", values.country)
    assert dict(asked.problems[0].facts) == {"field": "negara", "found": "Filipina", "code": "PH"}


def names(group: Group) -> object:
    return group.one("name", values.line), group.texts("role")


def test_texts_in_a_list_of_people_are_merged_by_position() -> None:
    asked = Asked(
        id="people:\n  - {name: Amanda, role: Staf}\n  - Budi",
        en="people:\n  - {name: Amanda, role: Staff}\n  - Budi",
    )
    assert [names(group) for group in asked.fields.groups("people", short="name")] == [
        ("Amanda", {"id": "Staf", "en": "Staff"}),
        ("Budi", {}),
    ]
    assert asked.told == []


def test_lists_of_groups_of_different_length_differ() -> None:
    asked = Asked(id="people: [Amanda]", en="people: [Amanda, Budi]")
    assert asked.fields.groups("people", short="name") == ()
    assert asked.told == ["en.md:2:9 facts-differ.length"]


def test_a_fact_in_a_group_has_to_agree_too() -> None:
    asked = Asked(id="people: [Amanda]", en="people: [{name: Amanda Rizki}]")
    assert [names(group) for group in asked.fields.groups("people", short="name")] == [("Amanda", {})]
    assert asked.told == ["en.md:2:17 facts-differ"]


@pytest.mark.parametrize(
    ("typed", "kept"), [("its", ("its",)), ("[its]", ("its",)), ("\n- its\n- umpsa", ("its", "umpsa"))]
)
def test_one_word_is_a_list_of_one(typed: str, kept: tuple[str, ...]) -> None:
    assert Asked(yaml=f"partners: {typed}").fields.refs("partners") == kept


@pytest.mark.parametrize("typed", ["its, umpsa", "its; umpsa", "'its, umpsa'", "its,umpsa,"])
def test_a_list_typed_as_one_text_shows_the_list(typed: str) -> None:
    asked = Asked(yaml=f"partners: {typed}")
    assert asked.fields.refs("partners") == ()
    assert dict(asked.problems[0].facts)["write"] == "[its, umpsa]"


def test_refs_know_their_places() -> None:
    asked = Asked(yaml="partners:\n  - its\n  - umpsa")
    asked.fields.refs("partners")
    assert [(ref.key, ref.place.line, ref.place.column) for ref in asked.fields._refs] == [
        ("its", 2, 5),
        ("umpsa", 3, 5),
    ]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("foto.jpg", "content/x/foto.jpg"),
        ("./gambar/foto.jpg", "content/x/gambar/foto.jpg"),
        ("../events/foto.jpg", "content/events/foto.jpg"),
        ("gambar\\foto.jpg", "content/x/gambar/foto.jpg"),
        ("/content/foto.jpg", "content/foto.jpg"),
        ("Foto Kunjungan.JPG", "content/x/Foto Kunjungan.JPG"),
    ],
)
def test_a_file_is_named_from_its_source(written: str, path: str) -> None:
    assert Asked(yaml=f"image: {written}").fields.one("image", targets.file) == path


@pytest.mark.parametrize(
    "written",
    [
        "../../../etc/passwd",
        "../../..",
        "//host/x.jpg",
        "https://a.id/x.jpg",
        "'data:image/png;base64,AA'",
        "/../x.jpg",
    ],
)
def test_a_file_outside_is_refused(written: str) -> None:
    asked = Asked(yaml=f"image: {written}")
    assert asked.fields.one("image", targets.file) is None
    assert asked.problems[0].code == "address"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("https://www.its.ac.id", True),
        ("http://192.168.1.1/", False),
        ("https://münchen.de/straße", True),
        ("https://a.id:8443/x?y=1#z", True),
        ("https://a.id:99999/", False),
        ("javascript:alert(1)", False),
        ("https://a.id/a b", False),
        ('https://a.id/"onload=', False),
        ("https:///x", False),
        ("https://its.ac.id@evil.example/", False),
        ("HTTPS://ITS.AC.ID/", True),
    ],
)
def test_web_addresses(written: str, right: bool) -> None:
    asked = Asked(yaml=f"url: '{written}'")
    assert (asked.fields.one("url", targets.url) is not None) is right


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/id/berita/lama/", "/id/berita/lama/"),
        ("/id/berita/lama", "/id/berita/lama/"),
        ("/id//lama/", None),
        ("/../lama/", None),
        ("/id/.well-known/", None),
        ("/id/lama.html", None),
        ("/id/lama?x=1", None),
        ("/id/l%61ma/", None),
    ],
)
def test_former_addresses(written: str, kept: str | None) -> None:
    assert Asked(yaml=f"aliases: ['{written}']").fields.all("aliases", targets.former_address) == (
        (kept,) if kept else ()
    )


def test_a_facts_file_that_is_a_draft_hides_the_whole_item() -> None:
    asked = Asked(yaml="draft: true\norder: satu", id="title: Judul")
    assert asked.fields.hidden
    assert asked.fields.one("order", values.number) is None
    assert asked.told == []
    assert not Asked(yaml="draft: true", drafts=True).fields.hidden


def test_required_fields_are_told_once_for_each_file() -> None:
    assert found(read("news", "kunjungan", id="category: visit", en="category: visit")) == [
        "kunjungan.en.md:1:1 required",
        "kunjungan.id.md:1:1 required",
    ]
    (problem,) = read("news", "kunjungan", id="category: visit").problems
    assert dict(problem.facts) == {"fields": ("date", "title")}
