"""Compressed copies: each holds what its file holds, no more are made than are new, and none stays without its file."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.base import extras
from sitegen.build import differing
from sitegen.publish import twins
from sitegen.publish.twins import BROTLI, GZIP, LEAST, Twins, holds, original, twins_of
from tests.edits import Edit, change, delete, put
from tests.incremental import Trial, tree
from tests.incremental_sites import BESIDE
from tests.sites import write_site

BOTH = Twins((GZIP, BROTLI))
NEWS = "content/news/2025-03-04-m.id.md"
PAGE = "id/berita/2025/m/index.html"
FILES = {path: text for path, text in BESIDE.items() if "partners" not in path and path.startswith("content/pages")} | {
    NEWS: "---\ntitle: Berita kedua\nsummary: Ringkas.\n---\n\nKata pertama.\n",
    "content/news/2025-03-05-n.id.md": "---\ntitle: Berita ketiga\nsummary: Ringkas.\n---\n\nKata lain.\n",
    "content/news/data.csv": "a,b\n" * 500,
    "themes/default/static/small.css": "a {}",
    "themes/default/static/app.js": "let a = 1;\n" * 200,
    "themes/default/static/app.js.gz": b"of the theme itself",
}


@given(st.binary(max_size=3000) | st.text("ab", min_size=1000, max_size=4000).map(str.encode), st.binary(max_size=40))
def test_a_twin_holds_what_its_file_holds(data: bytes, other: bytes) -> None:
    made = BOTH.made("a/index.html", data)
    assert list(made.values()) == list(BOTH.made("b.css", data).values())  # the name does not count
    assert len(data) >= LEAST or not made
    for place, twin in made.items():
        assert len(twin) < len(data)
        assert (gzip.decompress if place.endswith(GZIP) else brotli.decompress)(twin) == data
        assert holds(place, twin, data)
        assert not holds(place, twin, data + b"x")
        assert not holds(place, twin, data[:-1])
        assert not holds(place, twin[:-1], data)
        assert not holds(place, other, data)


def test_a_gzip_twin_tells_nothing_of_the_machine_that_made_it() -> None:
    twin = BOTH.made("a.txt", b"a" * 2000)["a.txt.gz"]
    assert twin[:10] == bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 0xFF])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("index.html", ["index.html.gz", "index.html.br"]),
        ("id/feed.atom", ["id/feed.atom.gz", "id/feed.atom.br"]),
        ("media/foto.jpg", []),
        ("assets/1/fonts/serif.woff2", []),
        ("_headers", []),
        ("index.html.gz", []),
        ("a/" + "n" * 193 + ".html", []),
    ],
)
def test_only_texts_have_twins(path: str, expected: list[str]) -> None:
    assert BOTH.places(path) == expected
    assert [original(place) for place in expected] == [path] * len(expected)
    assert original(path) == path or path == "index.html.gz"
    assert twins_of(False).places(path) == []


def compressing(root: Path, **site: object) -> Trial:
    write_site(root, FILES, **{"hosting": {"compress": True}, **site})
    trial = Trial(root, root / "output")
    trial.build()
    return trial


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return compressing(tmp_path_factory.mktemp("twins"))


def test_every_text_that_is_worth_it_has_its_twins(built: Trial) -> None:
    files = tree(built.out)
    assert {PAGE + GZIP, PAGE + BROTLI, "sitemap.xml.gz"} <= files.keys()
    for path, data in files.items():
        if not isinstance(data, bytes) or (path.endswith((".gz", ".br")) and not path.endswith("app.js.gz")):
            continue
        expected = BOTH.made(path, data)
        found = {place: files[place] for place in (path + GZIP, path + BROTLI) if place in files}
        if not path.endswith("app.js"):
            assert found == expected, path
    assert [data for path, data in files.items() if path.endswith("app.js.gz")] == [b"of the theme itself"]


EDITS: dict[str, tuple[Edit, set[str]]] = {
    "nothing": (lambda root: None, set()),
    "words": (change(NEWS, "Kata pertama.", "Kata yang lain."), {PAGE}),
    "many words": (change(NEWS, "Kata pertama.", "Kata yang lain. " * 400), {PAGE}),
    "a twin went": (delete(f"output/{PAGE}.gz"), {PAGE}),
    "a twin was touched": (lambda root: os.utime(root / f"output/{PAGE}.br"), set()),
    "a twin was changed": (put(f"output/{PAGE}.br", b"lain"), {PAGE}),
    "a page was changed": (put(f"output/{PAGE}", b"lain"), {PAGE}),
    "a file is gone": (delete("content/news/2025-03-05-n.id.md"), {"id/berita/index.html", "sitemap.xml"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_only_what_is_new_is_compressed(built: Trial, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edit, expected = EDITS[name]
    before = {path: data for path, data in tree(built.root).items() if isinstance(data, bytes)}
    edit(built.root)
    clean = built.check()
    compressed: set[str] = set()
    real = twins._compressed

    def noted(place: str, data: bytes) -> bytes:
        compressed.add(original(place))
        return real(place, data)

    monkeypatch.setattr(twins, "_compressed", noted)
    step = built.build(known=clean)
    monkeypatch.undo()
    assert expected <= compressed
    assert compressed <= step.rendered
    assert differing(built.root, built.out, built.options) == []
    for path, data in before.items():
        if not path.startswith(("output/", ".sitegen/")):
            put(path, data)(built.root)
    built.build()


def test_who_no_longer_asks_for_them_has_none(tmp_path: Path) -> None:
    trial = compressing(tmp_path)
    pages = trial.check()[0].pages
    change("site.yaml", "compress: true", "compress: false")(tmp_path)
    step = trial.build()
    assert step.report.pages == pages
    assert step.rendered == set()
    assert [path for path in tree(trial.out) if path.endswith((".gz", ".br"))] == [
        path for path in tree(trial.out) if path.endswith("app.js.gz")
    ]
    change("site.yaml", "compress: false", "compress: true")(tmp_path)
    assert PAGE in trial.build().rendered
    assert {PAGE + GZIP, PAGE + BROTLI} <= tree(trial.out).keys()


def test_without_the_extra_there_is_gzip_alone_and_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    extras.has_brotli.cache_clear()
    try:
        trial = compressing(tmp_path)
        told = [(each.place.path, each.id) for each in trial.check()[0].problems if each.id == "compress-plain"]
        assert told == [("site.yaml", "compress-plain")]
        assert PAGE + GZIP in tree(trial.out)
        assert PAGE + BROTLI not in tree(trial.out)
        assert holds("a.br", b"believed", b"a")
    finally:
        monkeypatch.undo()
        extras.has_brotli.cache_clear()
    change(NEWS, "Ringkas.", "Lebih ringkas.")(tmp_path)  # the program looks for other libraries when it starts
    assert PAGE in trial.build().rendered
    assert PAGE + BROTLI in tree(trial.out)


def test_pages_that_other_processes_make_have_twins(built: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitegen.build.WORTH_IT", 1)
    Trial(built.root, built.root / "other", more={"jobs": 2}).build_only()
    assert tree(built.root / "other") == tree(built.out)


def test_the_index_of_the_search_has_twins(tmp_path: Path) -> None:
    trial = compressing(tmp_path, search=True)
    assert "pagefind/pagefind.js.br" in tree(trial.out)
    assert trial.build().rendered == set()
    change(NEWS, "Kata pertama.", "Kata yang lain.")(tmp_path)
    assert PAGE in trial.build().rendered
    delete("output/pagefind/pagefind.js.gz")(tmp_path)
    trial.build()
    assert "pagefind/pagefind.js.gz" in tree(trial.out)
