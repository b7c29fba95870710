"""The main menu of a site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.build_site import build_site

FILES: dict[str, str | bytes] = {
    "content/partners/its.yaml": "name: ITS\nkind: university\ncountry: ID\ncity: Surabaya\n",
    "content/pages/about.id.md": "---\ntitle: Tentang kami\n---\n\nKami.\n",
}


def menu(tmp_path: Path, files: dict[str, str | bytes], **site: Any) -> list[tuple[str, str]]:
    page = build_site(tmp_path, files, **site).pages["/id/"]
    return [(link.text(), link.attributes["href"] or "") for link in page.css(".menu a")]


USUAL = [
    ("Berita", "/id/berita/"),
    ("Agenda", "/id/agenda/"),
    ("Mitra", "/id/mitra/"),
    ("Kerja sama", "/id/kerja-sama/"),
]
SEARCH = ("Cari", "/id/cari/")


def test_a_site_without_a_menu_of_its_own_has_the_indexes_its_pages_and_the_search(tmp_path: Path) -> None:
    assert menu(tmp_path / "a", FILES) == [*USUAL, ("Tentang kami", "/id/about/")]
    assert menu(tmp_path / "b", FILES, search=True) == [*USUAL, ("Tentang kami", "/id/about/"), SEARCH]


def test_pages_are_named_by_words(tmp_path: Path) -> None:
    named = ["map", "search", {"target": "statistics", "label": {"id": "Angka"}}, "site-map", "about"]
    assert menu(tmp_path, FILES, search=True, menu=named) == [
        ("Peta", "/id/mitra/peta/"),
        SEARCH,
        ("Angka", "/id/statistik/"),
        ("Peta situs", "/id/peta-situs/"),
        ("Tentang kami", "/id/about/"),
    ]


def test_what_is_not_there_is_left_out_and_the_search_is_never(tmp_path: Path) -> None:
    assert menu(tmp_path / "a", {}, menu=["map", {"target": "statistics", "label": "Angka"}, "search", "news"]) == [
        ("Berita", "/id/berita/")
    ]
    assert menu(tmp_path / "b", {}, menu=["news"], search=True) == [("Berita", "/id/berita/"), SEARCH]
