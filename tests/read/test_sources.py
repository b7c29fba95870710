from __future__ import annotations

import os
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sitegen.base.messages import line
from sitegen.base.problems import Problem, SitegenError
from sitegen.read import sources
from sitegen.read.sources import Source, Sources
from tests.sites import write_site

LANGUAGES = ("id", "en")


def walk(root: Path, *paths: str) -> Sources:
    """The sources of a site with these files."""
    found = sources.walk(write_site(root, dict.fromkeys(paths, "isi")), LANGUAGES)
    for problem in found.problems:
        assert line(problem, "id").startswith(problem.place.path)
        assert line(problem, "en").startswith(problem.place.path)
    return found


def parts(found: Sources) -> dict[tuple[str, str], list[tuple[str, str | None]]]:
    return {item: [(source.path, source.lang) for source in files] for item, files in found.items.items()}


def printed(problems: tuple[Problem, ...], lang: str = "en") -> list[str]:
    return [line(problem, lang) for problem in problems]


def test_item_is_all_files_with_its_name_facts_first_then_languages_in_the_sites_order(tmp_path: Path) -> None:
    found = walk(
        tmp_path, "content/events/a.en.md", "content/events/a.yaml", "content/events/a.id.md", "content/events/b.en.md"
    )
    assert parts(found) == {
        ("events", "a"): [
            ("content/events/a.yaml", None),
            ("content/events/a.id.md", "id"),
            ("content/events/a.en.md", "en"),
        ],
        ("events", "b"): [("content/events/b.en.md", "en")],
    }
    assert found.problems == ()


def test_items_come_sorted_by_kind_and_key_wherever_they_lie(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/news/a/z.id.md", "content/news/b/c/a.id.md", "content/events/m.yaml")
    assert list(found.items) == [("events", "m"), ("news", "a"), ("news", "z")]


def test_folder_gives_its_name_to_the_index_files_in_it(tmp_path: Path) -> None:
    found = walk(
        tmp_path, "content/news/2022/a/index.id.md", "content/news/2022/a/index.yaml", "content/news/2022/a/foto.jpg"
    )
    assert parts(found) == {
        ("news", "a"): [("content/news/2022/a/index.yaml", None), ("content/news/2022/a/index.id.md", "id")]
    }
    assert list(found.files) == ["content/news/2022/a/foto.jpg"]
    assert found.problems == ()


def test_facts_may_lie_beside_the_folder_of_the_words(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/news/a.yaml", "content/news/a/index.id.md")
    assert parts(found) == {("news", "a"): [("content/news/a.yaml", None), ("content/news/a/index.id.md", "id")]}


def test_topics_are_one_list_and_no_folder(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/topics.yaml")
    assert found.lists == {"topics": Source("content/topics.yaml", str(tmp_path / "content/topics.yaml"))}
    assert found.items == {}
    assert printed(walk(tmp_path / "other", "content/topics/a.yaml").problems) == [
        'content/topics:1:1: warning: "topics" is not known in the content folder, so it was not read. [file-name]\n'
        "    Did you mean topics.yaml? Rename it."
    ]


def test_site_without_content_is_empty(tmp_path: Path) -> None:
    assert walk(tmp_path) == Sources()


@pytest.mark.parametrize(
    "name",
    [
        "foto.jpg",
        "Foto 1.JPEG",
        "logo.svg",
        "panduan.pdf",
        "formulir.docx",
        "daftar.xlsx",
        "a.en.pdf",
        "kafé.webp",
        "c.gif",
    ],
)
def test_pictures_and_documents_beside_items_are_kept_as_files(tmp_path: Path, name: str) -> None:
    found = walk(tmp_path, f"content/news/{name}", f"content/{name}")
    path = unicodedata.normalize("NFC", f"content/news/{name}")
    assert found.problems == ()
    assert list(found.files) == sorted([f"content/{name}", path])
    assert sources.digest(path, found.files[path]) == "64b7da6c90c8fb5f39f74b10e92f717f"


@pytest.mark.parametrize(
    "path", [".DS_Store", "news/.git/config", "news/.a.id.md", "events/.keep", ".obsidian/app.json"]
)
def test_dotfiles_are_passed_over_in_silence(tmp_path: Path, path: str) -> None:
    assert walk(tmp_path, f"content/{path}") == Sources()


@pytest.mark.parametrize(
    ("name", "variant", "write"),
    [
        ("a.in.md", "text", "a.id.md"),
        ("a.ID.md", "text", "a.id.md"),
        ("a.ind.md", "text", "a.id.md"),
        ("a.id_ID.md", "text", "a.id.md"),
        ("a.eng.md", "text", "a.en.md"),
        ("a.id.MD", "text", "a.id.md"),
        ("a.id.markdown", "text", "a.id.md"),
        ("a.id.txt", "text", "a.id.md"),
        ("a.id.docx", "word", "a.id.md"),
        ("a.en.odt", "word", "a.en.md"),
        ("a.id.md.txt", "extension", "a.id.md"),
        ("a.yaml.txt", "extension", "a.yaml"),
        ("a.yml", "facts", "a.yaml"),
        ("a.YAML", "facts", "a.yaml"),
        ("a.id.yaml", "facts", "a.yaml"),
        ("a.v2.yaml", "facts", "a-v2.yaml"),
        ("a.md", "no-language", ("a.id.md", "a.en.md")),
        ("a.new.md", "no-language", ("a-new.id.md", "a-new.en.md")),
    ],
)
def test_wrong_file_name_is_a_warning_that_proposes_the_right_one(
    tmp_path: Path, name: str, variant: str, write: str | tuple[str, ...]
) -> None:
    found = walk(tmp_path, f"content/news/{name}")
    assert found.items == {}
    assert found.files == {}
    [problem] = found.problems
    assert (problem.place.path, problem.place.line, problem.place.column) == (f"content/news/{name}", 1, 1)
    assert problem.id == f"file-name.{variant}"
    assert dict(problem.facts)["write"] == write


@pytest.mark.parametrize("name", ["a.html", "Thumbs.db", "a.id.md~", "README", "catatan.txt", "a.exe", "a."])
def test_foreign_file_is_a_warning(tmp_path: Path, name: str) -> None:
    found = walk(tmp_path, f"content/news/{name}")
    assert [problem.id for problem in found.problems] == ["file-name.foreign"]
    assert found.files == {}


def test_language_that_the_site_does_not_have_is_an_error(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/news/a.fr.md")
    assert printed(found.problems, "id") == [
        'content/news/a.fr.md:1:1: error: Berkas ini berbahasa "fr", tetapi bahasa situs ini hanya id dan en.'
        ' [language]\n    Tambahkan bahasanya pada "languages" di site.yaml, atau ganti nama berkasnya.'
    ]
    assert printed(found.problems) == [
        'content/news/a.fr.md:1:1: error: This file is in the language "fr", but the languages of this site are only id and en.'
        ' [language]\n    Add the language to "languages" in site.yaml, or rename the file.'
    ]


@pytest.mark.parametrize(
    ("key", "variant"),
    [
        ("Pelatihan", "key.letters"),
        ("pelatihan kui", "key.letters"),
        ("pelatihan_kui", "key.letters"),
        ("pelatihan.kui", "key.letters"),
        ("đại-học", "key.letters"),
        ("a\u202eb", "key.letters"),
        ("___", "key.no-letters"),
        ("a" * 101, "key.long"),
        ("con", "key.device"),
        ("lpt1", "key.device"),
    ],
)
def test_key_that_makes_no_address_is_an_error_and_its_item_broken(tmp_path: Path, key: str, variant: str) -> None:
    found = walk(tmp_path, f"content/news/{key}.id.md")
    assert [problem.id for problem in found.problems] == [variant]
    assert found.items == {}
    assert ("news", unicodedata.normalize("NFC", key).replace("\u202e", "\ufffd")) in found.broken


def test_item_with_a_wrong_key_is_broken_also_under_the_right_one_unless_that_exists(tmp_path: Path) -> None:
    assert walk(tmp_path / "a", "content/partners/UMPSA .yaml").broken == {
        ("partners", "UMPSA "),
        ("partners", "umpsa"),
    }
    found = walk(tmp_path / "b", "content/partners/UMPSA .yaml", "content/partners/umpsa.yaml")
    assert found.broken == {("partners", "UMPSA ")}
    assert list(found.items) == [("partners", "umpsa")]


def test_key_of_100_letters_is_fine(tmp_path: Path) -> None:
    assert walk(tmp_path, f"content/news/{'a' * 100}.id.md").problems == ()


def test_two_files_for_one_part_of_an_item_are_an_error_that_names_both(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/news/a.id.md", "content/news/a/index.id.md", "content/news/b.id.md")
    assert printed(found.problems, "id") == [
        'content/news/a/index.id.md:1:1: error: Dua berkas untuk bagian yang sama dari "a": content/news/a.id.md dan'
        " content/news/a/index.id.md. [file-collision]\n    Gabungkan isinya ke satu berkas, lalu hapus yang lain."
    ]
    assert printed(found.problems) == [
        'content/news/a/index.id.md:1:1: error: Two files for the same part of "a": content/news/a.id.md and'
        " content/news/a/index.id.md. [file-collision]\n    Bring their contents together in one file, then delete the other."
    ]
    assert list(found.items) == [("news", "b")]
    assert found.broken == {("news", "a")}


def test_one_key_in_two_folders_is_an_error_even_where_the_languages_differ(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/news/2021/kunjungan.id.md", "content/news/2022/kunjungan.en.md")
    [problem] = found.problems
    assert problem.id == "file-collision.item"
    assert {dict(problem.facts)["path"], dict(problem.facts)["other"]} == {
        "content/news/2021/kunjungan.id.md",
        "content/news/2022/kunjungan.en.md",
    }
    assert found.items == {}


def test_one_key_in_two_kinds_is_two_items(tmp_path: Path) -> None:
    assert walk(tmp_path, "content/news/a.id.md", "content/events/a.yaml").problems == ()


@pytest.mark.parametrize(
    ("one", "two", "variant"),
    [
        ("Foto.jpg", "foto.JPG", "file-collision.case"),
        ("straße.jpg", "strasse.jpg", "file-collision.case"),
        (unicodedata.normalize("NFC", "kafé.jpg"), unicodedata.normalize("NFD", "kafé.jpg"), "file-collision.letters"),
    ],
)
def test_names_that_some_systems_take_for_one_are_an_error(tmp_path: Path, one: str, two: str, variant: str) -> None:
    found = walk(tmp_path, f"content/news/{one}", f"content/news/{two}")
    assert [problem.id for problem in found.problems] == [variant]
    assert len(found.files) == 1


def test_item_whose_file_has_a_twin_by_case_is_broken(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/partners/its.yaml", "content/partners/its.YAML")
    assert "file-collision" in {problem.code for problem in found.problems}
    assert found.items == {}
    assert found.broken == {("partners", "its")}


def test_folders_that_differ_by_case_are_an_error_and_both_are_read(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/news/Lama/a.id.md", "content/news/lama/b.id.md")
    assert [problem.id for problem in found.problems] == ["file-collision.case"]
    assert list(found.items) == [("news", "a"), ("news", "b")]


def test_decomposed_name_from_macos_is_shown_composed_and_opened_as_it_is(tmp_path: Path) -> None:
    found = walk(tmp_path, "content/news/" + unicodedata.normalize("NFD", "kafé.jpg"))
    [(path, file)] = found.files.items()
    assert path == "content/news/kafé.jpg"
    assert sources.digest(path, file) == "64b7da6c90c8fb5f39f74b10e92f717f"


@pytest.mark.parametrize(
    ("path", "shown", "variant"),
    [
        (b"baris\nbaru.jpg", "baris\ufffdbaru.jpg", "file-name.letters"),
        (b"\xe9.jpg", "\ufffd.jpg", "file-name.letters"),
        ("a\u202egpj.exe.jpg".encode(), "a\ufffdgpj.exe.jpg", "file-name.letters"),
        (b"a:b.jpg", "a:b.jpg", "file-name.letters"),
        (b"a\\b.jpg", "a\\b.jpg", "file-name.letters"),
        (b"con.jpg", "con.jpg", "file-name.device"),
        (b"a" * 201 + b".jpg", "a" * 201 + ".jpg", "file-name.long"),
        (b"ruang /isi.jpg", "ruang ", "file-name.letters"),
    ],
)
def test_name_that_not_every_system_can_store_is_a_warning_on_one_line(
    tmp_path: Path, path: bytes, shown: str, variant: str
) -> None:
    write_site(tmp_path, {"content/news/.keep": ""})
    file = tmp_path / "content/news" / os.fsdecode(path)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"isi")
    found = sources.walk(tmp_path, LANGUAGES)
    assert [(problem.place.path, problem.id) for problem in found.problems] == [(f"content/news/{shown}", variant)]
    assert found.files == {}


def test_index_needs_a_folder_of_its_own(tmp_path: Path) -> None:
    assert [problem.id for problem in walk(tmp_path, "content/pages/index.id.md").problems] == ["file-name.index"]


@pytest.mark.parametrize(
    ("path", "variant"),
    [
        ("new/a.id.md", "file-name.top-near"),
        ("News/a.id.md", "file-name.top-near"),
        ("topics.yml", "file-name.top-near"),
        ("berita/a.id.md", "file-name.top-folder"),
        ("tentang.id.md", "file-name.top-file"),
        ("README.md", "file-name.top-file"),
    ],
)
def test_what_is_unknown_directly_in_content_is_a_warning(tmp_path: Path, path: str, variant: str) -> None:
    found = walk(tmp_path, f"content/{path}")
    assert [problem.id for problem in found.problems] == [variant]
    assert found.items == {}


def test_content_itself_may_be_a_link(tmp_path: Path) -> None:
    write_site(tmp_path / "elsewhere", {"content/news/a.id.md": "isi"})
    write_site(tmp_path / "site", {})
    (tmp_path / "site/content").symlink_to(tmp_path / "elsewhere/content")
    assert list(sources.walk(tmp_path / "site", LANGUAGES).items) == [("news", "a")]


@pytest.mark.parametrize("become", ["file", "dangling link"])
def test_content_that_is_no_folder_ends_the_run(tmp_path: Path, become: str) -> None:
    write_site(tmp_path, {"content": "isi"} if become == "file" else {})
    if become == "dangling link":
        (tmp_path / "content").symlink_to("nowhere")
    with pytest.raises(SitegenError, match=r"^content: "):
        sources.walk(tmp_path, LANGUAGES)


def test_links_and_special_files_below_content_are_refused_with_one_warning_each(tmp_path: Path) -> None:
    write_site(tmp_path, {"secret.id.md": "rahasia", "content/news/a.id.md": "isi"})
    news = tmp_path / "content/news"
    (news / "file.id.md").symlink_to(tmp_path / "secret.id.md")
    (news / "folder").symlink_to(tmp_path)
    (news / "parent").symlink_to("..")
    (news / "self").symlink_to("self")
    (news / "gone.jpg").symlink_to("nowhere.jpg")
    (news / ".hidden").symlink_to("..")
    (tmp_path / "content/events").symlink_to(news)
    os.mkfifo(news / "pipe.id.md")
    found = sources.walk(tmp_path, LANGUAGES)
    assert [(problem.place.path, problem.id) for problem in found.problems] == [
        ("content/events", "not-a-file.link"),
        ("content/news/file.id.md", "not-a-file.link"),
        ("content/news/folder", "not-a-file.link"),
        ("content/news/gone.jpg", "not-a-file.link"),
        ("content/news/parent", "not-a-file.link"),
        ("content/news/pipe.id.md", "not-a-file.special"),
        ("content/news/self", "not-a-file.link"),
    ]
    assert list(found.items) == [("news", "a")]


@pytest.mark.parametrize("become", ["link", "pipe", "gone", "folder"])
def test_source_that_became_something_else_since_the_walk_is_not_read(tmp_path: Path, become: str) -> None:
    [[source]] = walk(tmp_path, "content/news/a.id.md").items.values()
    file = Path(source.file)
    file.unlink()
    if become == "link":
        file.symlink_to(tmp_path / "site.yaml")
    elif become == "pipe":
        os.mkfifo(file)
    elif become == "folder":
        file.mkdir()
    with pytest.raises(SitegenError, match=r"^content/news/a\.id\.md: "):
        sources.read(source)
    with pytest.raises(SitegenError, match=r"^content/news/a\.id\.md: "):
        sources.digest(source.path, source.file)


def test_folder_that_cannot_be_listed_ends_the_run_with_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path, {"content/news/2022/a.id.md": "isi"})
    real = os.scandir

    def failing(path: str) -> Any:
        if path.endswith("2022"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", failing)
    with pytest.raises(SitegenError, match=r"^content/news/2022: Permission denied$"):
        sources.walk(tmp_path, LANGUAGES)


class _Shuffled:
    """A folder's listing in another order."""

    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self.entries = entries

    def __enter__(self) -> Iterator[os.DirEntry[str]]:
        return iter(self.entries)

    def __exit__(self, *_: object) -> None: ...


def test_nothing_depends_on_the_order_of_a_listing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [
        f"content/{kind}/{folder}{name}" for kind in ("news", "events") for folder in ("", "x/", "y/") for name in NAMES
    ]
    expected = walk(tmp_path, *paths)
    real = os.scandir
    for seed in range(20):
        shuffle = random.Random(seed).shuffle

        def shuffled(path: str, shuffle: Any = shuffle) -> _Shuffled:
            with real(path) as listing:
                entries = list(listing)
            shuffle(entries)
            return _Shuffled(entries)

        monkeypatch.setattr(os, "scandir", shuffled)
        found = sources.walk(tmp_path, LANGUAGES)
        assert found == expected
        assert list(found.items) == list(expected.items)


NAMES = [
    "a.id.md",
    "a.en.md",
    "A.id.md",
    "a.yaml",
    "b.in.md",
    "b.id.md",
    "f.jpg",
    "F.jpg",
    "a/index.id.md",
    "c/index.yaml",
]


def test_file_name_warning_is_said_in_both_languages(tmp_path: Path) -> None:
    problems = walk(tmp_path, "content/news/a.in.md").problems
    assert printed(problems, "id") == [
        "content/news/a.in.md:1:1: warning: Nama berkas harus diakhiri .id.md atau .en.md; ditemukan .in.md."
        " Berkas ini tidak dibaca. [file-name]\n    Ganti nama berkas menjadi a.id.md."
    ]
    assert printed(problems, "en") == [
        "content/news/a.in.md:1:1: warning: The file name must end in .id.md or .en.md; found .in.md."
        " The file was not read. [file-name]\n    Rename the file to a.id.md."
    ]


def test_key_error_is_said_in_both_languages(tmp_path: Path) -> None:
    problems = walk(tmp_path, "content/partners/UMPSA .yaml").problems
    assert printed(problems, "id") == [
        'content/partners/UMPSA .yaml:1:1: error: Nama "UMPSA " hanya boleh huruf kecil, angka, dan tanda minus. [key]\n'
        '    Ganti namanya menjadi "umpsa"; bagian sesudah titik tetap.'
    ]
    assert printed(problems, "en") == [
        'content/partners/UMPSA .yaml:1:1: error: The name "UMPSA " may have only lower-case letters, digits and hyphens. [key]\n'
        '    Rename it to "umpsa"; what follows the dot stays.'
    ]


def test_link_is_said_in_both_languages(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/news/.keep": ""})
    (tmp_path / "content/news/a.jpg").symlink_to("b.jpg")
    problems = sources.walk(tmp_path, LANGUAGES).problems
    assert printed(problems, "id") == [
        'content/news/a.jpg:1:1: warning: "a.jpg" adalah tautan (symlink atau pintasan) ke tempat lain, jadi tidak dibaca.'
        " [not-a-file]\n    Salin berkas atau folder aslinya ke sini."
    ]
    assert printed(problems, "en") == [
        'content/news/a.jpg:1:1: warning: "a.jpg" is a link (symlink or shortcut) to another place, so it was not read.'
        " [not-a-file]\n    Copy the file or folder itself to this place."
    ]
