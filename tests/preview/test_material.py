"""What the preview knows of the sources: read again only where they changed, the same objects where they say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.base.memory import Memory
from sitegen.base.problems import SitegenError, in_order
from sitegen.preview import material as module
from sitegen.preview.material import Material
from sitegen.read import reading, sources
from sitegen.read.content import Content
from sitegen.read.kinds.news import Article
from sitegen.read.reading import read_site
from sitegen.read.recall import Recall
from sitegen.read.record import Record
from tests.edits import Edit, both, change, delete, folder, move, put, touch
from tests.incremental_sites import FILES, NEWS
from tests.pictures import png
from tests.sites import write_site

ABOUT = "content/pages/about.id.md"
PARTNER = "content/partners/p.yaml"
PICTURE = "content/news/foto.png"
ITEM = ("news", "2026-11-01-n")


def material_of(root: Path) -> Material:
    return Material(root, Memory(root, "", fresh=True))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", FILES)


@pytest.fixture
def material(root: Path) -> Material:
    return material_of(root)


def content_of(material: Material) -> Content:
    assert material.content
    return material.content


def same_as_read_anew(material: Material, root: Path) -> bool:
    fresh = read_site(root, Recall.nothing(root), drafts=True)
    assert in_order(material.problems) == in_order(fresh.all_problems)
    return material.content == fresh.content


EDITS: dict[str, tuple[Edit, set[str], set[tuple[str, str]]]] = {
    "words": (change(ABOUT, "Kami", "Kita"), {ABOUT}, {("pages", "about")}),
    "facts": (change(PARTNER, "Kota", "Desa"), {PARTNER}, {("partners", "p")}),
    "a mistake": (put(PARTNER, "name: ["), {PARTNER}, {("partners", "p")}),
    "a draft": (change(ABOUT, "title:", "draft: true\ntitle:"), {ABOUT}, {("pages", "about")}),
    "two items": (
        both(change(ABOUT, "Kami", "Kita"), change(PARTNER, "Kota", "Desa")),
        {ABOUT, PARTNER},
        {("pages", "about"), ("partners", "p")},
    ),
    "an item more": (
        put("content/pages/baru.id.md", "---\ntitle: Baru\n---\n\nIsi.\n"),
        {"content/pages/baru.id.md"},
        {("pages", "baru")},
    ),
    "an item less": (delete(ABOUT), {ABOUT}, {("pages", "about")}),
    "a language more": (
        put("content/pages/about.en.md", "---\ntitle: A\n---\n\nWe.\n"),
        {"content/pages/about.en.md"},
        {("pages", "about")},
    ),
    "a language less": (delete(f"{NEWS}.en.md"), {f"{NEWS}.en.md"}, {ITEM}),
    "another key": (
        move(ABOUT, "content/pages/kami.id.md"),
        {ABOUT, "content/pages/kami.id.md"},
        {("pages", "about"), ("pages", "kami")},
    ),
    "another folder": (
        move(ABOUT, "content/pages/lama/about.id.md"),
        {ABOUT, "content/pages/lama/about.id.md"},
        {("pages", "about")},
    ),
    "a folder in its place": (folder(ABOUT), {ABOUT, f"{ABOUT}/"}, {("pages", "about")}),
    "a list": (put("content/topics.yaml", "t: {id: Lain, en: Other}\n"), {"content/topics.yaml"}, set()),
    "a picture": (put(PICTURE, png(shade=7)), {PICTURE}, set()),
    "a theme": (put("themes/default/static/a.css", "a {}"), {"themes/default/static/a.css"}, set()),
    "a colour": (change("site.yaml", "timezone:", "colours: {brand: '#7a1f2b'}\ntimezone:"), {"site.yaml"}, set()),
    "a colour of a theme": (
        put("themes/default/theme.yaml", "colours: {brand: {light: '#7a1f2b', dark: '#ffa6a9'}}\n"),
        {"themes/default/theme.yaml"},
        set(),
    ),
    "site.yaml": (
        change("site.yaml", "Asia/Jakarta", "Asia/Makassar"),
        {"site.yaml"},
        {ITEM, ("news", "2025-03-04-m"), ("events", "e"), ("partners", "p"), ("agreements", "a"), ("pages", "about")},
    ),
}
"""Edit → the paths that are told → the items that are others then."""


@pytest.mark.parametrize("name", EDITS)
def test_what_changed_is_told_and_all_else_stays_the_same_object(root: Path, material: Material, name: str) -> None:
    edit, changed, items = EDITS[name]
    before = records(material)
    edit(root)
    assert material.take(changed) == items
    assert same_as_read_anew(material, root)
    after = records(material)
    assert all(after[item] is before[item] for item in after.keys() & before.keys() - items if item[0] != "topics")
    assert material.take(changed) == set()


def records(material: Material) -> dict[tuple[str, str], Record]:
    return {(kind, key): record for kind, of in content_of(material).records.items() for key, record in of.items()}


@pytest.mark.parametrize("path", [ABOUT, PICTURE, "site.yaml", "content/topics.yaml"])
def test_content_that_says_the_same_is_the_same_object(root: Path, material: Material, path: str) -> None:
    before = material.content
    touch(path)(root)
    assert material.take([path]) == set()
    assert material.content is before


def test_of_kinds_in_which_nothing_changed_the_records_are_the_same_object(root: Path, material: Material) -> None:
    before = content_of(material)
    put("content/pages/baru.id.md", "---\ntitle: Baru\n---\n\nIsi.\n")(root)
    material.take(["content/pages/baru.id.md"])
    after = content_of(material)
    assert {kind for kind in before.records if after.records[kind] is not before.records[kind]} == {"pages"}


def test_a_file_of_an_item_is_all_that_is_read(root: Path, material: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    whole = sources.read

    def asking(source: sources.Source) -> bytes:
        asked.append(source.path)
        return whole(source)

    monkeypatch.setattr(sources, "read", asking)
    monkeypatch.setattr(module, "take", None)
    change(f"{NEWS}.id.md", "Akhir", "Penghabisan")(root)
    assert material.take([f"{NEWS}.id.md"]) == {ITEM}
    assert sorted(asked) == [f"{NEWS}.en.md", f"{NEWS}.id.md", f"{NEWS}.yaml"]


def test_what_a_run_before_knew_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(root, "", fresh=True)
    first = Material(root, memory)
    monkeypatch.setattr(reading, "item_to_record", None)
    again = Material(root, memory, first.snapshot, first.digests)
    assert again.content == first.content
    assert again.digests == first.digests


def test_site_yaml_counts_as_it_was_while_it_cannot_be_used(root: Path, material: Material) -> None:
    config = content_of(material).config
    put("site.yaml", "title: [")(root)
    assert material.take(["site.yaml"]) == set()
    put("content/pages/baru.id.md", "---\ntitle: Baru\n---\n\nIsi.\n")(root)
    delete(ABOUT)(root)
    assert material.take(["content/pages/baru.id.md", ABOUT]) == {("pages", "about"), ("pages", "baru")}
    assert content_of(material).config is config
    assert list(content_of(material).records["pages"]) == ["baru"]
    assert {problem.place.path for problem in material.problems} >= {"site.yaml"}


def test_a_site_without_a_usable_site_yaml_says_nothing(root: Path) -> None:
    put("site.yaml", "title: [")(root)
    material = material_of(root)
    assert material.content is None
    assert [problem.place.path for problem in material.problems] == ["site.yaml"]
    assert material.items_of([ABOUT]) == set()


def test_the_items_of_files_are_known(material: Material) -> None:
    assert material.items_of([f"{NEWS}.id.md", f"{NEWS}.yaml", PARTNER, PICTURE, "site.yaml", "tiada"]) == {
        ITEM,
        ("partners", "p"),
    }


def test_what_could_not_be_read_is_read_with_what_changes_next(
    root: Path, material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything is as before until then, also what could be read."""
    before, problems = material.content, material.problems
    both(change(ABOUT, "Kami", "Kita"), change(PARTNER, "Kota", "Desa"))(root)
    whole = sources.read

    def failing(source: sources.Source) -> bytes:
        if source.path == PARTNER:
            raise SitegenError("gone")
        return whole(source)

    with monkeypatch.context() as patch, pytest.raises(SitegenError, match="gone"):
        patch.setattr(sources, "read", failing)
        material.take([ABOUT, PARTNER])
    assert material.content is before
    assert material.problems == problems
    assert material.take([]) == {("pages", "about"), ("partners", "p")}
    assert same_as_read_anew(material, root)


def broken(path: str) -> Edit:
    return put(path, "---\ntitle: [\n---\n\nRusak.\n" if path.endswith(".md") else "name: [")


def with_good(material: Material, good: Content, *refused: tuple[str, str]) -> Content:
    found = material.with_good(good, refused)
    assert found
    return found


def test_a_broken_item_is_what_it_was_when_it_was_good(root: Path, material: Material) -> None:
    good = content_of(material)
    broken(PARTNER)(root)
    material.take([PARTNER])
    found = with_good(material, good)
    assert found == good
    assert content_of(material).broken == {("partners", "p")}


def test_a_broken_item_that_never_was_good_is_absent(root: Path, material: Material) -> None:
    good = content_of(material)
    broken("content/pages/baru.id.md")(root)
    material.take(["content/pages/baru.id.md"])
    found = with_good(material, good)
    assert list(found.records["pages"]) == ["about"]
    assert found.broken == {("pages", "baru")}


def test_an_item_that_is_refused_is_what_it_was_or_absent(root: Path, material: Material) -> None:
    good = content_of(material)
    both(
        change(f"{NEWS}.id.md", "Pertama", "Satu"), put("content/news/2026-01-01-b.id.md", "---\ntitle: B\n---\n\nB.\n")
    )(root)
    material.take([f"{NEWS}.id.md", "content/news/2026-01-01-b.id.md"])
    found = with_good(material, good, ITEM, ("news", "2026-01-01-b"))
    assert found.records == good.records
    assert list(found.of(Article)) == list(good.of(Article))
    assert with_good(material, good) == content_of(material)


@pytest.mark.parametrize("topics", ["t: [", "t: {id: Lain}\n"])
def test_a_list_that_cannot_be_read_says_what_it_said(root: Path, material: Material, topics: str) -> None:
    put("content/topics.yaml", "t: {id: Topik, en: Topic}\nu: {id: Umum, en: General}\n")(root)
    material.take(["content/topics.yaml"])
    good = content_of(material)
    put("content/topics.yaml", topics)(root)
    material.take(["content/topics.yaml"])
    found = with_good(material, good)
    assert found.records["topics"]["t"] is good.records["topics"]["t"]
    assert ("u" in found.records["topics"]) == topics.endswith("[")
