from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from sitegen.base.messages import line
from sitegen.base.problems import Problem, in_order
from sitegen.read.config import Config, ContactDetails, Design, Home, MenuEntry
from sitegen.read.siteyaml import read_config
from tests.sites import SITE_YAML, write_site

MINIMAL = """\
title: Kantor Urusan Internasional
base_url: https://kui.example.ac.id/
languages: [id, en]
default_language: id
timezone: Asia/Jakarta
home:
  name: Politeknik Negeri Ketapang
  country: ID
"""


def read(root: Path, text: str) -> tuple[Config | None, list[Problem]]:
    config, problems = read_config(write_site(root, {"site.yaml": text}))
    return config, in_order(problems)


def good(root: Path, text: str) -> Config:
    config, problems = read(root, text)
    assert problems == []
    assert config
    return config


def without_design(config: Config) -> Config:
    """The same but for the theme's colours and sizes (tests/read/test_palette.py)."""
    assert config.design.colours
    return structs.replace(config, design=Design())


def found(root: Path, text: str) -> list[tuple[int, int, str]]:
    """Line, column and id of each problem; all of them are in site.yaml."""
    _, problems = read(root, text)
    assert {problem.place.path for problem in problems} <= {"site.yaml"}
    return [(problem.place.line, problem.place.column, problem.id) for problem in problems]


def test_least_site_gets_the_defaults(tmp_path: Path) -> None:
    assert without_design(good(tmp_path, MINIMAL)) == Config(
        title={"": "Kantor Urusan Internasional"},
        base_url="https://kui.example.ac.id/",
        languages=("id", "en"),
        default_language="id",
        timezone="Asia/Jakarta",
        home=Home(name={"": "Politeknik Negeri Ketapang"}, country="ID"),
    )


def test_everything_that_a_site_can_say_is_read(tmp_path: Path) -> None:
    write_site(tmp_path, {"logo.svg": "<svg/>"})
    config = good(
        tmp_path,
        """\
title: {id: Kantor Urusan Internasional, en: International Office}
description: {id: Berita, en: News}
base_url: http://example.ac.id/kui
languages: [en, id]
default_language: en
x_default: id
timezone: Asia/Makassar
list_untranslated: false
theme: kampus
home:
  name: {official: Politeknik Negeri Ketapang, en: Ketapang State Polytechnic}
  short: Politap
  country: id
  city: Ketapang
  website: https://politap.ac.id
  logo: logo.svg
news: {page_size: 6}
posters: ya
agreements: {expiring_days: 90}
agreement_labels:
  expired: {id: Habis, en: Over}
country_names:
  NO: {id: Norwegia, en: Norway}
  ps: Palestina
contact:
  office: {id: KUI, en: IO}
  email: kui@politap.ac.id
  phone: (0534) 123456
  address: Jalan Rangge Sentap
  hours: {id: "Senin–Jumat 08.00–16.00"}
social:
  instagram: https://www.instagram.com/politap/
menu:
  - news
  - {target: tentang, label: {id: Profil}}
  - {url: "https://politap.ac.id/", label: Kampus}
strings:
  id:
    read_more: Baca
    results: {one: "{n} hasil", other: "{n} hasil"}
""",
    )
    assert without_design(config) == Config(
        title={"id": "Kantor Urusan Internasional", "en": "International Office"},
        description={"id": "Berita", "en": "News"},
        base_url="http://example.ac.id/kui/",
        languages=("en", "id"),
        default_language="en",
        x_default="id",
        timezone="Asia/Makassar",
        list_untranslated=False,
        theme="kampus",
        home=Home(
            name={"": "Politeknik Negeri Ketapang", "en": "Ketapang State Polytechnic"},
            short="Politap",
            country="ID",
            city={"": "Ketapang"},
            website="https://politap.ac.id",
            logo="logo.svg",
        ),
        page_size=6,
        posters=True,
        expiring_days=90,
        agreement_labels={"expired": {"id": "Habis", "en": "Over"}},
        country_names={"NO": {"id": "Norwegia", "en": "Norway"}, "PS": {"": "Palestina"}},
        contact=ContactDetails(
            office={"id": "KUI", "en": "IO"},
            email="kui@politap.ac.id",
            phone="(0534) 123456",
            address={"": "Jalan Rangge Sentap"},
            hours={"id": "Senin–Jumat 08.00–16.00"},
        ),
        social={"instagram": "https://www.instagram.com/politap/"},
        menu=(
            MenuEntry(target="news"),
            MenuEntry(target="tentang", label={"id": "Profil"}),
            MenuEntry(target="https://politap.ac.id/", label={"": "Kampus"}),
        ),
        strings={"id": {"read_more": "Baca", "results": {"one": "{n} hasil", "other": "{n} hasil"}}},
    )


@pytest.mark.parametrize("field", sorted(SITE_YAML))
def test_each_required_field_is_missed_by_name(tmp_path: Path, field: str) -> None:
    config, problems = read_config(write_site(tmp_path, {}, **{field: None}))
    assert config is None
    [problem] = problems
    assert (problem.place.path, problem.place.line, problem.place.column) == ("site.yaml", 1, 1)
    assert problem.id == "required"
    assert dict(problem.facts)["fields"] == (field,)


def test_all_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "theme: default\n")
    assert [line(problem, "id") for problem in problems] == [
        "site.yaml:1:1: error: Wajib diisi: languages, title, base_url, default_language, timezone, dan home. [required]"
    ]


@pytest.mark.parametrize("inner", ["name", "country"])
def test_campus_needs_a_name_and_a_country(tmp_path: Path, inner: str) -> None:
    home = {key: value for key, value in SITE_YAML["home"].items() if key != inner}
    config, problems = read_config(write_site(tmp_path, {}, home=home))
    assert config is None
    assert [problem.id for problem in problems] == ["required.inside"]


@pytest.mark.parametrize("name", ["''", "{}", "{id: '', en: }", "{local: {text: X, lang: km}}"])
def test_empty_name_is_none(tmp_path: Path, name: str) -> None:
    config, problems = read(tmp_path, MINIMAL.replace("name: Politeknik Negeri Ketapang", f"name: {name}"))
    assert config is None
    assert "required.inside" in [problem.id for problem in problems]


@pytest.mark.parametrize("title", ["", "''", "{id: ''}"])
def test_empty_title_is_none(tmp_path: Path, title: str) -> None:
    config, problems = read(tmp_path, MINIMAL.replace("title: Kantor Urusan Internasional", f"title: {title}"))
    assert config is None
    assert [problem.id for problem in problems] == ["required"]


CHANGES = [
    # the field as written, or appended; line, column and id of the problem
    ("base_url: kui.example.ac.id", (2, 11, "site-file.base-url")),
    ("base_url: ftp://kui.example.ac.id/", (2, 11, "site-file.base-url")),
    ("base_url: https:///kui/", (2, 11, "site-file.base-url")),
    ("base_url: https://kui.example.ac.id/?a=b", (2, 11, "site-file.base-url")),
    ("base_url: https://nama:sandi@kui.example.ac.id/", (2, 11, "site-file.base-url")),
    ("base_url: https://kui.example.ac.id/a/../b/", (2, 11, "site-file.base-url")),
    ("base_url: https://kui.example.ac.id:port/", (2, 11, "site-file.base-url")),
    ("languages: [in, en]", (3, 13, "language.tag")),
    ("languages: [id, ind]", (3, 17, "language.tag")),
    ("languages: [id_ID, en]", (3, 13, "language.tag")),
    ("languages: [ID, en]", (3, 13, "language.tag")),
    ("languages: [id, klingonese]", (3, 17, "language")),
    ("languages: []", (1, 1, "required")),
    ("default_language: fr", (4, 19, "site-file.language")),
    ("default_language: ID", (4, 19, "language.tag")),
    ("x_default: ms", (9, 12, "site-file.language")),
    ("timezone: Asia/Jakrata", (5, 11, "site-file.zone-near")),
    ("timezone: WIB", (5, 11, "site-file.zone-near")),
    ("timezone: asia/jakarta", (5, 11, "site-file.zone-near")),
    ("timezone: '+07:00'", (5, 11, "site-file.zone")),
    ("timezone: ../../etc/passwd", (5, 11, "site-file.zone")),
    ("timezone: Asia", (5, 11, "site-file.zone-near")),
    ("theme: ../lain", (9, 8, "site-file.theme")),
    ("theme: /tmp/tema", (9, 8, "site-file.theme")),
    ("theme: tema/x", (9, 8, "site-file.theme")),
    ("theme: ..", (9, 8, "site-file.theme")),
    ("theme: .tema", (9, 8, "site-file.theme")),
    ("news: {page_size: 0}", (9, 19, "site-file.between")),
    ("news: {page_size: 1001}", (9, 19, "site-file.between")),
    ("news: {page_size: banyak}", (9, 19, "value-type.number")),
    ("agreements: {expiring_days: 0}", (9, 29, "site-file.between")),
    ("list_untranslated: mungkin", (9, 20, "value-type.boolean")),
    ("country_names: {XY: Antah}", (9, 17, "country")),
    ("social: {ig: instagram.com/politap}", (9, 14, "address.scheme")),
    ("menu: [{label: Profil}]", (9, 8, "required.inside")),
    ("menu: [{url: 'https://politap.ac.id/'}]", (9, 8, "required.inside")),
    ("contact: kui@politap.ac.id", (9, 10, "value-type.mapping")),
]


@pytest.mark.parametrize(("written", "expected"), CHANGES)
def test_wrong_value_is_an_error_at_the_value(tmp_path: Path, written: str, expected: tuple[int, int, str]) -> None:
    field = written.partition(":")[0]
    lines = MINIMAL.splitlines()
    if any(each.startswith(f"{field}:") for each in lines):
        lines = [written if each.startswith(f"{field}:") else each for each in lines]
    else:
        lines.append(written)
    config, problems = read(tmp_path, "\n".join(lines))
    assert config is None
    assert expected in [(problem.place.line, problem.place.column, problem.id) for problem in problems]
    for problem in problems:
        assert line(problem, "id").startswith("site.yaml:")
        assert line(problem, "en").startswith("site.yaml:")


@pytest.mark.parametrize(
    ("written", "base_url"),
    [
        ("https://KUI.example.ac.id", "https://kui.example.ac.id/"),
        ("https://kui.example.ac.id:8443/", "https://kui.example.ac.id:8443/"),
        ("http://localhost:8000/KUI/berita", "http://localhost:8000/KUI/berita/"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
    ],
)
def test_base_url_ends_in_a_slash_and_keeps_its_path(tmp_path: Path, written: str, base_url: str) -> None:
    assert good(tmp_path, MINIMAL.replace("https://kui.example.ac.id/", f"'{written}'")).base_url == base_url


@pytest.mark.parametrize(
    ("written", "zone"),
    [("Jakarta", "Asia/Jakarta"), ("asia/jakrata", "Asia/Jakarta"), ("wib", "Asia/Jakarta"), ("WITA", "Asia/Makassar"),
     ("Kuala Lumpur", "Asia/Kuala_Lumpur"), ("Asia/Hochiminh", "Asia/Ho_Chi_Minh")],
)  # fmt: skip
def test_zone_written_otherwise_gets_its_name_proposed(tmp_path: Path, written: str, zone: str) -> None:
    _, problems = read(tmp_path, MINIMAL.replace("Asia/Jakarta", written))
    assert [dict(problem.facts)["write"] for problem in problems] == [zone]


def test_site_may_have_one_language_or_three(tmp_path: Path) -> None:
    assert good(tmp_path, MINIMAL.replace("[id, en]", "[id]")).languages == ("id",)
    assert good(tmp_path, MINIMAL.replace("[id, en]", "[id, en, zh-Hans]")).languages == ("id", "en", "zh-Hans")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("titel: x", (9, 1, "unknown-field.near")),
        ("warna: biru", (9, 1, "unknown-field")),
        ("news: {page_sise: 6}", (9, 8, "unknown-field.near")),
        ("contact: {emial: kui@politap.ac.id}", (9, 11, "unknown-field.near")),
    ],
)
def test_unknown_field_is_a_warning_at_the_key(tmp_path: Path, written: str, expected: tuple[int, int, str]) -> None:
    config, problems = read(tmp_path, f"{MINIMAL}{written}\n")
    assert config
    assert [(problem.place.line, problem.place.column, problem.id) for problem in problems] == [expected]


def test_wrong_language_does_not_hide_the_other_mistakes(tmp_path: Path) -> None:
    text = (
        MINIMAL.replace("[id, en]", "[in, en]")
        .replace("Asia/Jakarta", "Jakarta")
        .replace("title: Kantor", "title:\n  id: KUI\n  en: IO\n# Kantor")
    )
    assert [variant for _, _, variant in found(tmp_path, text)] == ["language.tag", "site-file.zone-near"]


def test_logo_has_to_be_there(tmp_path: Path) -> None:
    assert found(tmp_path, f"{MINIMAL}  logo: gambar/logo.svg\n") == [(9, 9, "site-file.no-picture")]
    assert found(tmp_path, f"{MINIMAL}  logo: ../logo.svg\n") == [(9, 9, "address.outside")]


@pytest.mark.parametrize("text", ["", "# nanti\n"])
def test_empty_file_misses_all_that_is_required(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == [(1, 1, "required")]


@pytest.mark.parametrize(
    "data",
    [
        b"title: [",
        b"- title\n",
        b"Kantor Urusan Internasional\n",
        b"title: a\n\ttab: b\n",
        b"title: caf\xe9\n",
        b"\xff\xfet\x00",
    ],
)
def test_unreadable_yaml_is_an_error_of_the_file(tmp_path: Path, data: bytes) -> None:
    config, problems = read_config(write_site(tmp_path, {"site.yaml": data}))
    assert config is None
    assert len(problems) == 1
    assert problems[0].place.path == "site.yaml"


def printed(root: Path, lang: str) -> list[str]:
    return [line(problem, lang) for problem in read_config(root)[1]]


def test_missing_site_yaml_is_said_in_both_languages(tmp_path: Path) -> None:
    assert printed(tmp_path, "id") == [
        "site.yaml:1:1: error: site.yaml tidak ditemukan di folder ini. [site-file]\n"
        "    Jalankan perintah ini di folder situs, atau sebutkan foldernya dengan -C."
    ]
    assert printed(tmp_path, "en") == [
        "site.yaml:1:1: error: There is no site.yaml in this folder. [site-file]\n"
        "    Run the command in the site's folder, or name the folder with -C."
    ]


def test_pipe_or_folder_named_site_yaml_is_an_error_and_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "site.yaml")
    assert [problem.id for problem in read_config(tmp_path)[1]] == ["site-file.no-file"]
    (tmp_path / "x/site.yaml").mkdir(parents=True)
    assert [problem.id for problem in read_config(tmp_path / "x")[1]] == ["site-file.no-file"]


def test_site_yaml_that_may_not_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path, {})

    def refuse(*_: Any) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert printed(tmp_path, "en") == [
        "site.yaml:1:1: error: site.yaml cannot be opened: Permission denied. [site-file]\n    Check the permissions of the file."
    ]


def test_theme_outside_is_said_in_both_languages(tmp_path: Path) -> None:
    write_site(tmp_path, {"site.yaml": f"{MINIMAL}theme: ../tema\n"})
    assert printed(tmp_path, "id") == [
        'site.yaml:9:8: error: Tema "../tema" harus berupa nama folder di dalam themes, bukan alamat folder. [site-file]\n'
        "    Tulis namanya saja, misalnya: theme: default"
    ]
    assert printed(tmp_path, "en") == [
        'site.yaml:9:8: error: The theme "../tema" must be the name of a folder in themes, not a path. [site-file]\n'
        "    Write only its name, for example: theme: default"
    ]
